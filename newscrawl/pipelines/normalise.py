"""First pipeline: one form for dates, names, addresses, white space and Unicode."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.statscollectors import StatsCollector
from zyte_common_items import Author

from newscrawl import __version__
from newscrawl.items import NewsArticle, NewsArticleMetadata, content_hash
from newscrawl.web.article_ids import article_number, derived_id
from newscrawl.web.dates import parse_date
from newscrawl.web.foreign_text import clean
from newscrawl.web.moments import lies_ahead, moment_of
from newscrawl.web.text import fold
from newscrawl.web.urls import canonical_url

SINGLE_LINE = (
    "headline",
    "description",
    "section",
    "agency",
    "dateline",
    "datePublishedRaw",
    "dateModifiedRaw",
)
PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
# 2025-08-05T08:59:00+00:00, the form that the record asks for
RECORD_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:\d\d")
# 2025-08-05, the same where the address or a source of the article tells no more
RECORD_DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAY_SOURCES = ("url", "feed", "sitemap")


class NormalisePipeline:
    """Brings every `NewsArticle` into the record's form, whichever spider made it; other items pass.

    `datePublished` and `dateModified` become ISO 8601 with an offset: read from the field, failing that from
    its `…Raw` twin, in the page's language and the spider's `timezone` (else `NEWSCRAWL_TIMEZONE`). A date
    without a known zone stays without an offset; one that lies more than a day after the page was received is none.
    Switched off by `NEWSCRAWL_NORMALISE = False`.
    """

    def __init__(self, stats: StatsCollector, timezone: str | None, clock: Callable[[], datetime]) -> None:
        self._stats = stats
        self._timezone = timezone
        self._clock = clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("NEWSCRAWL_NORMALISE"):
            raise NotConfigured
        timezone = getattr(crawler.spider, "timezone", None) or crawler.settings.get("NEWSCRAWL_TIMEZONE")
        assert crawler.stats
        return cls(crawler.stats, timezone, lambda: datetime.now(UTC))

    def process_item(self, item: Any) -> Any:
        if isinstance(item, NewsArticle):
            self._normalise(item)
            self._stats.inc_value("newscrawl/normalised")
        return item

    def _normalise(self, article: NewsArticle) -> None:
        clean(article)
        adapter = ItemAdapter(article)
        for name in SINGLE_LINE:
            if adapter.get(name):
                adapter[name] = fold(adapter[name]) or None
        article.articleBody = fold_paragraphs(article.articleBody)
        article.authors = unique_authors(article.authors or []) or None
        article.metadata = article.metadata or NewsArticleMetadata()
        article.fetchedAt = article.fetchedAt or self._clock().isoformat(timespec="seconds")
        self._date(adapter, "datePublished")
        self._date(adapter, "dateModified")
        if article.datePublished is None:
            article.metadata.datePublishedSource = article.metadata.datePublishedPrecision = None
        article.canonicalUrl = canonical_url(article.canonicalUrl or article.url) or article.url
        article.articleId = (
            article.articleId or article_number(article.canonicalUrl) or derived_id(article.canonicalUrl)
        )
        article.metadata.extractorVersion = __version__
        article.contentHash = content_hash(article)

    def _date(self, adapter: ItemAdapter, name: str) -> None:
        value, raw = adapter.get(name), adapter.get(name + "Raw")
        received = moment_of(adapter["fetchedAt"]) or self._clock()
        form = RECORD_DAY if adapter["metadata"].datePublishedSource in DAY_SOURCES else RECORD_DATE
        if value and (RECORD_DATE.fullmatch(value) or form.fullmatch(value)):
            self._leave_past(adapter, name, received)
            return
        texts = (text for text in (value, raw) if text)
        moments = (parse_date(text, adapter.get("inLanguage"), self._timezone) for text in texts)
        moment = next((moment for moment in moments if moment), None)
        if moment is None and (value or raw):
            self._stats.inc_value("newscrawl/normalised/unreadable_dates")
        adapter[name] = moment.isoformat() if moment else None
        self._leave_past(adapter, name, received)

    def _leave_past(self, adapter: ItemAdapter, name: str, received: datetime) -> None:
        if lies_ahead(adapter[name], received):
            adapter[name] = None
            self._stats.inc_value("newscrawl/normalised/dates_ahead")


def fold_paragraphs(text: str | None) -> str | None:
    """Return *text* with each paragraph folded and one blank line between two; `None` for none.

    >>> fold_paragraphs("Un.\\n \\n\\nDeux\\u00a0mots.\\n")
    'Un.\\n\\nDeux mots.'
    """
    paragraphs = (fold(paragraph) for paragraph in PARAGRAPH_BREAK.split(text or ""))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) or None


def unique_authors(authors: list[Author]) -> list[Author]:
    """Return *authors* with folded names, one entry a name, in order."""
    unique: dict[str, Author] = {}
    for author in authors:
        author.name = fold(author.name or "") or None
        if author.name:
            unique.setdefault(author.name.casefold(), author)
    return list(unique.values())
