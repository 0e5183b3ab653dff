"""What the form of an address says, before anything is fetched."""
