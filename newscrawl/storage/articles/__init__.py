"""Articles, their revisions and people, written and read back."""
