"""The numbers that describe a page's blocks, for the trained network: see `network.py`."""

from collections import Counter
from functools import cache, lru_cache
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from newscrawl.extraction.body.landmarks import COLUMNS, landmark_columns
from newscrawl.extraction.body.stated_text import Clues
from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.tags import ANCESTORS
from newscrawl.extraction.page.word_classes import NAMES, OPENING_NAMES, opening, words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TAGS: Final = words(
    "p h1 h2 h3 h4 h5 h6 li td th dd dt blockquote figcaption div section article pre address button "
    "caption summary body header center"
)
TAG_INDEX: Final = {tag: index for index, tag in enumerate(TAGS)}
OTHER_TAG: Final = len(TAGS)
_TAG_ROWS: Final = np.eye(len(TAGS) + 1, dtype=np.float32)
_OPENING_ROWS: Final = np.eye(len(OPENING_NAMES) + 1, dtype=np.float32)

LEVELS: Final = 4
"""How many boxes around a block are looked at, the innermost first."""

CHARACTERS_A_WORD: Final = 6
"""Blank included; counts words in scripts that do not part them, whose characters count twice."""

TEXT: Final = (
    "size", "size without links", "words", "commas", "links", "share linked", "linked", "share bold", "ends a sentence",
    "begins small", "capitals", "share digits", "address", "repeated", "repeats", "parts", "quotes", "asks",
    "is the title", "is the description", "opens the description", "stands in articleBody", "articleBody is stated",
    "pictures before", "pictures behind",
)  # fmt: skip
"""What each column of `_text_columns` tells."""

PLACE: Final = (
    "place", "share of text before", "place from start", "place from end", "below headline", "blocks from headline",
    "blocks of page", "text of page", "headline known",
)  # fmt: skip
"""What each column of `_place_columns` tells."""

LEVEL: Final = (
    "text", "share of text", "blocks", "text a block", "sentences a block", "share linked", "share of paragraphs",
    "openings a block", "pictures", "place in it",
)  # fmt: skip
"""What the columns of `_level_columns` tell of each box around a block."""

TWIN: Final = ("twins", "text of twins", "share of twins", "text a twin")

TEXT_COLUMNS: Final = len(TEXT)
NAMED: Final = ("own", "parent", "beyond", "all around", "inline")
"""Whose class words the families among the features are, in the order of `_box_columns`."""
NAME_LEVELS: Final = len(NAMED)

# A block with at least this much text, little of it in links, is taken for a paragraph.
PARAGRAPH: Final = 80

FINAL: Final = frozenset(".!?…。！？।۔؟:;")
CLOSING: Final = "\"'”’»)]“』」›"
QUOTING: Final = frozenset("“\"«„'‘「—–-")
# Of a text's numbers these are taken as logarithms, and by what: words, commas, links; see `_text_columns`.
_COUNTS: Final = [1, 6, 3]
COUNT_SCALES: Final = np.array([6, 6, 5, 3, 2], np.float32)

_WITHOUT_DIGITS: Final = str.maketrans("", "", "0123456789")


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


def layout_of(page: Blocks) -> tuple[Layout, Ints]:
    """Return the layout of *page* and the indices of the boxes around each block, `(LEVELS, blocks)`."""
    boxes = page.boxes
    parents = np.array(boxes.parents)
    around = np.empty((LEVELS, len(page)), np.int64)
    around[0] = page.box
    for level in range(1, LEVELS):
        around[level] = parents[around[level - 1]]
    keys = np.array(boxes.signatures)[around[0]]
    order = keys.argsort(kind="stable")
    ordered = keys[order]
    starts, ends = np.array(boxes.starts)[around], np.array(boxes.ends)[around]
    first, last = ordered.searchsorted(keys, "left"), ordered.searchsorted(keys, "right")
    return Layout(starts, ends, order, first, last), around


def features_of(page: Blocks, clues: Clues) -> tuple[Floats, Layout]:
    """Return one row of features a block, each about between 0 and 1, and the page's layout.

    *page* must hold at least one block.
    """
    layout, around = layout_of(page)
    text = np.array(_text_rows(page, clues), np.float32)
    openings = np.array([opening(line) for line in page.texts])
    tags = np.array([TAG_INDEX.get(tag, OTHER_TAG) for tag in page.boxes.tags])[around[0]]
    free = text[:, 0] - text[:, 2]
    headings = np.flatnonzero((tags == TAG_INDEX["h1"]) | (text[:, -5] > 0))
    headline = int(headings[0]) if len(headings) else len(page)
    paragraphs = np.where((text[:, 0] > PARAGRAPH) & (text[:, 2] < 0.3 * text[:, 0]), free, 0)
    parts = [
        _text_columns(text, free, np.array(page.images)),
        _place_columns(free, headline),
        _TAG_ROWS[tags],
        _OPENING_ROWS[openings],
        *_box_columns(page, around),
        _level_columns(page, around, layout, text, paragraphs, openings > 0),
        _twin_columns(layout, free),
        landmark_columns(page, paragraphs, headline),
    ]
    return np.concatenate(parts, axis=1, dtype=np.float32), layout


@cache
def feature_names() -> tuple[str, ...]:
    """Return what each column of the features tells, for weights to be checked against."""
    return (
        *(f"text: {name}" for name in TEXT),
        *(f"place: {name}" for name in PLACE),
        *(f"tag: {name}" for name in (*TAGS, "other")),
        *(f"opening: {name}" for name in ("none", *OPENING_NAMES)),
        "hidden",
        "depth",
        *(f"in: {name}" for name in ANCESTORS),
        *(f"class, {whose}: {name}" for whose in NAMED for name in NAMES),
        *(f"box {level}: {name}" for name in LEVEL for level in range(LEVELS)),
        *(f"template: {name}" for name in TWIN),
        *COLUMNS,
    )


def opening_columns() -> slice:
    """Return where the features of `features_of` hold the families of openings; the first means none."""
    start = TEXT_COLUMNS + len(PLACE) + len(TAGS) + 1
    return slice(start, start + len(OPENING_NAMES) + 1)


def name_columns() -> slice:
    """Return where the features of `features_of` hold the families of class words, `NAME_LEVELS` times."""
    start = opening_columns().stop + len(ANCESTORS) + 2
    return slice(start, start + NAME_LEVELS * len(NAMES))


def stated_columns() -> slice:
    """Return where they tell whether JSON-LD states the page's text, and the block in it."""
    return slice(TEXT_COLUMNS - 4, TEXT_COLUMNS - 2)


def _text_rows(page: Blocks, clues: Clues) -> list[tuple[float, ...]]:
    """Return what each block's own text tells; `_text_columns` gives the meaning of each place."""
    counts = Counter(page.texts)
    seen: set[str] = set()
    rows: list[tuple[float, ...]] = []
    for text, parts, anchors, strong in zip(page.texts, page.parts, page.anchors, page.strong, strict=True):
        size = len(text)
        linked = sum([len(part) for first, last, _ in anchors for part in parts[first:last]]) if anchors else 0
        wide = 1 if text.isascii() or len(text.encode("utf-8", "replace")) < 2.4 * size else 2
        end = text[-1]
        if end in CLOSING:
            end = text.rstrip(CLOSING)[-1:]
        repeated = counts[text] > 1
        rows.append(
            (
                size * wide,
                text.count(" ") + 1 if wide == 1 else size * wide / CHARACTERS_A_WORD,
                min(linked, size) * wide,
                len(anchors),
                min(strong, size) * wide,
                end in FINAL,
                text.count(",") + (text.count("、") + text.count("，") + text.count("،") if wide == 2 else 0),
                text[0].islower(),
                *(_short_text(text) if size < PARAGRAPH else _LONG_TEXT),
                repeated,
                repeated and text in seen,
                size < PARAGRAPH and ("|" in text or "/" in text or "›" in text or "»" in text),
                text[0] in QUOTING,
                "?" in text,
                *clues.of(text),
            )
        )
        if repeated:
            seen.add(text)
    return rows


_LONG_TEXT: Final = (False, 0.0, False)


@lru_cache(maxsize=4096)
def _short_text(text: str) -> tuple[bool, float, bool]:
    """Return whether a short text is in capitals, its share of digits, and whether it holds an address."""
    digits = len(text) - len(text.translate(_WITHOUT_DIGITS))
    return text.isupper(), digits / len(text), "@" in text or "http" in text or "www." in text


def _text_columns(text: Floats, free: Floats, images: Ints) -> Floats:
    size = text[:, 0]
    columns = np.empty((len(text), TEXT_COLUMNS), np.float32)
    columns[:, 0], columns[:, 1], columns[:, 2:5] = size, free, text[:, _COUNTS]
    columns[:, :5] = np.log1p(columns[:, :5]) / COUNT_SCALES
    columns[:, 5] = text[:, 2] / size
    columns[:, 6] = columns[:, 5] >= 0.9
    columns[:, 7] = text[:, 4] / size
    columns[:, 8] = text[:, 5]
    columns[:, 9:-2] = text[:, 7:]
    columns[0, -2] = images[0]
    np.subtract(images[1:], images[:-1], out=columns[1:, -2], casting="unsafe")
    columns[:-1, -1], columns[-1, -1] = columns[1:, -2], 0
    columns[:, -2:] = np.minimum(columns[:, -2:], 3) / 3
    return columns


def _place_columns(free: Floats, headline: int) -> Floats:
    count = len(free)
    place = np.arange(count)
    total = max(float(free.sum()), 1.0)
    after = place - headline
    columns = np.empty((count, len(PLACE)), np.float32)
    columns[:, 0] = place / count
    columns[:, 1] = (free.cumsum() - free) / total
    columns[:, 2] = np.minimum(place, 30) / 30
    columns[:, 3] = columns[::-1, 2]
    columns[:, 4] = after >= 0
    columns[:, 5] = np.minimum(np.maximum(after, -20), 20) / 20
    columns[:, 6:] = np.log1p(count) / 8, np.log1p(total) / 10, headline < count
    return columns


def _box_columns(page: Blocks, around: Ints) -> list[Any]:
    boxes, own = page.boxes, around[0]
    names = np.array(boxes.names)
    families = [
        names[own],
        names[around[1]],
        names[around[2]] | names[around[3]],
        np.array(boxes.inherited)[own],
        np.array(page.names),
    ]
    flags = [_flags(bits, len(NAMES)) for bits in families]
    above = _flags(np.array(boxes.ancestors)[own], len(ANCESTORS))
    hidden, depth = np.array(boxes.hidden)[own], np.array(boxes.depths)[own] / 30
    return [hidden[:, None], depth[:, None], above, *flags]


def _flags(bits: Ints, count: int) -> Any:
    """Return the lowest *count* bits of each number in *bits* as columns."""
    return np.unpackbits(bits.astype("<i8").view(np.uint8).reshape(-1, 8), axis=1, count=count, bitorder="little")


def _level_columns(page: Blocks, around: Ints, layout: Layout, text: Floats, paragraphs: Any, opened: Any) -> Floats:
    """Return what the boxes around each block hold: text, links, paragraphs, pictures."""
    size, linked, ended = text[:, 0], text[:, 2], text[:, 5]
    free = size - linked
    measures = np.column_stack([free, size, linked, paragraphs, opened, ended])
    sums = np.zeros((len(free) + 1, measures.shape[1]))
    measures.cumsum(0, out=sums[1:])
    inside = sums[layout.ends] - sums[layout.starts]
    blocks = layout.ends - layout.starts
    images = np.array(page.boxes.images)[around]
    columns = np.stack(
        [
            np.log1p(inside[:, :, 0]) / 8,
            inside[:, :, 0] / max(sums[-1, 0], 1.0),
            np.log1p(blocks) / 5,
            np.log1p(inside[:, :, 0] / blocks) / 6,
            inside[:, :, 5] / blocks,
            inside[:, :, 2] / inside[:, :, 1],
            inside[:, :, 3] / max(sums[-1, 3], 1.0),
            inside[:, :, 4] / blocks,
            np.log1p(images) / 3,
            (np.arange(len(free)) - layout.starts) / blocks,
        ]
    )
    return columns.reshape(-1, len(free)).T.astype(np.float32)


def _twin_columns(layout: Layout, free: Floats) -> Floats:
    """Return how many blocks the same template made, and how much text."""
    sums = np.concatenate([[0], free[layout.order].cumsum(dtype=np.float64)])
    twins = layout.group_ends - layout.group_starts
    grouped = sums[layout.group_ends] - sums[layout.group_starts]
    total = max(float(sums[-1]), 1.0)
    return np.column_stack(
        [np.log1p(twins) / 5, np.log1p(grouped) / 8, grouped / total, np.log1p(grouped / twins) / 6]
    ).astype(np.float32)
