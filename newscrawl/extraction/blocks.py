"""One pass over a page's tree: the text blocks that a reader sees, and the boxes that they stand in."""

import re
from collections.abc import Sequence
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
    words(
        "head script style template noscript svg math canvas object select textarea audio datalist "
        "dialog label"
    )
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
_FURNITURE_NAMES: Final = family_bits(
    "nav footer form cookie popup side related further share comment newsletter"
)
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
    opening, closing, inline, add = reader.opening, reader.closing, reader.open_inline, reader.add
    texts = reader.texts
    walker = etree.iterwalk(root, events=("start", "end"))
    next(walker)
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in SKIPPED_TAGS or opening.get(tag, inline)(element):
                walker.skip_subtree()
                continue
            text = element.text
        else:
            close = closing.get(tag)
            if close is not None:
                close()
            text = element.tail
        if text:
            add(text)
        if len(texts) >= MAX_BLOCKS:
            break
    return reader.finish()


class _Reader:
    """Gathers text into blocks while the walk opens and closes elements."""

    def __init__(self, root: etree._Element) -> None:
        self.texts: list[str] = []
        self._runs: list[tuple[int, list[str], list[tuple[int, int, str]], int, int, int]] = []
        self._boxes: list[tuple[etree._Element, str, int, int, int, int, int, int, bool, int]] = []
        self._ends: list[int] = []
        self._box_images: list[int] = []
        self.opening = {
            **dict.fromkeys(BOX_TAGS, self._open_box),
            **dict.fromkeys(IMAGE_TAGS, self._see_image),
            **dict.fromkeys(["b", "strong"], self._open_strong),
            "a": self._open_link,
            "br": self._break,
        }
        self.closing = {
            **dict.fromkeys(BOX_TAGS, self._close_box),
            **dict.fromkeys(["b", "strong"], self._close_strong),
            "a": self._end_link,
        }
        self._open: list[int] = []
        self._looks = 0
        self._signatures: dict[tuple[int, str, str], int] = {}
        self._images = 0
        self._breaks = 0
        self._bold = 0
        self._href: str | None = None
        self._href_from = 0
        self._renew()
        self._add_box(root, (root, "", -1, -1, 0, 0, 0, 0, False, 0))

    def _renew(self) -> None:
        self._parts: list[str] = []
        self._anchors: list[tuple[int, int, str]] = []
        self._strong = 0
        self._names = 0
        self._seen_images = self._images

    def open_inline(self, element: etree._Element) -> bool:
        """Note an inline element's class words. As all openers, return whether to skip what is in it."""
        names = element.get("class")
        if names:
            self._names |= name_bits(names)
        return False

    def _open_strong(self, element: etree._Element) -> bool:
        self._bold += 1
        return self.open_inline(element)

    def _close_strong(self) -> None:
        self._bold -= 1

    def _open_link(self, element: etree._Element) -> bool:
        self._end_link()
        self._href = element.get("href") or ""
        self._href_from = len(self._parts)
        return self.open_inline(element)

    def _end_link(self) -> None:
        if self._href is not None and len(self._parts) > self._href_from:
            self._anchors.append((self._href_from, len(self._parts), self._href))
        self._href = None

    def _see_image(self, element: etree._Element) -> bool:
        self._images += 1
        return False

    def _break(self, element: etree._Element) -> bool:
        """One `<br>` is a blank, two in a row part paragraphs."""
        self._breaks += 1
        if self._breaks >= 2:
            self._flush()
        elif self._parts:
            self._parts.append(" ")
        return False

    def add(self, text: str) -> None:
        """Add *text* to the block under way."""
        if text.isspace():
            if self._parts:
                self._parts.append(" ")
            return
        self._breaks = 0
        self._parts.append(text)
        if self._bold > 0:
            self._strong += len(text)

    def finish(self) -> Blocks:
        """Close all that is open and return what was gathered."""
        while self._open:
            self._close_box()
        columns: Any = [*zip(*self._boxes, strict=True), self._ends, self._box_images]
        runs: Any = zip(*self._runs, strict=True) if self._runs else [()] * 6
        return Blocks(Boxes(*columns), self.texts, *runs)

    def _flush(self) -> None:
        """Close the block under way; a link that goes on is taken up again in the next one."""
        self._breaks = 0
        if not self._parts:
            return
        href = self._href
        self._end_link()
        text = " ".join("".join(self._parts).split())
        if text:
            self.texts.append(text)
            self._runs.append(
                (self._open[-1], self._parts, self._anchors, self._strong, self._names, self._seen_images)
            )
        self._renew()
        self._href, self._href_from = href, 0

    def _open_box(self, element: etree._Element) -> bool:
        self._flush()
        return self._add_box(element, self._boxes[self._open[-1]])

    def _add_box(self, element: etree._Element, parent: tuple[Any, ...]) -> bool:
        """Open a box below *parent*; return whether to skip what is in it, as it is none of the text's."""
        _, _, _, depth, _, inherited, above, signature, hidden, _ = parent
        names, classes, tag = 0, "", str(element.tag)
        attributes: Any = element.items()
        for attribute, value in attributes:
            if attribute in _NAMING:
                names |= name_bits(value)
                if attribute == "class":
                    classes = value
            elif attribute in _HIDING and _HIDING[attribute].search(value):
                hidden = True
        number = len(self._boxes)
        signature = self._signatures.setdefault((signature, tag, classes), number)
        ancestors = above | ANCESTOR_BITS.get(tag, 0)
        place = self._open[-1] if self._open else 0
        row = (
            element,
            tag,
            place,
            depth + 1,
            names,
            inherited | names,
            ancestors,
            signature,
            hidden,
            len(self.texts),
        )
        self._boxes.append(row)
        self._ends.append(0)
        self._box_images.append(self._images)
        self._open.append(number)
        if above & _WITHIN_TEXT or not (names & _FURNITURE_NAMES or tag in _FURNITURE_TAGS):
            return False
        return self._is_without_text(element)

    def _is_without_text(self, element: etree._Element) -> bool:
        """Tell whether *element* is furniture for sure: an unclosed `<nav>` can hold the whole page."""
        self._looks += 1
        return self._looks < _MAX_LOOKS and next(element.iter(*_TEXT_TAGS), None) is None

    def _close_box(self) -> None:
        self._flush()
        box = self._open.pop()
        self._ends[box] = len(self.texts)
        self._box_images[box] = self._images - self._box_images[box]
