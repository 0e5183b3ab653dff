"""What a user relies on in the metadata fields of any news page."""
