"""Makes one record of an article that its site parts into pages."""

from collections.abc import Awaitable, Callable

import attrs
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response

from newscrawl.discovery.pages.article_pages import read_article_pages
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle, NewsArticleMetadata
from newscrawl.web.charsets import header_charset
from newscrawl.web.text import key

MAX_PAGES = 30
OK = 200
GONE = (404, 410)


class PageMissing(Exception):  # noqa: N818
    """A further page of an article did not come: the message says which and why."""


@attrs.frozen
class PagedArticles:
    """`request` makes the request for a further page, `download` makes it, `read` reads the article on a page."""

    request: Callable[[str], Request]
    download: Callable[[Request], Awaitable[Response]]
    read: Callable[[Response, Document], Awaitable[NewsArticle | None]]

    async def complete(self, article: NewsArticle, following: str | None) -> list[str]:
        """Add to *article* what stands on its further pages, the first of them at *following*; return their addresses,
        which its metadata tells as well.

        What has another headline, or nothing new, is no further page. Raises `PageMissing`.
        """
        pages: list[str] = []
        told = set(paragraphs(article))
        while following and following not in pages and len(pages) < MAX_PAGES:
            found = await self._page(following)
            if found is None:
                break
            part, page = found
            new = [text for text in paragraphs(part) if text not in told]
            if key(part.headline or "") != key(article.headline or "") or not new:
                break
            pages.append(following)
            told.update(new)
            _add(article, part, new)
            following = read_article_pages(LinkedPage.of(page)).following
        if pages:
            article.metadata = attrs.evolve(article.metadata or NewsArticleMetadata(), pages=[article.url, *pages])
        return pages

    async def _page(self, url: str) -> tuple[NewsArticle, Document] | None:
        """Return the article on a further page with the page, None where there is no such page or no article."""
        try:
            response = await self.download(self.request(url))
        except IgnoreRequest:
            return None
        except Exception as error:
            raise PageMissing(f"its page {url} did not come: {error or type(error).__name__}") from error
        if response.status in GONE or (response.status == OK and not isinstance(response, HtmlResponse)):
            return None
        if response.status != OK:
            raise PageMissing(f"its page {url} answered {response.status}")
        document = Document.parse(response.body, response.url, header_charset(response.headers.get("Content-Type")))
        article = await self.read(response, document)
        return (article, document) if article is not None else None


def paragraphs(article: NewsArticle) -> list[str]:
    """Return the paragraphs of the article's text."""
    return [text for text in (article.articleBody or "").split("\n\n") if text]


def _add(article: NewsArticle, part: NewsArticle, new: list[str]) -> None:
    """Add the *new* paragraphs of *part*, its HTML, and its pictures that *article* has not."""
    article.articleBody = "\n\n".join([*paragraphs(article), *new])
    article.articleBodyHtml = "\n".join(filter(None, (article.articleBodyHtml, part.articleBodyHtml))) or None
    known = {image.url for image in article.images or []}
    article.images = [
        *(article.images or []),
        *(image for image in part.images or [] if image.url not in known),
    ] or None
