"""Read one page: bytes and a URL in, values out. Pure functions."""
