"""What a consumer of exported files relies on."""

import csv
import json
import os
import random
import threading
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.items import as_record
from newscrawl.storage import Filter, Link, Store, StoreError
from newscrawl.storage.exports.export import export_articles, export_links, export_people, export_revisions
from tests.storage.builders import SITE, article, links_of
from tests.storage.conftest import Clock
from tests.storage.texts import body


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def test_articles_as_json_lines(store: Store, tmp_path: Path) -> None:
    store.save_batch([article(1), article(2)])
    result = export_articles(store, tmp_path / "a.jsonl")
    assert (result.rows, result.cursor) == (2, 2)
    assert lines(tmp_path / "a.jsonl") == [as_record(article(1)), as_record(article(2))]


def test_articles_as_csv_and_parquet_say_the_same(store: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    store.save(article(headline='A "quoted", broken\nheadline'))
    export_articles(store, tmp_path / "a.csv")
    export_articles(store, tmp_path / "a.parquet")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    (typed,) = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert row["headline"] == typed["headline"] == 'A "quoted", broken\nheadline'
    authors = [{name: value for name, value in author.items() if value} for author in typed["authors"]]
    assert json.loads(row["authors"]) == authors == as_record(article())["authors"]
    assert typed["isAccessibleForFree"] is True
    assert typed["dateModified"] is None
    assert list(row) == list(typed)


def test_filters(store: Store, tmp_path: Path) -> None:
    store.save_batch([article(1), article(2), article(3, section="World", inLanguage="en")])
    wanted = {
        Filter(): 3,
        Filter(site="paper.example"): 3,
        Filter(site="other.example"): 0,
        Filter(author="awa diarra"): 3,
        Filter(author="AUTHOR 2"): 1,
        Filter(section="World"): 1,
        Filter(language="fr"): 2,
        Filter(since="2026-01-03"): 2,
        Filter(since="2026-01-03", until="2026-01-04"): 1,
    }
    for filter_, rows in wanted.items():
        assert export_articles(store, tmp_path / "a.jsonl", filter_).rows == rows


def test_people_and_revisions(store: Store, tmp_path: Path) -> None:
    store.save_batch([article(1), article(2), article(1, headline="New", fetchedAt="2026-04-01T00:00:00Z")])
    export_people(store, tmp_path / "p.csv")
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as file:
        people = {row["name"]: row["articles"] for row in csv.DictReader(file)}
    assert people == {"Awa DIARRA": "2", "Author 1": "1", "Author 2": "1"}
    export_revisions(store, tmp_path / "r.jsonl")
    revisions = [(row["url"][-7:], row["number"], row["headline"][:10]) for row in lines(tmp_path / "r.jsonl")]
    assert revisions == [("story-1", 1, "Headline 1"), ("story-1", 2, "New"), ("story-2", 1, "Headline 2")]


@pytest.mark.parametrize(("suffix", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_graph_is_read_back_without_loss(store: Store, tmp_path: Path, suffix: str, read: Any) -> None:
    nasty = 'Tom & "Jerry" <b>\x0bé\n𝄞'
    store.save_batch([article(1, headline=nasty), article(2, section=None)])
    store.add_links(
        [
            Link(from_url=f"{SITE}/?a=1&b=2", to_url=f"{SITE}/posts/story-1", kind="listing", headline=nasty),
            Link(from_url=f"{SITE}/posts/story-1", to_url=f"{SITE}/posts/story-2", kind="inline"),
        ]
    )
    path = tmp_path / f"graph{suffix}"
    result = export_links(store, path)
    graph = read(path)
    names = ("kind", "headline", "excerpt", "position", "firstSeen", "lastSeen")
    found = [
        {"from": a, "to": b, **{name: data[name] for name in names if name in data}}
        for a, b, data in graph.edges(data=True)
    ]
    expected = [
        {name: v.replace("\x0b", "\ufffd") if isinstance(v, str) else v for name, v in link.items()}
        for link in links_of(store)
    ]
    assert len(found) == result.rows == 8
    assert sorted(found, key=str) == sorted(expected, key=str)
    node = graph.nodes[f"{SITE}/posts/story-1"]
    assert node["label"] == nasty.replace("\x0b", "\ufffd")
    assert (node["crawled"], graph.nodes[f"{SITE}/posts/story-5"]["crawled"]) == (True, False)
    assert (node["kind"], graph.nodes[f"{SITE}/?a=1&b=2"]["kind"]) == ("article", "listing")


def test_graph_with_people_sections_and_sites(store: Store, tmp_path: Path) -> None:
    store.save(article(1, relatedArticles=None, authorArticles=None))
    assert export_links(store, tmp_path / "g.graphml", memberships=True).rows == 4
    graph = nx.read_graphml(tmp_path / "g.graphml")
    assert {(a.removeprefix(SITE), b, data["kind"]) for a, b, data in graph.edges(data=True)} == {
        ("/posts/story-1", "person:paper.example/awa diarra", "byline"),
        ("/posts/story-1", "person:paper.example/author 1", "byline"),
        ("/posts/story-1", "section:paper.example/Society", "section"),
        ("section:paper.example/Society", "site:paper.example", "site"),
    }
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {"article", "person", "section", "site"}


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_links_as_tables(store: Store, tmp_path: Path, suffix: str) -> None:
    store.save(article())
    assert export_links(store, tmp_path / f"links{suffix}").rows == 3


def test_unknown_suffix_names_the_known_ones(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"must end in \.jsonl, \.csv, \.parquet, \.xlsx$"):
        export_articles(store, tmp_path / "a.xml")
    with pytest.raises(StoreError, match=r"\.graphml, \.gexf$"):
        export_links(store, tmp_path / "links")
    assert not list(tmp_path.glob("*links*"))


def test_failed_export_leaves_the_old_file_and_nothing_else(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(article())
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "a.jsonl"
    path.write_text("old")

    def fail(*_: object, **__: object) -> str:
        assert [part.suffix for part in folder.iterdir() if part != path] == [".part"]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newscrawl.storage.exports.formats.json.dumps", fail)
    with pytest.raises(StoreError, match="No space left"):
        export_articles(store, path)
    assert [(part.name, part.read_text()) for part in folder.iterdir()] == [("a.jsonl", "old")]


def test_missing_folder_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="choose another place"):
        export_articles(store, tmp_path / "missing" / "a.jsonl")


def test_copies_name_each_other_in_the_feed(store: Store, tmp_path: Path) -> None:
    store.save_batch([article(1, articleBody=body(1)), article(2, articleBody=body(1))])
    export_articles(store, tmp_path / "a.jsonl")
    found = [(record.get("duplicateOf"), record["clusterId"]) for record in lines(tmp_path / "a.jsonl")]
    assert found == [(None, "1"), (f"{SITE}/posts/story-1", "1")]
    assert list(lines(tmp_path / "a.jsonl")[1])[-3:] == ["duplicateOf", "clusterId", "fetchedAt"]


def test_withdrawn_article_is_exported_as_such_and_so_is_its_return(store: Store, tmp_path: Path) -> None:
    store.save_batch([article(1), article(2)])
    cursor = export_articles(store, tmp_path / "a.jsonl").cursor
    store.mark_withdrawn(f"{SITE}/posts/story-1", "2026-03-02T00:00:00Z")
    cursor = export_articles(store, tmp_path / "b.jsonl", changed_since=cursor).cursor
    expected = as_record(article(1, withdrawnAt="2026-03-02T00:00:00Z"))
    assert lines(tmp_path / "b.jsonl") == [expected]
    assert list(lines(tmp_path / "b.jsonl")[0]) == list(expected)
    store.mark_withdrawn(f"{SITE}/posts/story-1", "2026-03-03T00:00:00Z")
    assert export_articles(store, tmp_path / "b.jsonl", changed_since=cursor).rows == 0
    assert store.save(article(1, fetchedAt="2026-03-04T00:00:00Z")).outcome == "unchanged"
    export_articles(store, tmp_path / "c.jsonl", changed_since=cursor)
    assert lines(tmp_path / "c.jsonl") == [as_record(article(1, fetchedAt="2026-03-04T00:00:00Z"))]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), st.integers(0, 4), st.integers(0, 3)),
        st.tuples(st.just("move"), st.integers(0, 4), st.integers(0, 1)),
        st.tuples(st.just("withdraw"), st.integers(0, 4), st.just(0)),
        st.tuples(st.just("export"), st.just(0), st.just(0)),
    ),
    max_size=8,
)

INTERLEAVINGS = int(os.environ.get("INTERLEAVINGS", "12"))
"""How many sequences of crawls and exports are tried; a thousand take some minutes."""


@settings(max_examples=INTERLEAVINGS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_exports_since_the_last_add_up(
    store: Store, clock: Clock, tmp_path: Path, steps: list[tuple[str, int, int]]
) -> None:
    """Whatever is stored between two exports, the second holds it once, and all of them the whole."""
    path = tmp_path / "part.jsonl"
    cursor = export_articles(store, path).cursor
    mirror = {record["articleId"]: record for record in lines(path)}
    for kind, number, variant in [*steps, ("export", 0, 0)]:
        clock.forward(hours=1)
        if kind == "save":
            store.save(article(number, articleBody=body(variant), fetchedAt=None))
        elif kind == "move":
            store.save(article(number, canonicalUrl=f"{SITE}/posts/moved-{number}-{variant}", fetchedAt=None))
        elif kind == "withdraw":
            store.mark_withdrawn(f"{SITE}/posts/story-{number}")
        else:
            path.unlink()
            cursor = export_articles(store, path, changed_since=cursor).cursor
            part = {record["articleId"]: record for record in lines(path)}
            assert len(part) == len(lines(path))
            mirror |= part
    path.unlink()
    export_articles(store, path)
    assert mirror == {record["articleId"]: record for record in lines(path)}
    assert export_articles(store, path, changed_since=cursor).rows == 0


def test_exports_beside_several_writers_miss_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "part.jsonl"
    mirror: dict[str, Any] = {}
    cursor: int | None = None

    def write(seed: int) -> None:
        rng = random.Random(seed)
        for turn in range(12):
            fetched_at = f"2026-03-02T00:{turn:02d}:0{seed}Z"
            numbers = rng.sample(range(12), 3)
            store.save_batch([article(n, headline=f"{seed} {turn}", fetchedAt=fetched_at) for n in numbers])

    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(3)]
    for writer in writers:
        writer.start()
    while cursor is None or any(writer.is_alive() for writer in writers):
        cursor = export_articles(store, path, changed_since=cursor).cursor
        mirror.update({record["articleId"]: record for record in lines(path)})
    export_articles(store, path, changed_since=cursor)
    mirror.update({record["articleId"]: record for record in lines(path)})
    path.unlink()
    export_articles(store, path)
    assert mirror == {record["articleId"]: record for record in lines(path)}


def test_wrong_cursor_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no cursor"):
        export_articles(store, tmp_path / "a.jsonl", changed_since=-1)
