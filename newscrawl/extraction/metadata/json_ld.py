"""JSON-LD as pages really serve it: broken, escaped, in several graphs; read into plain nodes.

Follows JSON-LD 1.1 as far as publishers use it: `@graph`, `@id` references, `@type` as name or list.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from newscrawl.extraction.metadata.loose_json import load_values
from newscrawl.web.text import fold

MAX_SCRIPT = 2_000_000
"""Characters; no article's description is longer, and what is longer is skipped whole."""

MAX_NODES = 2_000

# "headline": "…", "datePublished": "…", "name": "…" in a script that no repair makes valid
SALVAGED = re.compile(
    r'"(headline|datePublished|dateModified|description|articleSection)"\s*:\s*"((?:[^"\\\n]|\\.){1,1000})"'
)
SALVAGED_AUTHOR = re.compile(r'"author"\s*:[\s\[]*(?:\{[^{}]{0,300}?"name"\s*:\s*)?"([^"\\\n]{2,200})"')

# https://schema.org/NewsArticle   schema:NewsArticle
NAMESPACE_END = re.compile(r"[/:#]")

# Values that lead from one node to others of the same page.
LINKING_KEYS = ("@graph", "mainEntity", "mainEntityOfPage")

ARTICLE_TYPES = frozenset({"BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting", "DiscussionForumPosting"})

Node = dict[str, Any]


def load_nodes(scripts: Iterable[str]) -> list[Node]:
    """Return the nodes of the JSON-LD *scripts* (texts of the script elements), in the page's order.

    Never raises: what is too long, too deep or beyond repair is left out.
    """
    nodes: list[Node] = []
    for script in scripts:
        if len(script) <= MAX_SCRIPT:
            nodes.extend(_flatten(_load(script)))
    return nodes[:MAX_NODES]


def _load(script: str) -> list[Any]:
    return load_values(script) or _salvage(script)


def _salvage(text: str) -> list[Any]:
    """Read the few keys that matter from a script that is no JSON."""
    node: Node = {}
    for match in SALVAGED.finditer(text):
        node.setdefault(match[1], match[2].replace('\\"', '"').replace("\\/", "/"))
    author = SALVAGED_AUTHOR.search(text)
    if author:
        node["author"] = author[1]
    if "headline" not in node:
        return []
    return [{"@type": "Article", **node}]


def _flatten(values: list[Any]) -> Iterator[Node]:
    """Yield the top nodes of *values* and those that `@graph` and the like hold, outer before inner."""
    queue = list(values)
    seen = 0
    while seen < len(queue) and seen < MAX_NODES:
        value = queue[seen]
        seen += 1
        if isinstance(value, list):
            queue.extend(value[:MAX_NODES])
        elif isinstance(value, dict):
            yield value
            queue.extend(value[key] for key in LINKING_KEYS if isinstance(value.get(key), dict | list))


def types(node: Node) -> list[str]:
    """Return the node's types without a namespace: `["NewsArticle"]`."""
    return [NAMESPACE_END.split(name)[-1] for name in as_list(node.get("@type")) if isinstance(name, str) and name]


def is_article(node: Node) -> bool:
    """Tell whether a type of the node is schema.org's Article or one of its kinds."""
    return any(name.endswith("Article") or name in ARTICLE_TYPES for name in types(node))


def as_list(value: Any) -> list[Any]:
    """Return *value* as a list: itself, `[value]`, or `[]` for nothing."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def plain(value: Any) -> str:
    """Return a JSON-LD or meta value as text a reader would see; `""` where it holds none.

    Takes the first of a list, and a node's `name` or `@value`. Entities escaped up to twice are resolved.

    >>> plain(["Smith &amp;amp; Sons"])
    'Smith & Sons'
    """
    if isinstance(value, str):
        return clean(value)
    for _ in range(4 if value else 0):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("url") or ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return clean(str(value))


def whole_number(text: str) -> int:
    """Return the number that *text* writes, 0 where it is none or beyond six digits."""
    return int(text) if text.isdecimal() and len(text) <= 6 else 0


def clean(text: str) -> str:
    """Return *text* with entities (escaped up to twice) resolved and white space folded."""
    if "&" in text:
        text = unescape(unescape(text))
    return fold(text)
