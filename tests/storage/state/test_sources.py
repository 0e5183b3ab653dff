"""How sources stand comes back as it was written, the newest visit counts, and old ones are forgotten."""

from datetime import timedelta

import sqlalchemy as sa

from newscrawl.source_notes import SourceNote
from newscrawl.storage import Store
from newscrawl.storage.database.tables import counters, sources
from tests.storage.conftest import START

SITE = "news.example"
DAY = timedelta(days=1)


def source(path: str, kind: str = "listing", days: int = 0, **values: object) -> SourceNote:
    return SourceNote(site=SITE, url=f"https://{SITE}/{path}", kind=kind, asked=START + days * DAY, **values)


def test_a_source_comes_back_as_it_was_written(store: Store) -> None:
    note = source(
        "feed",
        "feed",
        answered=START,
        new=START - DAY,
        outcome="failed",
        why="refused: 403",
        failures=0.5,
        interval=90.5,
        changed=3,
        unchanged=1,
        entries=20,
        pace=600.0,
    )
    store.record_sources([note, source("a")])
    assert store.sources.by_site() == {SITE: [source("a"), note]}
    assert store.sources.by_site([SITE, "other.example"]) == {SITE: [source("a"), note], "other.example": []}
    assert store.sources.by_site([]) == {}


def test_an_older_visit_does_not_hide_a_newer_one(store: Store) -> None:
    for days, why in ((2, "newer"), (1, "older")):
        store.record_sources([source("feed", "feed", days, why=why)])
    assert [note.why for note in store.sources.by_site()[SITE]] == ["newer"]


def test_old_sources_and_those_beyond_the_most_are_forgotten(store: Store) -> None:
    listings = [source(f"{number}", days=10 + number) for number in range(4)]
    store.record_sources([*listings, source("feed", "feed", 9), source("old", "feed", 1)])
    store.record_sources([SourceNote(site="other.example", url="https://other.example/", kind="home", asked=START)])
    store.trim_sources(SITE, START + 5 * DAY, most=3)
    assert {note.url.rpartition("/")[2] for note in store.sources.by_site()[SITE]} == {"feed", "3", "2"}
    assert len(store.sources.by_site()["other.example"]) == 1


def test_what_older_versions_noted_of_sources_is_taken_over(store_url: str) -> None:
    noted = {"url": "https://news.example/feed", "kind": "feed", "outcome": "old", "why": "", "failures": 0.5}
    noted |= {"asked": "2026-05-01T08:00:00+00:00", "answered": None, "interval": 60.0, "entries": 7, "pace": None}
    noted |= {"changed": 1, "unchanged": 2, "new": "2026-04-30T08:00:00+00:00", "overran": None}
    with Store.open(store_url) as store:
        store.keep_note(SITE, "sources", [noted, {**noted, "url": "https://news.example/never", "asked": None}])
        store.keep_note(SITE, "discovery", {"feeds": []})
        with store.database.writing() as connection:
            connection.execute(sources.delete())
            connection.execute(sa.update(counters).where(counters.c.name == "schema").values(value=15))
    with Store.open(store_url) as store:
        (note,) = store.sources.by_site()[SITE]
        assert (note.url, note.failures, note.entries, note.unchanged) == ("https://news.example/feed", 0.5, 7, 2)
        assert (note.asked.isoformat(), note.answered) == ("2026-05-01T08:00:00+00:00", None)
        assert store.note(SITE, "sources") is None
        assert store.note(SITE, "discovery") == {"feeds": []}
