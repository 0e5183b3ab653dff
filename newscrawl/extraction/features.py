"""The numbers that describe a page's blocks, for the trained network: see `network.py`."""

from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from newscrawl.extraction.blocks import Blocks
from newscrawl.extraction.clues import Clues
from newscrawl.extraction.families import NAMES, OPENING_NAMES, opening

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TAGS: Final = (
    "p h1 h2 h3 h4 h5 h6 li td th dd dt blockquote figcaption div section article pre address button label caption "
    "summary body header legend option center"
).split()
_TAG_INDEX: Final = {tag: index for index, tag in enumerate(TAGS)}
ANCESTORS: Final = (
    "nav footer header aside article main figure form table ul ol dl blockquote section button dialog details p figcaption"
).split()
_ANCESTOR_BITS: Final = {tag: 1 << index for index, tag in enumerate(ANCESTORS)}

LEVELS: Final = 4
"""How many boxes around a block are looked at, the innermost first."""

_FINAL: Final = frozenset(".!?…。！？।۔؟:;")
_CLOSING: Final = "\"'”’»)]“』」›"


@attrs.frozen
class Layout:
    """Who stands with whom on the page, as ranges of blocks."""

    starts: Ints
    """`(LEVELS, blocks)`: first block of each block's box, its parent, …"""
    ends: Ints
    """The end of these ranges."""
    order: Ints
    """Blocks sorted by the signature of their box: blocks of one template stand together."""
    group_starts: Ints
    group_ends: Ints
    """For each block the range in `order` of its own group."""


def _flags(bits: Ints, count: int) -> Floats:
    return ((bits[:, None] >> np.arange(count)) & 1).astype(np.float32)


def layout_of(page: Blocks) -> tuple[Layout, Ints]:
    """Return the layout of *page* and the indices of the boxes around each block, `(LEVELS, blocks)`."""
    parents = np.array([box.parent for box in page.boxes], np.int64)
    starts = np.array([box.start for box in page.boxes], np.int64)
    ends = np.array([box.end for box in page.boxes], np.int64)
    signatures = np.array([box.signature for box in page.boxes], np.int64)
    around = np.empty((LEVELS, len(page.blocks)), np.int64)
    around[0] = [block.box for block in page.blocks]
    for level in range(1, LEVELS):
        around[level] = parents[around[level - 1]]
    keys = signatures[around[0]]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    layout = Layout(
        starts[around],
        ends[around],
        order,
        np.searchsorted(ordered, keys, "left"),
        np.searchsorted(ordered, keys, "right"),
    )
    return layout, around


def _sums(values: Floats, starts: Ints, ends: Ints) -> Floats:
    totals = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    result: Floats = (totals[ends] - totals[starts]).astype(np.float32)
    return result


def _text_rows(page: Blocks, clues: Clues) -> tuple[Floats, Ints]:
    """Return what each block's own text tells, and which family it opens with (0: none)."""
    counts: dict[str, int] = {}
    for block in page.blocks:
        counts[block.text] = counts.get(block.text, 0) + 1
    rows: list[tuple[float, ...]] = []
    openings: list[int] = []
    for block in page.blocks:
        text = block.text
        size = len(text)
        openings.append(opening(text))
        linked = 0
        for first, last, _ in block.anchors:
            linked += sum(map(len, block.parts[first:last]))
        tail = text.rstrip(_CLOSING)[-1:]
        wide = 1.0 if text.isascii() or len(text.encode("utf-8", "replace")) < 2.4 * size else 2.0
        rows.append(
            (
                size * wide,
                text.count(" ") + 1,
                min(linked, size),
                len(block.anchors),
                min(block.strong, size),
                tail in _FINAL,
                text.count(",") + text.count("、") + text.count("،"),
                text[:1].islower(),
                text.isupper(),
                sum(map(text.count, "0123456789")) if size < 80 else 0,
                "@" in text or "http" in text or "www." in text,
                counts[text] > 1,
                "|" in text or "/" in text or "›" in text or "»" in text[-2:],
                text[:1] in "“\"«„'‘「—–-",
                "?" in text,
                block.images,
                *clues.of(text),
            )
        )
    return np.array(rows, np.float32), np.array(openings, np.int64)


def features_of(page: Blocks, clues: Clues) -> tuple[Floats, Layout]:
    """Return one row of features a block, each about between 0 and 1, and the page's layout.

    *page* must hold at least one block.
    """
    layout, around = layout_of(page)
    text, openings = _text_rows(page, clues)
    count = len(page.blocks)
    size, words, linked, anchors, strong = text[:, :5].T
    free = size - linked
    boxes = page.boxes
    names = np.array([box.names for box in boxes], np.int64)
    inherited = np.array([box.inherited for box in boxes], np.int64)
    hidden = np.array([box.hidden for box in boxes], np.float32)
    depth = np.array([box.depth for box in boxes], np.float32)
    images = np.array([box.images for box in boxes], np.float32)
    tags = np.array([_TAG_INDEX.get(box.tag, len(TAGS)) for box in boxes], np.int64)
    above = _ancestor_bits(boxes)
    own = around[0]
    inline = np.array([block.names for block in page.blocks], np.int64)

    place = np.arange(count, dtype=np.float32)
    read = np.cumsum(free) - free
    total = max(float(free.sum()), 1.0)
    headings = np.flatnonzero((tags[own] == _TAG_INDEX["h1"]) | (text[:, -5] > 0))
    first_heading = int(headings[0]) if len(headings) else -1
    after = place - first_heading
    opened = openings > 0
    columns: list[Any] = [
        np.log1p(size) / 6,
        np.log1p(words) / 5,
        np.log1p(free) / 6,
        linked / size,
        linked >= 0.9 * size,
        np.log1p(anchors) / 2,
        strong / size,
        text[:, [5, 7, 8]],
        np.log1p(text[:, 6]) / 3,
        text[:, 9] / np.maximum(size, 1),
        text[:, 10:15],
        np.minimum(np.diff(text[:, 15], prepend=0), 3) / 3,
        np.minimum(np.diff(text[:, 15], append=text[-1, 15]), 3) / 3,
        text[:, 16:],
        place / count,
        read / total,
        np.minimum(place, 30) / 30,
        np.minimum(count - 1 - place, 30) / 30,
        np.full(count, np.log1p(count) / 8),
        np.full(count, np.log1p(total) / 10),
        np.full(count, first_heading >= 0),
        (after >= 0) & (first_heading >= 0),
        np.clip(after, -20, 20) / 20,
        hidden[own],
        depth[own] / 30,
        np.log1p(images[own]),
        _one_hot(tags[own], len(TAGS) + 1),
        _one_hot(openings, len(OPENING_NAMES) + 1),
        _flags(above[own], len(ANCESTORS)),
        _flags(names[own], len(NAMES)),
        _flags(names[around[1]], len(NAMES)),
        _flags(names[around[2]] | names[around[3]], len(NAMES)),
        _flags(inherited[own], len(NAMES)),
        _flags(inline, len(NAMES)),
    ]
    paragraphs = np.where((size > 80) & (linked < 0.3 * size), free, 0)
    for level in range(LEVELS):
        first, last = layout.starts[level], layout.ends[level]
        blocks = (last - first).astype(np.float32)
        inside = _sums(free, first, last)
        columns += [
            np.log1p(inside) / 8,
            inside / total,
            np.log1p(blocks) / 5,
            _sums(linked, first, last) / np.maximum(_sums(size, first, last), 1),
            _sums(paragraphs, first, last) / max(float(paragraphs.sum()), 1.0),
            _sums(opened.astype(np.float32), first, last) / blocks,
            np.log1p(images[around[level]]) / 3,
            (place - first) / blocks,
        ]
    twins = (layout.group_ends - layout.group_starts).astype(np.float32)
    grouped = _sums(free[layout.order], layout.group_starts, layout.group_ends)
    columns += [np.log1p(twins) / 5, np.log1p(grouped) / 8, grouped / total, np.log1p(grouped / twins) / 6]
    stacked = [column if np.ndim(column) == 2 else np.reshape(column, (count, 1)) for column in columns]
    return np.concatenate(stacked, axis=1, dtype=np.float32), layout


def _one_hot(values: Ints, count: int) -> Floats:
    result: Floats = np.eye(count, dtype=np.float32)[values]
    return result


def _ancestor_bits(boxes: list[Any]) -> Ints:
    """Return for each box which of `ANCESTORS` it is or stands in."""
    bits: list[int] = []
    for box in boxes:
        own = _ANCESTOR_BITS.get(box.tag, 0)
        bits.append(own | bits[box.parent] if bits else own)
    return np.array(bits, np.int64)
