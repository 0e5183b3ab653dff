"""What a backfill has found stays, with what became of it, and makes a calendar."""

from datetime import datetime

from newscrawl.fates import BacklogNote, Reason
from newscrawl.storage import Store, site_of
from newscrawl.storage.state.backfills import Backfill, ended, last_backfill, resumed
from newscrawl.storage.state.backlog import gaps_in, waiting_in
from newscrawl.web.calendar_months import Month, Period
from tests.storage.builders import article
from tests.storage.conftest import START

SITE = "www.example.org"
HOME = f"https://{SITE}/"
PERIOD = Period(Month(2024, 1), Month(2024, 4))


def note(path: str, kind: str = "article", month: str | None = None, reason: Reason | None = None) -> BacklogNote:
    return BacklogNote(site=SITE, url=HOME + path, kind=kind, month=month, reason=reason)


def backfill(period: Period = PERIOD, at: datetime = START) -> Backfill:
    return Backfill(site=SITE, period=period, began_at=at)


def test_what_became_of_an_address_is_kept_and_its_month_stays(store: Store) -> None:
    store.record_backlog([note("a", month="2024-01"), note("b"), note("a", reason=Reason.GONE)])
    store.record_backlog([note("b", month="2024-02", reason=Reason.STORED), note("a")])
    assert {(one.url[-1], one.month, one.reason) for one in store.backlog.notes(SITE)} == {
        ("a", "2024-01", Reason.GONE),
        ("b", "2024-02", Reason.STORED),
    }
    assert list(store.backlog.notes("other.example")) == []


def test_the_calendar_counts_by_month_and_tells_gaps(store: Store) -> None:
    store.record_backlog(
        [
            note("a", month="2024-01", reason=Reason.GONE),
            note("b", month="2024-01", reason=Reason.ROBOTS),
            note("c", month="2024-01"),
            note("d", month="2024-01", reason=Reason.DUPLICATE),
            note("e", month="2023-12"),
            note("f"),
            note("2024/02/", "listing", "2024-02", Reason.LISTING),
            note("2024/03/", "listing", "2024-03", Reason.GONE),
        ]
    )
    calendar = store.backlog.calendar(SITE, PERIOD)
    assert [(one.month, one.found, one.gone, one.refused, one.waiting) for one in calendar] == [
        ("2024-01", 3, 1, 1, 1),
        ("2024-02", 0, 0, 0, 0),
        ("2024-03", 0, 0, 0, 0),
        ("2024-04", 0, 0, 0, 0),
        ("", 1, 0, 0, 1),
    ]
    assert gaps_in(calendar) == ["2024-03", "2024-04"]
    assert waiting_in(calendar) == 2


def test_stored_articles_count_whichever_crawl_brought_them(store: Store) -> None:
    one = article(1, datePublished="2024-03-31T23:30:00+00:00")
    site = one.canonicalUrl.split("/")[2]
    store.save(one)
    calendar = store.backlog.calendar(site.removeprefix("www."), PERIOD)
    assert [(month.stored, month.found) for month in calendar] == [(0, 0), (0, 0), (1, 1), (0, 0)]


def test_a_backfill_that_was_cut_short_is_gone_on_with(store: Store) -> None:
    assert resumed(store, backfill()) == []
    store.record_backlog([note("map.xml", "sitemap", reason=Reason.SOURCE), note("a"), note("b", reason=Reason.GONE)])
    assert {one.url for one in resumed(store, backfill())} == {HOME + "map.xml", HOME + "a", HOME + "b"}
    assert last_backfill(store, SITE) == backfill()


def test_after_its_end_or_for_other_months_sources_are_read_again(store: Store) -> None:
    other = Period(Month(2024, 5), Month(2024, 6))
    resumed(store, backfill())
    store.record_backlog(
        [
            note("map.xml", "sitemap", reason=Reason.SOURCE),
            note("a"),
            note("b", reason=Reason.GONE),
            note("c", month="2024-06", reason=Reason.SCOPE),
        ]
    )
    assert [one.url for one in resumed(store, backfill(other))] == [HOME + "b"]
    ended(store, SITE, START)
    assert {one.url for one in resumed(store, backfill())} == {HOME + "b", HOME + "c"}


def test_what_is_forgotten_leaves_the_backlog(store: Store) -> None:
    one = article(1)
    store.save(one)
    store.record_backlog([BacklogNote(site=SITE, url=one.canonicalUrl, kind="article", reason=Reason.STORED)])
    store.forget([one.canonicalUrl])
    assert list(store.backlog.notes(SITE)) == []


def test_stored_articles_without_a_date_are_of_the_month_that_their_source_told(store: Store) -> None:
    some = [article(1, datePublished=None), article(2, datePublished=None)]
    store.save_batch(some)
    site = site_of(some[0].url)
    store.record_backlog(
        [BacklogNote(site=site, url=some[0].canonicalUrl, kind="article", month="2024-02", reason=Reason.STORED)]
    )
    assert [(month.month, month.stored) for month in store.backlog.calendar(site, PERIOD) if month.found] == [
        ("2024-02", 1),
        ("", 1),
    ]
