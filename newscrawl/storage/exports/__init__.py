"""The store as files for other programs."""
