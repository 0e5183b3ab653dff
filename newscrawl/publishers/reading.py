"""One page, read by what is known of its publisher."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from inspect import isawaitable
from typing import Any
from zoneinfo import ZoneInfo

from web_poet import HttpResponse, ItemPage

from newscrawl.errors import BadInput
from newscrawl.extraction.extract import extract
from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle
from newscrawl.publishers.page import NewsArticlePage
from newscrawl.publishers.publisher import Publisher
from newscrawl.publishers.registry import Registry

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
    return await _item(page)


async def _item(page: ItemPage[NewsArticle]) -> NewsArticle:
    item: Any = page.to_item()
    article: NewsArticle = await item if isawaitable(item) else item
    return article


def read_alone(body: bytes, url: str, encoding: str | None, known: Registry) -> NewsArticle | None:
    """Return the article on a page that is known to be one, `None` where it has no running text, without a crawl.

    *body* is the response's from *url*, *encoding* the charset of its header. Raises `BadInput` where the page object
    for it asks for more than the response.
    """
    publisher, page = known.publisher_of(url), known.page_for(url)
    if page is None:
        article = extract(body, url, encoding, article=True)
    else:
        headers = {"Content-Type": f"text/html; charset={encoding}"} if encoding else {}
        try:
            made = page(response=HttpResponse(url, body=body, headers=headers))  # type: ignore[call-arg]
        except TypeError:
            raise BadInput(f"{page.__name__} asks for more than a page's response: crawl {url} instead") from None
        article = asyncio.run(_item(made))
        article = article if article.headline or article.articleBody else None
    return with_declared(article, publisher) if article and publisher else article


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
