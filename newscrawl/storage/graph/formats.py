"""GraphML and GEXF: nodes and edges in, one XML file out, streamed."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

import attrs

# What XML 1.0 cannot say, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Attributes = Mapping[str, str]
"""Name and type (`string`, `int`, `boolean`) of what nodes or edges carry."""

NODE_ATTRIBUTES: Attributes = {
    "kind": "string",
    "label": "string",
    "site": "string",
    "published": "string",
    "crawled": "boolean",
    "firstSeen": "string",
}
EDGE_ATTRIBUTES: Attributes = {
    "kind": "string",
    "headline": "string",
    "excerpt": "string",
    "position": "int",
    "firstSeen": "string",
    "lastSeen": "string",
}


@attrs.frozen
class GraphNode:
    """A node: `id` is a URL, or `person:…`, `section:…`, `site:…`; `values` has `NODE_ATTRIBUTES`."""

    id: str
    values: Mapping[str, Any]


@attrs.frozen
class GraphEdge:
    """A directed edge; two nodes may have several, of different kinds. `values` has `EDGE_ATTRIBUTES`."""

    source: str
    target: str
    values: Mapping[str, Any]


def _write_graphml(stream: IO[bytes], nodes: Iterable[GraphNode], edges: Iterable[GraphEdge]) -> int:
    """Write GraphML 1.0; return the number of edges."""
    lines = _Lines(stream)
    lines.add('<?xml version="1.0" encoding="UTF-8"?>')
    lines.add('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    for target, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        for name, kind in attributes.items():
            lines.add(f'<key id="{target}_{name}" for="{target}" attr.name="{name}" attr.type="{kind}"/>')
    lines.add('<graph edgedefault="directed">')
    for node in nodes:
        lines.add(f"<node id={_quoted(node.id)}>{_graphml_data('node', node.values)}</node>")
    count = 0
    for count, edge in enumerate(edges, 1):
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        lines.add(f'<edge id="e{count}" {ends}>{_graphml_data("edge", edge.values)}</edge>')
    lines.add("</graph></graphml>")
    return count


def _graphml_data(target: str, values: Mapping[str, Any]) -> str:
    return "".join(
        f'<data key="{target}_{name}">{escape(_shown(value))}</data>'
        for name, value in values.items()
        if value is not None
    )


def _write_gexf(stream: IO[bytes], nodes: Iterable[GraphNode], edges: Iterable[GraphEdge]) -> int:
    """Write GEXF 1.2; return the number of edges."""
    lines = _Lines(stream)
    lines.add('<?xml version="1.0" encoding="UTF-8"?>')
    lines.add('<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed">')
    for target, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        lines.add(f'<attributes class="{target}">')
        for name, kind in attributes.items():
            kind = "integer" if kind == "int" else kind
            lines.add(f'<attribute id="{target}_{name}" title="{name}" type="{kind}"/>')
        lines.add("</attributes>")
    lines.add("<nodes>")
    for node in nodes:
        label = _quoted(node.values.get("label") or node.id)
        lines.add(f"<node id={_quoted(node.id)} label={label}>{_gexf_values('node', node.values)}</node>")
    lines.add("</nodes><edges>")
    count = 0
    for count, edge in enumerate(edges, 1):
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        lines.add(f'<edge id="e{count}" {ends}>{_gexf_values("edge", edge.values)}</edge>')
    lines.add("</edges></graph></gexf>")
    return count


def _gexf_values(target: str, values: Mapping[str, Any]) -> str:
    found = "".join(
        f'<attvalue for="{target}_{name}" value={_quoted(_shown(value))}/>'
        for name, value in values.items()
        if value is not None
    )
    return f"<attvalues>{found}</attvalues>"


@attrs.frozen
class _Lines:
    stream: IO[bytes]

    def add(self, line: str) -> None:
        self.stream.write(_NO_XML.sub("\ufffd", line).encode() + b"\n")


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(value: str) -> str:
    return quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


GraphWriter = Callable[[IO[bytes], Iterable[GraphNode], Iterable[GraphEdge]], int]

GRAPH_FORMATS: dict[str, GraphWriter] = {".graphml": _write_graphml, ".gexf": _write_gexf}
