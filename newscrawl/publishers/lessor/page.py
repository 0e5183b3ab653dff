"""The page object of an article page of L'Essor."""

from datetime import UTC
from functools import cached_property

from web_poet import field
from zyte_common_items import Author

from newscrawl.extraction.bylines.bylines import Byline
from newscrawl.items import AuthorArticle, NewsArticle, NewsArticleMetadata, NewsImage, RelatedArticle
from newscrawl.publishers.lessor.byline import read_byline
from newscrawl.publishers.lessor.headline import overlap
from newscrawl.publishers.lessor.labels import TIMEZONE
from newscrawl.publishers.lessor.reading import Reading
from newscrawl.publishers.lessor.urls import article_id, article_url, created_at
from newscrawl.publishers.page import NewsArticlePage
from newscrawl.web.dates import parse_date

DECLARED = "link[rel='canonical'], meta[property='og:url']"


class LessorArticlePage(NewsArticlePage):
    """An article of L'Essor as a record. Ask `is_article` before `to_item`: soft 404s have the same addresses.

    Every field is read by the labels of the page; what the site does not state (JSON-LD, keywords, a change) is absent.
    """

    @cached_property
    def article(self) -> NewsArticle:
        """What the general reader would add: nothing, as each field that the site states has its label."""
        return NewsArticle(url=self.document.url)

    @cached_property
    def reading(self) -> Reading:
        """What the page says, by its labels."""
        return Reading(self.document)

    @cached_property
    def byline(self) -> Byline:
        """The byline's parts; empty where the page has none."""
        return read_byline(self.reading.byline or "")

    @property
    def is_article(self) -> bool:
        """Whether address and content are an article's."""
        return article_id(self.document.url) is not None and self.reading.is_article

    @field
    def url(self) -> str:
        return self.document.url

    @field
    def canonicalUrl(self) -> str | None:
        """The address that the page declares, else that of its links to itself which says the headline best."""
        declared = self._own_urls(DECLARED)
        if declared:
            return declared[0]
        found = [article_url(self.document.url, self.document.url), *self._own_urls("a[href]")]
        return max(filter(None, found), key=lambda url: overlap(self.reading.headline or "", url), default=None)

    @field
    def articleId(self) -> str | None:
        return article_id(self.document.url)

    @field
    def headline(self) -> str | None:
        return self.reading.headline

    @field
    def description(self) -> str | None:
        return self.reading.standfirst

    @field
    def datePublished(self) -> str | None:
        """The printed date; without one, midnight (UTC) of the day that the id states: see `metadata`."""
        moment = parse_date(self.reading.date_raw or "", "fr", TIMEZONE)
        own = article_id(self.document.url)
        if moment is None and own is not None:
            moment = created_at(own).replace(hour=0, minute=0, second=0, tzinfo=UTC)
        return moment.isoformat() if moment else None

    @field
    def datePublishedRaw(self) -> str | None:
        return self.reading.date_raw

    @field
    def metadata(self) -> NewsArticleMetadata:
        return NewsArticleMetadata(datePublishedSource="printed" if self.reading.date_raw else "articleId")

    @field
    def authors(self) -> list[Author]:
        raw = self.reading.byline
        return [Author(name=name, nameRaw=raw, url=self._author_url(name)) for name in self.byline.names]

    @field
    def agency(self) -> str | None:
        return self.byline.agency

    @field
    def dateline(self) -> str | None:
        return self.byline.dateline

    @field
    def section(self) -> str | None:
        return self.reading.section

    @field
    def inLanguage(self) -> str:
        return "fr"

    @field
    def isAccessibleForFree(self) -> bool:
        """Always: what the site keeps for subscribers is the room for comments, not the article."""
        return True

    @field
    def mainImage(self) -> NewsImage | None:
        return self.reading.image

    @field
    def images(self) -> list[NewsImage]:
        return [self.reading.image] if self.reading.image else []

    @field
    def articleBody(self) -> str:
        return "\n\n".join(self.reading.paragraphs)

    @field
    def relatedArticles(self) -> list[RelatedArticle]:
        return self.reading.related

    @field
    def authorArticles(self) -> list[AuthorArticle]:
        return self.reading.author_articles

    def _author_url(self, name: str) -> str | None:
        links = ((text.casefold(), url) for text, url in self.reading.byline_links)
        return next((url for text, url in links if name.casefold() in text), None)

    def _own_urls(self, selector: str) -> list[str]:
        """Return this article's addresses among those of the elements that *selector* finds, canonical."""
        elements = (element.attributes for element in self.document.html.css(selector))
        found = (article_url(given.get("href") or given.get("content") or "", self.document.url) for given in elements)
        return [url for url in found if url and article_id(url) == article_id(self.document.url)]
