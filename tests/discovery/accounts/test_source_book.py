"""How each source of a site stands is known over several runs: of use, unchanged, broken, or too short a window."""

from datetime import datetime, timedelta

import pytest

from newscrawl.discovery.accounts.source_book import HANDED_OVER_EVERY
from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.discovery.learned.site_memory import SiteMemory
from newscrawl.discovery.learned.source_states import SourceState, pace_of
from newscrawl.fates import Reason
from tests.discovery.sites import HOME, NOW, MemorySite, link

HOUR = timedelta(hours=1)
FEED = HOME + "feed"
SITE = "news.example"


def feed_of(site: MemorySite, paths: list[str]) -> None:
    items = "".join(f"<item><link>{HOME}{path[1:]}</link></item>" for path in paths)
    site.pages["/feed"] = f"<rss version='2.0'><channel>{items}</channel></rss>"


def visit(site: MemorySite, memory: SiteMemory, at: datetime) -> SiteMemory:
    """Crawl at that time, and return what a store would know then, the states of sources with it."""
    site.now = at
    run = site.crawl(memory)
    after = site.remember(run)
    after.sources = dict(memory.sources)
    for note in run.crawl.ledger.sources.take():
        after.sources[note.url] = SourceState.of(note)
    return after


@pytest.fixture
def site() -> MemorySite:
    found = MemorySite()
    found.listing("/", '<link rel="alternate" type="application/rss+xml" href="/feed">')
    return found


def test_a_source_that_is_of_use_says_when_it_was(site: MemorySite) -> None:
    feed_of(site, site.add(range(3)))
    memory = visit(site, SiteMemory(), NOW)
    state = memory.sources[FEED]
    assert (state.words, state.new, state.entries, state.interval) == ("has new articles", NOW, 3, None)
    memory = visit(site, memory, NOW + HOUR)
    state = memory.sources[FEED]
    assert state.words == "unchanged, as the server says"
    assert (state.new, state.asked, state.changed, state.unchanged) == (NOW, NOW + HOUR, 1, 1)
    assert state.interval == 3600
    site.pages["/feed"] += " "
    assert visit(site, memory, NOW + 2 * HOUR).sources[FEED].words == "nothing new"


def test_what_is_no_feed_any_more_is_failing_and_then_broken(site: MemorySite) -> None:
    feed_of(site, site.add(range(3)))
    memory = visit(site, SiteMemory(), NOW)
    site.listing("/feed", link("/about", "About"))
    words = []
    for hour in range(1, 4):
        memory = visit(site, memory, NOW + hour * HOUR)
        words.append(memory.sources[FEED].words)
    assert words[0] == "failing: not-article: a web page came, no feed"
    assert words[2].startswith("broken")
    feed_of(site, site.add(range(3)))
    memory = visit(site, memory, NOW + 9 * HOUR)
    assert (memory.sources[FEED].failures, memory.sources[FEED].why) == (0.0, "")


def test_a_feed_of_nothing_but_new_entries_overran_and_is_seen_sooner(site: MemorySite) -> None:
    feed_of(site, site.add(range(8)))
    memory = visit(site, SiteMemory(), NOW)
    assert memory.sources[FEED].overran is None
    feed_of(site, site.add(range(8, 16)))
    memory = visit(site, memory, NOW + 6 * HOUR)
    assert memory.sources[FEED].overran == NOW + 6 * HOUR
    assert pace_of(memory.sources.values()) == 3 * HOUR
    feed_of(site, site.add(range(20, 28)))
    memory = visit(site, memory, NOW + 8 * HOUR)
    assert pace_of(memory.sources.values()) == HOUR
    paths = site.add(range(21, 29))
    for hours in range(9, 15):
        feed_of(site, paths)
        site.pages["/feed"] += " " * hours
        memory = visit(site, memory, NOW + hours * HOUR)
    assert pace_of(memory.sources.values()) is None
    assert memory.sources[FEED].overran == NOW + 8 * HOUR


def test_a_short_feed_of_new_entries_is_no_loss(site: MemorySite) -> None:
    feed_of(site, site.add(range(2)))
    memory = visit(site, SiteMemory(), NOW)
    feed_of(site, site.add(range(2, 4)))
    assert visit(site, memory, NOW + HOUR).sources[FEED].overran is None


def test_what_may_pass_weighs_half() -> None:
    state = SourceState(site=SITE, url=FEED, kind="feed")
    for hour in range(2):
        state.failed(NOW + hour * HOUR, Reason.FAILED, "no answer in time")
    assert state.failures == 1.0
    assert state.words == "failing: failed: no answer in time, never answered"
    state.failed(NOW, Reason.GONE, "404")
    assert state.failures == 2.0


def test_what_has_changed_is_handed_over_as_the_crawl_goes(site: MemorySite) -> None:
    feed_of(site, site.add(range(3)))
    book = site.crawl().crawl.ledger.sources
    assert book.is_ready()
    taken = {note.url: note for note in book.take()}
    assert taken.keys() >= {HOME, FEED}
    assert (book.is_ready(), book.take()) == (False, [])
    book.failed(Fetch(url=FEED, kind="feed", rank=0), Reason.REFUSED, "403")
    assert not book.is_ready()
    site.now += HANDED_OVER_EVERY
    assert book.is_ready()
    assert [note.why for note in book.take()] == ["refused: 403"]
    # What was handed over is written later, and stays what it was.
    assert taken[FEED].why == ""
