"""One page, read by what is known of its publisher."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from inspect import isawaitable
from typing import Any
from zoneinfo import ZoneInfo

from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle
from newscrawl.publishers.page import NewsArticlePage
from newscrawl.publishers.publisher import Publisher

Build = Callable[[], Awaitable[Any]]
"""Makes the page object."""


async def read_with(build: Build, document: Document, prior: float = 0.0) -> NewsArticle | None:
    """Return what the page object that *build* makes reads on *document*, `None` where it says that it is no article.

    *prior*: the log odds that the page is an article, by its address and by what the site's pages have been.
    """
    page = await build()
    if isinstance(page, NewsArticlePage):
        page.document, page.prior = document, prior
    if not getattr(page, "is_article", True):
        return None
    item = page.to_item()
    article: NewsArticle = await item if isawaitable(item) else item
    return article


def with_declared(article: NewsArticle, publisher: Publisher) -> NewsArticle:
    """Return *article* with its id, and the time zone of its dates, as *publisher* declares them."""
    article.articleId = publisher.article_id(article.canonicalUrl or article.url) or article.articleId
    if publisher.zone:
        for name in ("datePublished", "dateModified"):
            setattr(article, name, _in_zone(getattr(article, name), publisher.zone))
    return article


def _in_zone(text: str | None, zone: str) -> str | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return text
    return text if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone)).isoformat()
