"""What is old goes, what is needed stays."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl.fates import FateNote, Reason
from newscrawl.storage import Page, Store
from newscrawl.storage.database.compacting import compact
from newscrawl.storage.database.transaction import transaction
from newscrawl.storage.state import pruning
from newscrawl.storage.state.pruning import Prunable, Pruning
from tests.storage.builders import SITE, article
from tests.storage.conftest import START

SITE_NAME = "paper.example"
YEAR = timedelta(days=365)


def pruned(store: Store, kind: Prunable) -> tuple[int, int]:
    """Return how many rows were to go, and how many went."""
    found = Pruning(store.database, START)
    return found.count(kind), sum(found.delete(kind))


def note(name: str, days: float, reason: Reason = Reason.WASTE) -> FateNote:
    return FateNote(site=SITE_NAME, url=f"{SITE}/{name}", reason=reason, at=START - timedelta(days=days))


def test_old_fates_become_counts(store: Store) -> None:
    store.keep_note(SITE_NAME, "rhythm", {})
    lately, long_ago = note("c", 89, Reason.FAILED), note("d", 200, Reason.FAILED)
    store.record_fates([note("a", 1), note("b", -1), lately, long_ago])
    before = {loss.reason: loss.count for loss in store.fates.losses()}
    assert pruned(store, Prunable.FATES) == (2, 2)
    assert {loss.reason: loss.count for loss in store.fates.losses()} == before
    assert store.fates.find(f"{SITE}/a") is None
    assert store.fates.find(f"{SITE}/b") is not None
    assert [found.url for found in store.fates.asked_in_vain(SITE_NAME)] == [lately.url]
    assert pruned(store, Prunable.FATES) == (0, 0)


def test_of_pages_those_of_articles_stay(store: Store) -> None:
    def page(name: str, kind: str, year: int) -> Page:
        return Page(url=f"{SITE}/{name}", kind=kind, status=200, fetched_at=f"{year}-01-01T00:00:00Z")

    store.record_pages([page("a", "listing", 2025), page("b", "feed", 2027), page("c", "article", 2025)])
    assert pruned(store, Prunable.PAGES) == (1, 1)
    assert [found.url for found in store.pages(SITE_NAME)] == [f"{SITE}/b", f"{SITE}/c"]


def test_of_revisions_the_standing_one_stays(store: Store) -> None:
    dates = ["2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z"]
    for number in range(1, 8):
        for turn, date in enumerate(dates):
            store.save(article(number, headline=f"{number}: {turn}", fetchedAt=date))
    assert pruned(store, Prunable.REVISIONS) == (14, 14)
    versions = store.history(f"{SITE}/posts/story-3")
    assert [version.fields["headline"] for version in versions] == ["3: 2"]
    assert store.save(article(3, headline="3: 3", fetchedAt="2026-04-01T00:00:00Z")).outcome == "changed"
    assert len(store.history(f"{SITE}/posts/story-3")) == 2


def test_it_goes_step_by_step(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "STEP", 2)
    urls: Iterable[str] = (f"{SITE}/{number}" for number in range(5))
    store.record_pages([Page(url=url, kind="listing", fetched_at="2025-01-01T00:00:00Z", status=200) for url in urls])
    assert list(Pruning(store.database, START).delete(Prunable.PAGES)) == [2, 2, 1]


def test_compacting_loses_nothing(store: Store) -> None:
    store.save_batch([article(number, articleBody="word " * 9_000) for number in range(1, 40)])
    store.forget([f"{SITE}/posts/story-{number}" for number in range(2, 40)])
    before, after = compact(store.database)
    assert after < before or not store.database.is_sqlite
    assert [record["articleId"] for record in store.records()] == ["id1"]
    assert len(store.search("headline")) == 1


def test_compacting_takes_words_out_of_the_file_that_were_only_marked_as_gone(tmp_path: Path) -> None:
    """As those were that older versions of newscrawl forgot."""
    file = tmp_path / "news.db"
    with Store.open(f"sqlite:///{file}") as store:
        store.save(article(1, headline="Zyxwvquark resigns"))
        store.save_batch([article(number) for number in range(2, 20)])
        with transaction(store.database, START.isoformat()) as tx:
            store.forgetting.forget(tx, [f"{SITE}/posts/story-1"], None, None)
        store.database.rest()
        assert b"zyxwvquark" in file.read_bytes()
        compact(store.database)
        assert b"zyxwvquark" not in file.read_bytes()
