"""Read one page: bytes and a URL in, values out. Pure functions."""

from newscrawl.extraction.extract import extract

__all__ = ["extract"]
