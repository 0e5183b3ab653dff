"""The store: articles, people, links and pages, on SQLite or PostgreSQL.

The class of the records, and Scrapy with it, is loaded with the first record that is read or written.
"""

from newscrawl.errors import StoreError, StoreUnavailable
from newscrawl.storage.articles.reading import Filter
from newscrawl.storage.articles.writer import Writer
from newscrawl.storage.model import Known, Link, Page, Saved
from newscrawl.storage.store import DEFAULT_URL, Store
from newscrawl.web.sites import site_of

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
