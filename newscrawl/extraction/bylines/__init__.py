"""Who wrote it: bylines, and the names in them."""
