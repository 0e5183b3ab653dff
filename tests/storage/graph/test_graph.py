"""What the link graph answers; networkx is the witness."""

import random
import sys
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from newscrawl.errors import NotKnown
from newscrawl.storage import Link, Store, StoreError
from newscrawl.storage.graph.analysis import communities, largest_communities, pagerank, read_graph, top_ranked
from newscrawl.storage.graph.queries import coauthors, most_cited, neighbours, orphans, shortest_path
from tests.storage.builders import SITE, article


def url(number: int) -> str:
    return f"{SITE}/posts/{number}"


def linked(store: Store, edges: list[tuple[int, int]]) -> "nx.DiGraph[str]":
    store.add_links(Link(from_url=url(a), to_url=url(b), kind="related", headline=f"To {b}") for a, b in edges)
    return nx.DiGraph([(url(a), url(b)) for a, b in edges if a != b])


@pytest.fixture
def random_edges() -> list[tuple[int, int]]:
    rng = random.Random(1)
    return [(rng.randrange(60), rng.randrange(60)) for _ in range(110)]


def test_shortest_paths_are_as_short_as_can_be(store: Store, random_edges: list[tuple[int, int]]) -> None:
    graph = linked(store, random_edges)
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    pairs = random.Random(2).choices(sorted(graph), k=40)
    for source, target in zip(pairs[::2], pairs[1::2], strict=True):
        path = shortest_path(store, source, target)
        if target not in lengths[source]:
            assert path == []
            continue
        assert len(path) == lengths[source][target] + 1
        assert [path[0].url, path[-1].url] == [source, target]
        assert all(graph.has_edge(a.url, b.url) for a, b in pairwise(path))


def test_most_cited(store: Store, random_edges: list[tuple[int, int]]) -> None:
    graph = linked(store, random_edges)
    best = most_cited(store, limit=5)
    assert [one.citations for one in best] == sorted((d for _, d in graph.in_degree()), reverse=True)[:5]
    assert all(graph.in_degree(one.url) == one.citations for one in best)
    assert not any(one.crawled for one in best)
    assert most_cited(store, site="other.example") == []
    with pytest.raises(StoreError, match="there are related, author"):
        most_cited(store, kinds=["relatd"])


def test_neighbours(store: Store) -> None:
    store.save(article(1))
    store.add_links([Link(from_url=f"{SITE}/", to_url=f"{SITE}/posts/story-1", kind="listing")])
    found = neighbours(store, f"{SITE}/posts/story-1")
    assert [(n.direction, n.kind, n.url.removeprefix(SITE)) for n in found] == [
        ("out", "author", "/posts/story-4"),
        ("out", "related", "/posts/story-2"),
        ("out", "related", "/posts/story-3"),
        ("in", "listing", "/"),
    ]
    with pytest.raises(NotKnown, match="no article at"):
        neighbours(store, "https://nowhere.example/")


def test_orphans_are_crawled_articles_that_nothing_links_to(store: Store) -> None:
    store.save_batch([article(1), article(2), article(9, relatedArticles=None, authorArticles=None)])
    assert [one.url for one in orphans(store)] == [f"{SITE}/posts/story-9", f"{SITE}/posts/story-1"]
    assert orphans(store, site="other.example") == []


def test_who_writes_with_whom(store: Store) -> None:
    signed = (("A", "B"), ("B", "A"), ("A", "B", "C"), ("D",))
    for number, names in enumerate(signed):
        store.save(article(number, authors=[{"name": name} for name in names]))
    found = [(pair.one, pair.other, pair.articles) for pair in coauthors(store)]
    assert found == [("A", "B", 3), ("A", "C", 1), ("B", "C", 1)]


def test_pagerank_is_networkx_s(store: Store, random_edges: list[tuple[int, int]]) -> None:
    graph = linked(store, random_edges)
    expected = nx.pagerank(graph, tol=1e-12)
    found = top_ranked(store, limit=100)
    assert {one.url: one.rank for one in found} == pytest.approx(expected, rel=1e-4)


def test_communities_are_the_groups_that_link_among_themselves(store: Store) -> None:
    rng = random.Random(3)
    edges = [(10 * g + rng.randrange(10), 10 * g + rng.randrange(10)) for g in range(6) for _ in range(60)]
    linked(store, edges + [(10 * g, (10 * g + 10) % 60) for g in range(6)])
    graph = read_graph(store)
    found = communities(graph)
    assert np.array_equal(found, communities(graph))
    assert len(set(found.tolist())) == 6
    groups = largest_communities(store, limit=3, members=2)
    assert [(group.size, group.sites, len(group.members)) for group in groups] == [(10, 1, 2)] * 3


def test_communities_without_the_library_say_what_to_install(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sknetwork.clustering", None)
    with pytest.raises(StoreError, match=r"\[graph\]"):
        largest_communities(store)


def test_empty_graph_has_empty_answers(store: Store) -> None:
    assert pagerank(read_graph(store)).size == 0
    assert top_ranked(store) == []
    assert largest_communities(store) == []
    assert most_cited(store) == []
