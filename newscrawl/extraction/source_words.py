"""What the feed or sitemap that named an article said of it: taken where its page says less."""

from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import attrs

from newscrawl.extraction.body.completeness import BROKEN_OFF, is_more_of
from newscrawl.extraction.body.text import Body, read_body
from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle, NewsArticleMetadata
from newscrawl.web.dates import Precision
from newscrawl.web.moments import lies_ahead, moment_of
from newscrawl.web.time_zones import zone_of

SAME_DAY = timedelta(hours=38)
"""How far from a day's midnight in UTC a moment may lie and be of that day somewhere."""


Origin = Literal["feed", "sitemap"]


@attrs.frozen(kw_only=True)
class SourceWords:
    """What a `source` said of an article: `published` is aware, `markup` its whole text as HTML, empty if not given."""

    source: Origin
    published: datetime | None = None
    markup: str = ""


def complete(article: NewsArticle, words: SourceWords, now: datetime) -> None:
    """Give *article* what its source said: a date where its page tells none, the text where the page has a part only.

    A date that lies ahead of *now* (aware) is none.
    """
    article.metadata = article.metadata or NewsArticleMetadata()
    if words.markup:
        _complete_text(article, article.metadata, words)
    published = words.published
    if published is not None and not lies_ahead(published, now) and _is_wanted(article, published, now):
        _date(article, article.metadata, words, published)


def _complete_text(article: NewsArticle, metadata: NewsArticleMetadata, words: SourceWords) -> None:
    body = _body(words.markup, article.url)
    shown = [text for text in (article.articleBody or "").split("\n\n") if text]
    if body is None or not (is_more_of(body.text, shown) or _is_past_wall(article, body)):
        return
    article.articleBody, article.articleBodyHtml = body.text, body.html
    article.bodyCompleteness = "cut" if BROKEN_OFF.search(body.text) else "full"
    metadata.articleBodySource = words.source


def _body(markup: str, url: str) -> Body | None:
    return read_body(Document.parse(f"<main><article>{markup}</article></main>", url))


def _is_past_wall(article: NewsArticle, body: Body) -> bool:
    """Tell whether a page that shows a part only, in other words perhaps, is outdone by the text of its source."""
    return article.bodyCompleteness in ("teaser", "cut") and len(body.text) > 2 * len(article.articleBody or "")


def _is_wanted(article: NewsArticle, published: datetime, now: datetime) -> bool:
    """Tell whether the page's own date is none, or says less than *published*, which is of the same day."""
    stated = moment_of(article.datePublished)
    if stated is None or lies_ahead(stated, now):
        return True
    source = article.metadata.datePublishedSource if article.metadata else None
    return source == "modified" or (source == "url" and abs(published - stated) < SAME_DAY and _has_clock(published))


def _date(article: NewsArticle, metadata: NewsArticleMetadata, words: SourceWords, published: datetime) -> None:
    zone = zone_of(article.url)
    clock = _has_clock(published)
    local = published.astimezone(ZoneInfo(zone)) if zone and clock else published
    article.datePublished = local.isoformat(timespec="seconds") if clock else published.date().isoformat()
    article.datePublishedRaw = published.isoformat(timespec="seconds")
    metadata.datePublishedSource = words.source
    precision: Precision = "second" if clock else "day"
    metadata.datePublishedPrecision = precision


def _has_clock(moment: datetime) -> bool:
    """Tell whether *moment* is more than a day that a source gave without a time."""
    return moment.astimezone(UTC).time() != time()
