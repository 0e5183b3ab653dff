"""The graph: a page that draws it, and the pieces that the page asks for."""

import re

import attrs

from newscrawl.browse.queries.graph import Node, Piece, around_article, around_person, as_json, newest_articles
from newscrawl.browse.queries.overview import has_articles
from newscrawl.browse.requests import Asked, Data, NotThere, Page
from newscrawl.browse.safe_text import shown
from newscrawl.storage.graph.queries import key_of

NEIGHBOURS = 60
"""Neighbours of each kind that one click brings."""

MOST = 5_000
FIRST = 200
FEW = 60
"""Articles with which a graph begins on a phone."""

# `a17`, an article or a page seen; `p4`, a person.
_NODE = re.compile(r"([ap])([0-9]{1,15})")


def graph(asked: Asked) -> Page:
    """Draw what surrounds node `node` or the article at `url`; failing both, the newest articles."""
    node, site = _start(asked), asked.text("site")
    values = {
        "node": node,
        "site": site,
        "newest": asked.number("newest", FIRST, MOST),
        "few": asked.number("newest", FEW, MOST),
        "sizes": (FIRST, 1_000, MOST),
        "drawn": bool(node) or has_articles(asked.store.database, site or None),
    }
    return Page("graph.html", values)


def graph_piece(asked: Asked) -> Data:
    """Give a piece of the graph as JSON: around `node`, else the `newest` articles (of `site`)."""
    node = _start(asked)
    if node:
        piece = _around(asked, node)
    else:
        limit = asked.number("newest", FIRST, MOST)
        piece = newest_articles(asked.store.database, asked.text("site") or None, limit)
    labelled = Piece(nodes=[_fit(one) for one in piece.nodes], edges=piece.edges, more=piece.more)
    return Data("application/json; charset=utf-8", iter([as_json(labelled)]))


def _around(asked: Asked, node: str) -> Piece:
    kind, key = node[0], int(node[1:])
    find = around_article if kind == "a" else around_person
    piece = find(asked.store.database, key, asked.number("n", NEIGHBOURS, MOST))
    if not any(one.id == node for one in piece.nodes):
        raise NotThere(f"there is no node {node} in this store")
    return piece


def _start(asked: Asked) -> str:
    """Return the node that is asked for, `""` where none is."""
    if url := asked.text("url"):
        key = key_of(asked.store, url)
        if key is None:
            raise NotThere(f"no page {shown(url, 200)} in the link graph: check the address")
        return f"a{key}"
    node = asked.text("node")
    if node and not _NODE.fullmatch(node):
        raise NotThere(f"{shown(node, 40)!r} is no node: give a and an article's number, or p and a person's")
    return node


def _fit(node: Node) -> Node:
    """Return *node* with a label that is fit to be shown."""
    return attrs.evolve(node, label=shown(node.label, 120))
