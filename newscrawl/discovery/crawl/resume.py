"""What the memory of earlier runs means for a new one: what is done, what is due, what was left undone."""

from datetime import datetime, timedelta

import attrs

from newscrawl.discovery.crawl.frontier import ARCHIVE, SOURCE, YOUNG, Fetch
from newscrawl.discovery.crawl.revisit_plan import RevisitPlan
from newscrawl.discovery.learned.site_memory import KnownPage, SiteMemory
from newscrawl.discovery.learned.site_notes import SiteNotes

FORGET_MISSING = timedelta(days=7)
FORGET_OTHERS = timedelta(days=90)
GUESS_AGAIN = timedelta(days=30)
MOST_WORTH = 20.0


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


def _recall_notes(recalled: Recalled, notes: SiteNotes, now: datetime) -> None:
    recalled.fetches += [Fetch(url=url, kind="feed", rank=SOURCE) for url in notes.feeds]
    recalled.fetches += [Fetch(url=url, kind="sitemap", rank=SOURCE) for url in notes.sitemaps]
    recalled.listings |= {url: min(value, MOST_WORTH) for url, value in notes.listings.items()}
    recalled.guessed = notes.guessed_at is not None and now - notes.guessed_at < GUESS_AGAIN
