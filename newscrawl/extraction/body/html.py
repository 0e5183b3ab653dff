"""Blocks of text as simplified HTML: paragraphs, sub-headings, lists, tables, quotations, links, what is set apart."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urljoin

import attrs

from newscrawl.extraction.body.apart import Apart
from newscrawl.extraction.body.tables import Cell, lines_of
from newscrawl.extraction.page.blocks import Blocks
from newscrawl.web.text import fold, fold_line

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}

# "https://site.example/page?id=1#part": addresses that resolving leaves as they are
RESOLVED = re.compile(r"https?://[a-zA-Z0-9.-]+/[!$-:<=>@-Z_a-z~]*(?:\?[!$-:<-Z_a-z~]+)?(?:#[!$-:<-Z_a-z~]+)?")

Group = tuple[str, int, str]
"""An element around blocks: its tag, its box and its attributes as written; `("", -1, "")` for none."""

# How far up a paragraph's list item, heading or quotation may stand.
REACH = 5


@attrs.frozen
class Link:
    """A link within the text."""

    url: str
    """Absolute."""
    text: str


def simple_html(
    page: Blocks,
    taken: Sequence[int],
    url: str,
    apart: Mapping[int, Apart] | None = None,
    cells: Mapping[int, Cell] | None = None,
) -> str:
    """Return the blocks *taken* from *page* as HTML with links resolved against *url*.

    What stands *apart* from the text is put where it stands on the page, as `<aside>` or, for a post from
    elsewhere, `<blockquote data-embed="NETWORK">`; blocks in *cells* become rows of a `<table>`.
    """
    lines: list[str] = []
    open_group: Group = ("", -1, "")
    apart, cells = apart or {}, cells or {}
    for line in lines_of(sorted({*taken, *apart}), cells):
        first = line[0][0]
        tag, group = _role(page, first, apart.get(first)) if first not in cells else _in_table(cells[first])
        if group != open_group:
            lines += _closing(open_group) + ([f"<{group[0]}{group[2]}>"] if group[0] else [])
            open_group = group
        lines.append(f"<{tag}>{_row(page, line, url, cells) if first in cells else _inline(page, first, url)}</{tag}>")
    return "\n".join(lines + _closing(open_group))


def links_of(page: Blocks, index: int, url: str) -> list[Link]:
    """Return the links in the block *index* that lead to web pages, resolved against *url*."""
    found: list[Link] = []
    for first, last, href in page.anchors[index]:
        target, text = absolute(href, url), fold("".join(page.parts[index][first:last]))
        if target and text:
            found.append(Link(target, text))
    return found


def absolute(href: str, url: str) -> str | None:
    """Return *href* resolved against *url*; `None` for a place on the same page and all but http(s)."""
    href = "".join(href.split())
    if not href or href[0] == "#":
        return None
    if RESOLVED.fullmatch(href):
        return href
    try:
        target = urljoin(url, href)
    except ValueError:  # e.g. a broken IPv6 address
        return None
    return target if target.startswith(("http://", "https://")) else None


def _closing(group: Group) -> list[str]:
    return [f"</{group[0]}>"] if group[0] else []


def _role(page: Blocks, index: int, apart: Apart | None) -> tuple[str, Group]:
    """Return the tag that a block gets and the element around it."""
    boxes, box = page.boxes, page.box[index]
    if apart is not None:
        tag = HEADINGS.get(boxes.tags[box], "p")
        mark = f' data-embed="{apart.network}"' if apart.network else ""
        return tag, ("blockquote" if apart.network else "aside", apart.box, mark)
    for _ in range(REACH):
        tag = boxes.tags[box]
        if tag in HEADINGS:
            return HEADINGS[tag], ("", -1, "")
        if tag == "li":
            parent = boxes.parents[box]
            return "li", ("ol" if boxes.tags[parent] == "ol" else "ul", parent, "")
        if tag == "blockquote":
            return "p", ("blockquote", box, "")
        box = boxes.parents[box]
    return "p", ("", -1, "")


def _in_table(cell: Cell) -> tuple[str, Group]:
    return "tr", ("table", cell.table, "")


def _row(page: Blocks, line: Sequence[Sequence[int]], url: str, cells: Mapping[int, Cell]) -> str:
    tags = [cells[blocks[0]].tag for blocks in line]
    texts = [" ".join(_inline(page, block, url) for block in blocks) for blocks in line]
    return "".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(tags, texts, strict=True))


def _inline(page: Blocks, index: int, url: str) -> str:
    parts, anchors = page.parts[index], page.anchors[index]
    if not anchors:
        return escape(fold_line(page.texts[index]))
    pieces: list[str] = []
    place = 0
    for first, last, href in anchors:
        pieces += map(escape, parts[place:first])
        inside = escape("".join(parts[first:last]))
        target = absolute(href, url)
        pieces.append(f'<a href="{escape(target)}">{inside}</a>' if target and inside.strip() else inside)
        place = last
    pieces += map(escape, parts[place:])
    return fold("".join(pieces))
