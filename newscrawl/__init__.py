"""newscrawl: every article of a news site as one clean record, with its graph of related links.

What is named here is stable; each is loaded at its first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.addon import Addon
    from newscrawl.extraction import extract
    from newscrawl.items import NewsArticle
    from newscrawl.publishers.page import NewsArticlePage
    from newscrawl.publishers.publisher import Publisher
    from newscrawl.runner.running.iterating import crawl
    from newscrawl.storage import Store

    __version__: str

__all__ = ["Addon", "NewsArticle", "NewsArticlePage", "Publisher", "Store", "__version__", "crawl", "extract"]

_HOMES = {
    "Addon": "newscrawl.addon",
    "NewsArticle": "newscrawl.items",
    "NewsArticlePage": "newscrawl.publishers.page",
    "Publisher": "newscrawl.publishers.publisher",
    "Store": "newscrawl.storage",
    "crawl": "newscrawl.runner.running.iterating",
    "extract": "newscrawl.extraction",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("newscrawl")
    except PackageNotFoundError:  # running from a source tree that is not installed
        return "0"
