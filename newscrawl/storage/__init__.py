"""The store: articles, people, links and pages, on SQLite or PostgreSQL."""

from newscrawl.extraction.urls import site_of
from newscrawl.storage.errors import StoreError, StoreUnavailable
from newscrawl.storage.model import Known, Link, Page, Saved
from newscrawl.storage.reading import Filter
from newscrawl.storage.store import DEFAULT_URL, Store
from newscrawl.storage.writer import Writer

__all__ = [
    "DEFAULT_URL",
    "Filter",
    "Known",
    "Link",
    "Page",
    "Saved",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "Writer",
    "site_of",
]
