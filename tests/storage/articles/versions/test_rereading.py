"""A store whose archived pages are read again: who changed what is told apart wherever it is looked at."""

import json
from pathlib import Path
from typing import Any

from newscrawl.storage import Store
from newscrawl.storage.articles.prepare import Origin
from newscrawl.storage.exports.export import export_articles, export_revisions
from newscrawl.storage.follow import Follower, Question
from tests.storage.builders import SITE, article

URL = f"{SITE}/posts/story-1"


def read(store: Store, day: int, extractor: str, *, origin: Origin = "own archive", **changes: Any) -> str:
    """Save story 1 as *extractor* reads its page of that *day*; return what became of it."""
    one = article(1, fetchedAt=f"2026-03-{day:02d}T12:00:00Z", metadata={"extractorVersion": extractor}, **changes)
    (saved,) = store.save_prepared([store.prepare(one, origin=origin)])
    return saved.outcome


def crawled(store: Store, day: int, extractor: str = "1", **changes: Any) -> str:
    return read(store, day, extractor, origin="fetched", **changes)


def history(store: Store) -> list[tuple[int, str, str | None, str]]:
    return [(int(v.fetched_at[8:10]), v.fields["headline"], v.extractor, v.cause) for v in store.history(URL)]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_versions_are_replaced_in_place(store: Store) -> None:
    crawled(store, 1, headline="Read badly")
    crawled(store, 3, headline="Changed, read badly")
    assert [read(store, 1, "2", headline="Read"), read(store, 3, "2", headline="Changed")] == ["reread"] * 2
    assert history(store) == [(1, "Read", "2", "reader"), (3, "Changed", "2", "reader")]
    (standing,) = store.articles()
    assert (standing.headline, standing.fetchedAt) == ("Changed", "2026-03-03T12:00:00Z")


def test_a_second_time_nothing_is_written(store: Store, tmp_path: Path) -> None:
    crawled(store, 1, headline="Read badly")
    crawled(store, 2, headline="Read badly", keywords=["other"])

    def again() -> tuple[list[str], int | None]:
        outcomes = [read(store, 1, "2", headline="One"), read(store, 2, "2", headline="Two", keywords=["other"])]
        return outcomes, export_articles(store, tmp_path / "all.jsonl").cursor

    assert again()[0] == ["reread", "changed"]
    cursor = export_articles(store, tmp_path / "all.jsonl").cursor
    assert again() == (["unchanged"] * 2, cursor)
    assert history(store) == [(1, "One", "2", "reader"), (2, "Two", "2", "publisher")]


def test_a_crawl_after_it_compares_with_the_new_reading(store: Store) -> None:
    crawled(store, 1, headline="Read badly")
    read(store, 1, "2", headline="Read")
    assert crawled(store, 5, "2", headline="Read") == "unchanged"
    assert crawled(store, 6, "2", headline="Changed") == "changed"
    assert history(store) == [(1, "Read", "2", "reader"), (6, "Changed", "2", "publisher")]


def test_consumers_are_told_and_told_why(store: Store, tmp_path: Path) -> None:
    crawled(store, 1)
    store.save(article(2))
    cursor = export_articles(store, tmp_path / "all.jsonl").cursor
    read(store, 1, "2", headline="Read")
    store.save(article(2, headline="Changed", fetchedAt="2026-04-01T00:00:00Z"))
    export_articles(store, tmp_path / "more.jsonl", changed_since=cursor)
    assert [(row["headline"], row.get("cause")) for row in rows(tmp_path / "more.jsonl")] == [
        ("Read", "reader"),
        ("Changed", None),
    ]
    export_revisions(store, tmp_path / "revisions.jsonl")
    first = rows(tmp_path / "revisions.jsonl")[0]
    assert (first["extractorVersion"], first["cause"]) == ("2", "reader")


def test_a_change_of_the_publisher_is_not_hidden_by_a_reading_after_it(store: Store, tmp_path: Path) -> None:
    crawled(store, 1)
    cursor = export_articles(store, tmp_path / "all.jsonl").cursor
    crawled(store, 2, headline="Changed")
    read(store, 2, "2", headline="Changed, and read")
    export_articles(store, tmp_path / "more.jsonl", changed_since=cursor)
    assert [row.get("cause") for row in rows(tmp_path / "more.jsonl")] == [None]


def test_followers_hear_of_publishers_alone(store: Store) -> None:
    crawled(store, 1)
    follower = Follower(store, "f", Question())
    read(store, 1, "2", headline="Read")
    assert list(follower.events()) == []
    crawled(store, 4, "2", headline="Changed")
    assert [(event.kind, event.fields) for event in follower.events()] == [("changed", ("headline",))]


def test_an_earlier_version_of_an_archive_takes_its_place(store: Store) -> None:
    crawled(store, 5, "2", headline="Later")
    assert read(store, 2, "2", origin="foreign archive", headline="Earlier") == "changed"
    assert history(store) == [(2, "Earlier", "2", "publisher"), (5, "Later", "2", "publisher")]
    assert [found.headline for found in store.articles()] == ["Later"]
