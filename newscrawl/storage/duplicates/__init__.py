"""Near-duplicates: which articles tell the same in nearly the same words."""
