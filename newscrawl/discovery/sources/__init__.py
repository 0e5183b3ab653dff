"""Feeds and sitemaps: bytes in, candidates out."""
