"""Fates in the store: the last one of a page counts, its first sighting stays, and very many fold into counts."""

from datetime import timedelta

from newscrawl.fates import FateNote, Reason
from newscrawl.storage import Store
from tests.storage.conftest import START

SITE = "news.example"
HOME = f"https://{SITE}/"


def note(
    path: str, reason: Reason, detail: str = "", *, tries: int = 0, hours: float = 0, site: str = SITE
) -> FateNote:
    at = START + timedelta(hours=hours)
    return FateNote(
        site=site, url=f"https://{site}{path}", reason=reason, detail=detail, found_on=HOME, tries=tries, at=at
    )


def test_a_fate_is_found_by_every_address_of_its_page(store: Store) -> None:
    store.record_fates([note("/", Reason.LISTING), note("/a", Reason.QUEUED)])
    store.record_fates([note("/a", Reason.REFUSED, "403", tries=1, hours=2)])
    found = store.fates.find("http://www.news.example/a/?utm_source=x")
    assert found is not None
    assert (found.reason, found.detail, found.tries, found.found_on) == (Reason.REFUSED, "403", 1, HOME)
    assert (found.first_seen, found.at) == (START, START + timedelta(hours=2))
    assert store.fates.find(f"{HOME}never-seen") is None


def test_an_address_off_the_site_is_found_where_a_crawl_of_another_site_saw_it(store: Store) -> None:
    store.record_fates([FateNote(site=SITE, url="https://other.example/b", reason=Reason.OFF_SITE, at=START)])
    assert store.fates.find("https://other.example/b") is None
    found = store.fates.find("https://other.example/b", [SITE])
    assert found is not None
    assert found.reason is Reason.OFF_SITE


def test_losses_are_told_by_reason_and_site_and_time(store: Store) -> None:
    store.record_fates(
        [
            *(note(f"/{n}", Reason.REFUSED, "403", tries=1) for n in range(5)),
            note("/8", Reason.TRAP, "a sorted view of https://news.example/w", hours=9),
            note("/9", Reason.STORED),
            note("/1", Reason.GONE, "404", site="other.example"),
        ]
    )
    found = {loss.reason: loss.count for loss in store.fates.losses()}
    assert found == {"refused: 403": 5, "trap: a sorted view": 1, "gone": 1}
    assert [loss.reason for loss in store.fates.losses(["other.example"])] == ["gone"]
    assert [loss.reason for loss in store.fates.losses(since=START + timedelta(hours=1))] == ["trap: a sorted view"]
    assert len(store.fates.losses()[0].examples) == 3


def test_what_is_asked_again_is_told_for_its_site_alone(store: Store) -> None:
    store.record_fates([note("/a", Reason.FAILED, "500", tries=2), note("/b", Reason.STORED)])
    store.record_fates([note("/a", Reason.FAILED, "500", tries=1, site="other.example")])
    assert [(one.url, one.tries) for one in store.fates.asked_in_vain(SITE)] == [(f"{HOME}a", 2)]


def test_the_oldest_fates_fold_into_counts_but_for_what_is_asked_again(store: Store) -> None:
    store.record_fates([note(f"/{n}", Reason.WASTE, "a file", hours=n) for n in range(10)])
    store.record_fates([note("/r", Reason.REFUSED, "403", tries=1)])
    with_all = sum(loss.count for loss in store.fates.losses())
    store.fold_fates(SITE, 4)
    assert store.fates.find(f"{HOME}1") is None
    assert store.fates.find(f"{HOME}9") is not None
    assert store.fates.find(f"{HOME}r") is not None
    assert sum(loss.count for loss in store.fates.losses()) == with_all


def test_what_was_asked_for_in_vain_is_counted_by_kind(store: Store) -> None:
    refused = [note(f"/{n}", Reason.REFUSED, status, tries=1) for n, status in enumerate(("403", "403", "429"))]
    unread = [note("/7", Reason.NOT_ARTICLE, "by its address 93% likely one"), note("/8", Reason.NOT_ARTICLE)]
    store.record_fates([*refused, *unread, note("/9", Reason.GONE, "404")])
    assert store.fates.in_vain(SITE) == {"refused: 403": 2, "refused: 429": 1, "not-article": 2}
    assert store.fates.in_vain("other.example") == {}
