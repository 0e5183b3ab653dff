"""Completes an article by what its feed or sitemap says of it, or said when it was stored."""

from datetime import datetime

from newscrawl.extraction.source_words import Origin, SourceWords, complete
from newscrawl.items import NewsArticle
from newscrawl.storage import Store
from newscrawl.web.moments import moment_of


def say_more(article: NewsArticle, words: SourceWords | None, store: Store | None, now: datetime) -> None:
    """Give *article*, where its page says less, what its source says: *words*, failing that what *store* has of such.

    A feed names an article for some days only; what it said is no less true when it names it no more.
    """
    if words is not None:
        complete(article, words, now)
    if store is not None and (article.bodyCompleteness in ("teaser", "cut") or article.datePublished is None):
        for kept in words_in(store, article.canonicalUrl or article.url):
            complete(article, kept, now)


def words_in(store: Store, url: str) -> list[SourceWords]:
    """Return what a source said of the article that *store* has at *url*; nothing where all of it is its page's."""
    record = store.record(url) or {}
    metadata = record.get("metadata") or {}
    found: list[SourceWords] = []
    origins: tuple[Origin, ...] = ("feed", "sitemap")
    for origin in origins:
        if metadata.get("articleBodySource") == origin:
            found.append(SourceWords(source=origin, markup=record.get("articleBodyHtml") or ""))
        if metadata.get("datePublishedSource") == origin:
            found.append(SourceWords(source=origin, published=moment_of(record.get("datePublished"))))
    return found
