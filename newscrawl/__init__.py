"""newscrawl: every article of a news site as one clean record, with its graph of related links."""

from importlib.metadata import PackageNotFoundError, version

from newscrawl.extraction import extract
from newscrawl.items import NewsArticle

try:
    __version__ = version("newscrawl")
except PackageNotFoundError:  # running from a source tree that is not installed
    __version__ = "0"

__all__ = ["NewsArticle", "__version__", "extract"]
