"""The page object of any news article, for publishers' own to stand on."""

from functools import cached_property
from inspect import isawaitable
from typing import ClassVar

import attrs
from web_poet import HttpResponse, WebPage
from web_poet.fields import get_fields_dict

from newscrawl.extraction.extract import extract_document
from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle
from newscrawl.web.charsets import header_charset
from newscrawl.web.given import given


class NewsArticlePage(WebPage[NewsArticle]):
    """An article read without knowledge of its publisher.

    A publisher's page object names by `@field` what it reads better; everything else stays as read here:

    >>> from web_poet import field
    >>> class ExamplePage(NewsArticlePage):
    ...     @field
    ...     def section(self):
    ...         return self.css(".rubric::text").get()

    A class of articles with more fields is named as web-poet has it: `class ExamplePage(NewsArticlePage,
    Returns[ExampleArticle])`. Ask `is_article` before `to_item`.
    """

    is_known_article: ClassVar[bool | None] = None
    """`True` in a class that reads articles only, by their addresses: then a short or bare one is read too."""

    prior = 0.0
    """The log odds that the page is an article, by its address and by what the site's pages have been."""

    @cached_property
    def document(self) -> Document:
        """The parsed page; `document.root` is an lxml tree of it, for what selectors cannot say."""
        given(self.response, HttpResponse, "the response of a page", "give HttpResponse(url, body=html)")
        return Document.parse(
            self.response.body, str(self.response.url), header_charset(self.response.headers.get("Content-Type"))
        )

    @cached_property
    def article(self) -> NewsArticle | None:
        """The record as the general reader gives it, `None` where the page is no article."""
        return extract_document(self.document, self.prior, article=self.is_known_article)

    @property
    def is_article(self) -> bool:
        """Whether the page is an article."""
        return self.article is not None

    async def to_item(self) -> NewsArticle:
        """Return the record, with the fields that this class reads itself in place of the general ones."""
        # Who asks for the item knows that there is one.
        known = self.article or extract_document(self.document, article=True) or NewsArticle(url=self.document.url)
        article: NewsArticle = self.item_cls(**attrs.asdict(known, recurse=False))
        for name in get_fields_dict(self):
            value = getattr(self, name)
            setattr(article, name, await value if isawaitable(value) else value)
        return article
