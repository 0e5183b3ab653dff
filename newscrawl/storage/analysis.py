"""PageRank and communities of the whole link graph, in arrays: some 100 bytes an edge, no object for each."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from newscrawl.storage.database import Database
from newscrawl.storage.store import Store
from newscrawl.storage.tables import links, nodes

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DAMPING = 0.85
TOLERANCE = 1e-9
MAX_ROUNDS = 100
MAX_MOVES = 30
MAX_LEVELS = 10
EDGES_READ = 50_000


@attrs.frozen(kw_only=True)
class Ranked:
    """A node and its PageRank (all of them sum to 1)."""

    url: str
    headline: str | None
    rank: float


@attrs.frozen(kw_only=True)
class Community:
    """A group of nodes that link to each other more than to others; `members` are the best linked first."""

    size: int
    sites: int
    members: tuple[Ranked, ...]


@attrs.frozen
class Graph:
    """Edges as places in `keys` (node keys, sorted)."""

    keys: Integers
    sources: Integers
    targets: Integers


def read_graph(store: Store, kinds: Sequence[str] = ("related", "author", "inline")) -> Graph:
    """Read the edges of *kinds*, each pair of nodes once."""
    query = select(links.c.from_key, links.c.to_key).where(links.c.kind.in_(kinds)).distinct()
    with store.database.reading() as connection:
        rows = connection.execution_options(yield_per=EDGES_READ).execute(query)
        parts = [np.fromiter(chain.from_iterable(part), np.int64) for part in rows.partitions()]
    edges = np.concatenate([np.empty(0, np.int64), *parts]).reshape(-1, 2)
    keys, places = np.unique(edges, return_inverse=True)
    places = places.reshape(edges.shape)
    return Graph(keys, places[:, 0], places[:, 1])


def pagerank(graph: Graph) -> Floats:
    """Return the PageRank of each of `graph.keys` (Brin and Page 1998; dead ends lead anywhere)."""
    count = len(graph.keys)
    if not count:
        return np.empty(0)
    degrees = np.bincount(graph.sources, minlength=count)
    shares = 1.0 / np.maximum(degrees, 1)
    rank = np.full(count, 1.0 / count)
    for _ in range(MAX_ROUNDS):
        flow = np.bincount(graph.targets, (rank * shares)[graph.sources], count)
        loose = rank[degrees == 0].sum()
        new = (1 - DAMPING) / count + DAMPING * (flow + loose / count)
        moved, rank = np.abs(new - rank).sum(), new
        if moved < TOLERANCE:
            break
    return rank


def communities(graph: Graph, seed: int = 1) -> Integers:
    """Return for each of `graph.keys` the number of its community, from 0.

    The Louvain method (Blondel et al. 2008) on the undirected graph, nodes moved many at a time: each round
    a random half of the nodes may follow the community that gains most modularity. The same *seed* gives
    the same communities.
    """
    rng = np.random.default_rng(seed)
    found = np.arange(len(graph.keys))
    ends = np.concatenate([graph.sources, graph.targets]), np.concatenate([graph.targets, graph.sources])
    weights = np.ones(len(ends[0]))
    for _ in range(MAX_LEVELS):
        size = int(found.max(initial=-1)) + 1
        level = _one_level(*ends, weights, size, rng)
        found = level[found]
        if int(level.max(initial=-1)) + 1 == size:
            break
        ends, weights = _merged(level[ends[0]], level[ends[1]], weights)
    return found


def _one_level(sources: Integers, targets: Integers, weights: Floats, count: int, rng: np.random.Generator) -> Integers:
    """Return a community for each of *count* nodes, numbered from 0 without gaps."""
    label = np.arange(count)
    degree = np.bincount(sources, weights, count).astype(np.float64)
    total = max(degree.sum(), 1.0)
    outside = sources != targets
    sources, targets, weights = sources[outside], targets[outside], weights[outside]
    quiet = 0
    for _ in range(MAX_MOVES):
        best = _best_labels(sources, label[targets], weights, label, degree, total)
        movers = (best != label) & (rng.random(count) < 0.5)
        label = np.where(movers, best, label)
        quiet = quiet + 1 if np.count_nonzero(best != label) <= count // 1000 else 0
        if quiet == 2:
            break
    return np.unique(label, return_inverse=True)[1].reshape(-1)


def _best_labels(
    sources: Integers, labels: Integers, weights: Floats, label: Integers, degree: Floats, total: float
) -> Integers:
    """Return for each node the label, among its neighbours' and its own, that gains most modularity."""
    count = len(label)
    inside = np.bincount(label, degree, count)
    own = np.arange(count)
    pairs, where = np.unique(
        np.concatenate([sources, own]) * count + np.concatenate([labels, label]), return_inverse=True
    )
    linked = np.bincount(where.reshape(-1), np.concatenate([weights, np.zeros(count)]), len(pairs))
    node, choice = pairs // count, pairs % count
    others = inside[choice] - np.where(choice == label[node], degree[node], 0.0)
    gain = linked - degree[node] * others / total
    gain += np.where(choice == label[node], 1e-9, 0.0)
    first = np.flatnonzero(np.append(True, node[1:] != node[:-1]))
    highest = np.maximum.reduceat(gain, first) if count else gain
    best = np.flatnonzero(gain == np.repeat(highest, np.diff(np.append(first, len(node)))))
    return choice[best[np.append(True, node[best][1:] != node[best][:-1])]] if count else label


def _merged(sources: Integers, targets: Integers, weights: Floats) -> tuple[tuple[Integers, Integers], Floats]:
    """Return the edges between communities, each pair once, weights summed."""
    count = int(max(sources.max(initial=0), targets.max(initial=0))) + 1
    pairs, where = np.unique(sources * count + targets, return_inverse=True)
    summed = np.bincount(where.reshape(-1), weights, len(pairs)).astype(np.float64)
    return (pairs // count, pairs % count), summed


def top_ranked(store: Store, limit: int = 20) -> list[Ranked]:
    """Return the *limit* nodes of highest PageRank."""
    graph = read_graph(store)
    rank = pagerank(graph)
    return _described(store.database, graph, rank, np.argsort(-rank, kind="stable")[:limit])


def largest_communities(store: Store, limit: int = 20, members: int = 5) -> list[Community]:
    """Return the *limit* largest communities, each with its *members* of highest PageRank."""
    graph = read_graph(store)
    rank, found = pagerank(graph), communities(graph)
    sizes = np.bincount(found)
    return [
        _community(store.database, graph, rank, np.flatnonzero(found == number), members)
        for number in np.argsort(-sizes, kind="stable")[:limit]
    ]


def _community(database: Database, graph: Graph, rank: Floats, places: Integers, members: int) -> Community:
    best = places[np.argsort(-rank[places], kind="stable")][:members]
    sites = _sites(database, graph.keys[places])
    return Community(size=len(places), sites=sites, members=tuple(_described(database, graph, rank, best)))


def _sites(database: Database, keys: Integers) -> int:
    query = select(nodes.c.site).where(database.among(nodes.c.key, "keys")).distinct()
    with database.reading() as connection:
        return len(connection.execute(query, {"keys": database.listed(keys.tolist())}).all())


def _described(database: Database, graph: Graph, rank: Floats, places: Integers) -> list[Ranked]:
    query = select(nodes.c.key, nodes.c.url, nodes.c.headline).where(database.among(nodes.c.key, "keys"))
    with database.reading() as connection:
        rows = connection.execute(query, {"keys": database.listed(graph.keys[places].tolist())})
        found: dict[int, Any] = {row.key: row for row in rows}
    return [
        Ranked(url=found[key].url, headline=found[key].headline, rank=float(rank[place]))
        for place, key in zip(places, graph.keys[places].tolist(), strict=True)
    ]
