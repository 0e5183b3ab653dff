"""What the memory of earlier runs means for a new one: what is done, what is due, what was left undone."""

from datetime import datetime, timedelta
from typing import Any

import attrs

from newscrawl.discovery.crawl.frontier import ARCHIVE, SOURCE, YOUNG, Fetch, FetchKind
from newscrawl.discovery.crawl.revisit_plan import RevisitPlan
from newscrawl.discovery.learned.site_memory import KnownPage, SiteMemory
from newscrawl.web.moments import moment_of
from newscrawl.web.urls import canonical_url

FORGET_MISSING = timedelta(days=7)
FORGET_OTHERS = timedelta(days=90)
GUESS_AGAIN = timedelta(days=30)


@attrs.define
class Recalled:
    """`done`: keys of pages not to be fetched; `known_urls`: stored articles; `fetches`: what is due or was
    left; `listings`: listings with how much they have shown; `guessed`: the usual places were tried
    lately."""

    done: list[str] = attrs.field(factory=list)
    known_urls: list[str] = attrs.field(factory=list)
    fetches: list[Fetch] = attrs.field(factory=list)
    listings: dict[str, float] = attrs.field(factory=dict)
    guessed: bool = False


def recall(memory: SiteMemory, plan: RevisitPlan, now: datetime) -> Recalled:
    """Return what *memory* means at *now* (aware) under the revisit *plan*."""
    recalled = Recalled()
    for article in memory.articles.values():
        recalled.known_urls.append(article.url)
        fetched = memory.last_fetched(article)
        if not article.withdrawn and fetched and plan.is_due(article.published, fetched, now):
            recalled.fetches.append(Fetch(url=article.url, kind="article", rank=YOUNG, known=True))
    recalled.done += memory.aliases
    retried = memory.tries()
    for key, page in memory.pages.items():
        if key not in retried:
            _recall_page(recalled, memory, key, page, now)
    _recall_notes(recalled, memory.notes, now)
    return recalled


def _recall_page(recalled: Recalled, memory: SiteMemory, key: str, page: KnownPage, now: datetime) -> None:
    """A page that was queued as an article: done if it is none or gone, left undone if it failed or had no turn."""
    if page.kind != "article" or memory.article(key) is not None:
        return
    age = now - page.fetched if page.fetched else FORGET_OTHERS
    if page.status in (404, 410):
        if age < FORGET_MISSING:
            recalled.done.append(key)
    elif page.status is None or page.status >= 500 or page.status == 429:
        recalled.fetches.append(Fetch(url=page.url, kind="article", rank=ARCHIVE))
    elif age < FORGET_OTHERS and memory.complete_at is not None and page.fetched and page.fetched <= memory.complete_at:
        recalled.done.append(key)


def _recall_notes(recalled: Recalled, notes: dict[str, Any], now: datetime) -> None:
    kinds: tuple[tuple[str, FetchKind], ...] = (("feeds", "feed"), ("sitemaps", "sitemap"))
    for name, kind in kinds:
        recalled.fetches += [Fetch(url=url, kind=kind, rank=SOURCE) for url in _addresses(notes.get(name))]
    listings = notes.get("listings")
    if isinstance(listings, dict):
        for url, value in listings.items():
            if isinstance(value, int | float) and canonical_url(str(url)):
                recalled.listings[canonical_url(str(url))] = min(float(value), 20.0)
    guessed_at = moment_of(notes.get("guessed_at"))
    recalled.guessed = guessed_at is not None and now - guessed_at < GUESS_AGAIN


def _addresses(note: Any) -> list[str]:
    return [url for value in note if (url := canonical_url(str(value)))] if isinstance(note, list | dict) else []
