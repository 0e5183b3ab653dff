"""PageRank and communities of the whole link graph, in arrays: some 100 bytes an edge, no object for each."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from newscrawl.errors import StoreError
from newscrawl.extras import install_hint
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import links, nodes
from newscrawl.storage.store import Store

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DAMPING = 0.85
TOLERANCE = 1e-9
MAX_ROUNDS = 100
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

    The Louvain method (Blondel et al. 2008) on the undirected graph, as scikit-network does it; the same
    *seed* gives the same communities. Raises `StoreError` where scikit-network is missing.
    """
    try:
        from scipy import sparse
        from sknetwork.clustering import Louvain
    except ImportError as error:
        raise StoreError(f"cannot find communities: scikit-network is missing; {install_hint('graph')}") from error
    count = len(graph.keys)
    if not count:
        return np.empty(0, np.int64)
    ones = np.ones(len(graph.sources), np.float32)
    directed = sparse.csr_matrix((ones, (graph.sources, graph.targets)), shape=(count, count))
    found = Louvain(random_state=seed).fit_predict(directed + directed.T)
    return np.asarray(found, np.int64)


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
