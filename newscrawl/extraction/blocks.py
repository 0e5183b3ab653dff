"""One pass over a page's tree: the text blocks that a reader sees, and the boxes that they stand in."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs
from lxml import etree

from newscrawl.extraction.families import family_bits, name_bits, words

MAX_BLOCKS: Final = 20_000
"""Pages with more blocks are read up to here: time and memory stay bounded."""

BOX_TAGS: Final = frozenset(
    words(
        "address article aside blockquote body button caption center dd details dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
        "ol optgroup option p pre section summary table tbody td tfoot th thead tr ul"
    )
)
SKIPPED_TAGS: Final = frozenset(
    words("head script style template noscript svg math canvas object select textarea audio datalist dialog label")
)
IMAGE_TAGS: Final = ("img", "picture", "video", "iframe")

ANCESTORS: Final = words(
    "nav header aside article main figure form table ul ol dl blockquote section button details p figcaption"
)
"""Tags whose boxes are remembered for all that stands in them, as bits in this order."""

ANCESTOR_BITS: Final = {tag: 1 << index for index, tag in enumerate(ANCESTORS)}
_WITHIN_TEXT: Final = ANCESTOR_BITS["article"] | ANCESTOR_BITS["main"]

# Outside of the text, boxes with these tags or class words and none of its elements are not looked into.
_FURNITURE_TAGS: Final = frozenset(["nav", "footer", "aside", "form"])
_FURNITURE_NAMES: Final = family_bits("nav footer form cookie popup side related further share comment newsletter")
_TEXT_TAGS: Final = ("p", "h1", "article", "main")

# How often a page is asked whether a box has such elements: time stays bounded.
_MAX_LOOKS: Final = 300

_NAMING: Final = frozenset(["class", "id", "role", "itemprop", "data-testid", "data-component"])

# Attributes that hide an element, with the values that do; style sheets are not read.
_HIDING: Final = {
    "hidden": re.compile(""),
    "aria-hidden": re.compile("true"),
    "style": re.compile(r"display:\s*none|visibility:\s*hidden"),
}


@attrs.frozen
class Boxes:
    """The block-level elements of a page in document order, parents first: one sequence an attribute."""

    elements: Sequence[etree._Element]
    tags: Sequence[str]
    parents: Sequence[int]
    depths: Sequence[int]
    names: Sequence[int]
    """Families of the words in its class, id, role and itemprop."""
    inherited: Sequence[int]
    """The same of all its ancestors and itself."""
    ancestors: Sequence[int]
    """Which of `ANCESTORS` it is or stands in."""
    signatures: Sequence[int]
    """Equal for boxes with the same path of tags and classes, as a template makes them."""
    hidden: Sequence[bool]
    starts: Sequence[int]
    """Index of the first block in it."""
    ends: Sequence[int]
    """Index after the last block in it."""
    images: Sequence[int]
    """Number of pictures in it."""


@attrs.define
class Blocks:
    """The runs of text between block-level boundaries, in document order: one list an attribute."""

    boxes: Boxes
    texts: Sequence[str]
    """White space folded to single blanks; never empty."""
    box: Sequence[int]
    """Index of the innermost box."""
    parts: Sequence[list[str]]
    """The text as found, in pieces."""
    anchors: Sequence[list[tuple[int, int, str]]]
    """Links: range in the block's parts, and `href`."""
    strong: Sequence[int]
    """Characters in bold type."""
    names: Sequence[int]
    """Families of the class words of the inline elements in it."""
    images: Sequence[int]
    """Pictures that come before it on the page."""

    def __len__(self) -> int:
        """Return the number of blocks."""
        return len(self.texts)


def read_blocks(root: etree._Element) -> Blocks:
    """Return the text blocks below *root* with their boxes.

    Left out: `<head>`, scripts, styles, the values of forms, and, outside of the text, menus, page footers
    and the like.
    """
    reader = _Reader(root)
    add, texts, parts = reader.add, reader.texts, reader.parts
    opening, closing, inline = _OPENING.get, _CLOSING.get, _Reader.open_inline
    walker = etree.iterwalk(root, events=("start", "end"))
    next(walker)
    for event, element in walker:
        if event == "start":
            opened = opening(element.tag, inline)
            if opened is None or opened(reader, element):
                walker.skip_subtree()
                continue
            text = element.text
        else:
            close = closing(element.tag)
            if close is not None:
                close(reader)
                if len(texts) >= MAX_BLOCKS:
                    break
            text = element.tail
        if not text:
            continue
        if not text.isspace():
            add(text)
        elif parts:
            parts.append(" ")
    return reader.finish()


_Row = tuple[etree._Element, str, int, int, int, int, int, int, bool, int, int]
"""What is known of a box where it opens, in the order of `Boxes`, and its number."""

_NUMBER: Final = -1


class _Reader:
    """Gathers text into blocks while the walk opens and closes elements."""

    def __init__(self, root: etree._Element) -> None:
        self.texts: list[str] = []
        self.parts: list[str] = []
        self._rows: list[_Row] = []
        self._ends: list[int] = []
        self._box_images: list[int] = []
        self._runs: list[tuple[int, list[str], list[tuple[int, int, str]], int, int, int]] = []
        self._open: list[_Row] = []
        self._looks = 0
        self._signatures: dict[tuple[int, str, str], int] = {}
        self._images = 0
        self._breaks = 0
        self._bold = 0
        self._href: str | None = None
        self._href_from = 0
        self._anchors: list[tuple[int, int, str]] = []
        self._strong = 0
        self._names = 0
        self._seen_images = 0
        self._add_box(root, (root, "", 0, -1, 0, 0, 0, 0, False, 0, 0))

    def open_inline(self, element: etree._Element) -> bool:
        """Note an inline element's class words. As all openers, return whether to skip what is in it."""
        names = element.get("class")
        if names:
            self._names |= name_bits(names)
        return False

    def open_strong(self, element: etree._Element) -> bool:
        self._bold += 1
        return self.open_inline(element)

    def close_strong(self) -> None:
        self._bold -= 1

    def open_link(self, element: etree._Element) -> bool:
        self.end_link()
        self._href = element.get("href") or ""
        self._href_from = len(self.parts)
        return self.open_inline(element)

    def end_link(self) -> None:
        if self._href is not None and len(self.parts) > self._href_from:
            self._anchors.append((self._href_from, len(self.parts), self._href))
        self._href = None

    def see_image(self, element: etree._Element) -> bool:
        self._images += 1
        return False

    def open_break(self, element: etree._Element) -> bool:
        """One `<br>` is a blank, two in a row part paragraphs."""
        self._breaks += 1
        if self._breaks >= 2:
            self._breaks = 0
            if self.parts:
                self._flush()
        elif self.parts:
            self.parts.append(" ")
        return False

    def add(self, text: str) -> None:
        """Add *text*, not only white space, to the block under way."""
        self._breaks = 0
        self.parts.append(text)
        if self._bold > 0:
            self._strong += len(text)

    def finish(self) -> Blocks:
        """Close all that is open and return what was gathered."""
        while self._open:
            self.close_box()
        columns: Any = [*list(zip(*self._rows, strict=True))[:_NUMBER], self._ends, self._box_images]
        runs: Any = zip(*self._runs, strict=True) if self._runs else [()] * 6
        return Blocks(Boxes(*columns), self.texts, *runs)

    def _flush(self) -> None:
        """Close the block under way; a link that goes on is taken up again in the next one."""
        href = self._href
        self.end_link()
        parts = self.parts
        text = " ".join("".join(parts).split())
        if text:
            self.texts.append(text)
            box = self._open[-1][_NUMBER]
            self._runs.append((box, parts[:], self._anchors, self._strong, self._names, self._seen_images))
        parts.clear()
        self._anchors = []
        self._strong = self._names = 0
        self._href, self._href_from = href, 0
        self._seen_images = self._images

    def open_box(self, element: etree._Element) -> bool:
        """Open a box; return whether to skip what is in it, as it is none of the text's."""
        self._breaks = 0
        if self.parts:
            self._flush()
        return self._add_box(element, self._open[-1])

    def _add_box(self, element: etree._Element, parent: _Row) -> bool:
        _, _, _, depth, _, inherited, above, signature, hidden, _, place = parent
        names, classes, tag = 0, "", element.tag
        attributes: Any = element.items()
        for attribute, value in attributes:
            if attribute == "class":
                classes = value
                names |= name_bits(value)
            elif attribute in _NAMING:
                names |= name_bits(value)
            elif attribute in _HIDING and _HIDING[attribute].search(value):
                hidden = True
        number = len(self._ends)
        signature = self._signatures.setdefault((signature, tag, classes), number)
        inherited |= names
        ancestors = above | ANCESTOR_BITS.get(tag, 0)
        start = len(self.texts)
        row = (
            element, tag, place, depth + 1, names, inherited, ancestors, signature, hidden, start, number
        )  # fmt: skip
        self._rows.append(row)
        self._open.append(row)
        self._ends.append(start)
        self._box_images.append(self._images)
        if above & _WITHIN_TEXT or not (names & _FURNITURE_NAMES or tag in _FURNITURE_TAGS):
            return False
        return self._is_without_text(element)

    def _is_without_text(self, element: etree._Element) -> bool:
        """Tell whether *element* is furniture for sure: an unclosed `<nav>` can hold the whole page."""
        self._looks += 1
        return self._looks < _MAX_LOOKS and next(element.iter(*_TEXT_TAGS), None) is None

    def close_box(self) -> None:
        """Close the innermost box."""
        self._breaks = 0
        if self.parts:
            self._flush()
        box = self._open.pop()[_NUMBER]
        self._ends[box] = len(self.texts)
        self._box_images[box] = self._images - self._box_images[box]


_OPENING: Final[dict[str, Callable[[_Reader, etree._Element], bool] | None]] = {
    **dict.fromkeys(BOX_TAGS, _Reader.open_box),
    **dict.fromkeys(IMAGE_TAGS, _Reader.see_image),
    **dict.fromkeys(["b", "strong"], _Reader.open_strong),
    "a": _Reader.open_link,
    "br": _Reader.open_break,
    **dict.fromkeys(SKIPPED_TAGS),
}
"""What to do where an element opens; nothing for those that are skipped whole."""

_CLOSING: Final[dict[str, Callable[[_Reader], None]]] = {
    **dict.fromkeys(BOX_TAGS, _Reader.close_box),
    **dict.fromkeys(["b", "strong"], _Reader.close_strong),
    "a": _Reader.end_link,
}
