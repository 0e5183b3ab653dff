"""A page as it stands: parsed, walked, cut into blocks and lines."""
