"""One pass over a page's tree: the text blocks that a reader sees, and the boxes that they stand in."""

from typing import Final

import attrs
from lxml import etree

from newscrawl.extraction.families import name_bits

MAX_BLOCKS: Final = 20_000
"""Pages with more blocks are read up to here: time and memory stay bounded."""

BOX_TAGS: Final = frozenset(
    "address article aside blockquote body button caption center dd details dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
SKIPPED_TAGS: Final = frozenset(
    "head script style template noscript svg math canvas object select textarea audio datalist dialog label".split()
)
IMAGE_TAGS: Final = ("img", "picture", "video", "iframe")

ANCESTORS: Final = (
    "nav header aside article main figure form table ul ol dl blockquote section button details p figcaption".split()
)
"""Tags whose boxes are remembered for all that stands in them, as bits in this order."""

ANCESTOR_BITS: Final = {tag: 1 << index for index, tag in enumerate(ANCESTORS)}
_WITHIN_TEXT: Final = ANCESTOR_BITS["article"] | ANCESTOR_BITS["main"]

# What a menu or page footer never holds; one that was left unclosed can hold the whole page.
_TEXT_TAGS: Final = {"nav": ("p", "h1", "article", "main"), "footer": ("h1", "article", "main")}
_NAMING: Final = frozenset(["class", "id", "role", "itemprop", "data-testid", "data-component"])
_HIDING_STYLES: Final = ("display:none", "display: none", "visibility:hidden")


@attrs.define
class Boxes:
    """The block-level elements of a page in document order, parents first: one list an attribute."""

    elements: list[etree._Element] = attrs.Factory(list)
    tags: list[str] = attrs.Factory(list)
    parents: list[int] = attrs.Factory(list)
    depths: list[int] = attrs.Factory(list)
    names: list[int] = attrs.Factory(list)
    """Families of the words in its class, id, role and itemprop."""
    inherited: list[int] = attrs.Factory(list)
    """The same of all its ancestors and itself."""
    ancestors: list[int] = attrs.Factory(list)
    """Which of `ANCESTORS` it is or stands in."""
    signatures: list[int] = attrs.Factory(list)
    """Equal for boxes with the same path of tags and classes, as a template makes them."""
    hidden: list[bool] = attrs.Factory(list)
    starts: list[int] = attrs.Factory(list)
    """Index of the first block in it."""
    ends: list[int] = attrs.Factory(list)
    """Index after the last block in it."""
    images: list[int] = attrs.Factory(list)
    """Number of pictures in it."""


@attrs.define
class Blocks:
    """The runs of text between block-level boundaries, in document order: one list an attribute."""

    boxes: Boxes = attrs.Factory(Boxes)
    texts: list[str] = attrs.Factory(list)
    """White space folded to single blanks; never empty."""
    box: list[int] = attrs.Factory(list)
    """Index of the innermost box."""
    parts: list[list[str]] = attrs.Factory(list)
    """The text as found, in pieces."""
    anchors: list[list[tuple[int, int, str]]] = attrs.Factory(list)
    """Links: range in the block's parts, and `href`."""
    strong: list[int] = attrs.Factory(list)
    """Characters in bold type."""
    names: list[int] = attrs.Factory(list)
    """Families of the class words of the inline elements in it."""
    images: list[int] = attrs.Factory(list)
    """Pictures that come before it on the page."""

    def __len__(self) -> int:
        """Return the number of blocks."""
        return len(self.texts)


def read_blocks(root: etree._Element) -> Blocks:
    """Return the text blocks below *root* with their boxes.

    Left out: `<head>`, scripts, styles, the values of forms, page footers, and navigation outside of the text.
    """
    reader = _Reader()
    reader.open_box(root)
    opening, closing, inline, add = reader.opening, reader.closing, reader.open_inline, reader.add
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
        if len(reader.blocks.texts) >= MAX_BLOCKS:
            break
    reader.finish()
    return reader.blocks


class _Reader:
    """Gathers text into blocks while the walk opens and closes elements."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.opening = {
            **dict.fromkeys(BOX_TAGS, self.open_box),
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
        self._signatures: dict[tuple[int, str, str | None], int] = {}
        self._images = 0
        self._breaks = 0
        self._bold = 0
        self._href: str | None = None
        self._href_from = 0
        self._renew()

    def _renew(self) -> None:
        self._parts: list[str] = []
        self._anchors: list[tuple[int, int, str]] = []
        self._strong = 0
        self._names = 0
        self._seen_images = self._images

    def open_inline(self, element: etree._Element) -> bool:
        """Note the class words of an inline element. As all openers, return whether to skip what is in it."""
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

    def finish(self) -> None:
        """Close all that is open."""
        while self._open:
            self._close_box()

    def _flush(self) -> None:
        """Close the block under way; a link that goes on is taken up again in the next one."""
        self._breaks = 0
        if not self._parts:
            return
        href = self._href
        self._end_link()
        text = " ".join("".join(self._parts).split())
        if text:
            blocks = self.blocks
            blocks.texts.append(text)
            blocks.box.append(self._open[-1])
            blocks.parts.append(self._parts)
            blocks.anchors.append(self._anchors)
            blocks.strong.append(self._strong)
            blocks.names.append(self._names)
            blocks.images.append(self._seen_images)
        self._renew()
        self._href, self._href_from = href, 0

    def open_box(self, element: etree._Element) -> bool:
        """Open a box; skip what is in it if it is navigation outside of the text."""
        boxes = self.blocks.boxes
        tag = str(element.tag)
        parent = self._open[-1] if self._open else 0
        above = boxes.ancestors[parent] if self._open else 0
        self._flush()
        names, classes, hidden = 0, None, False
        for attribute, value in element.items():
            if attribute in _NAMING:
                names |= name_bits(value)
                if attribute == "class":
                    classes = value
            elif attribute in _HIDING:
                hidden = hidden or _HIDING[attribute](value)
        number = len(boxes.tags)
        signature = (boxes.signatures[parent] if self._open else 0, tag, classes)
        boxes.elements.append(element)
        boxes.tags.append(tag)
        boxes.parents.append(parent)
        boxes.depths.append(len(self._open))
        boxes.names.append(names)
        boxes.inherited.append(names | boxes.inherited[parent] if self._open else names)
        boxes.ancestors.append(above | ANCESTOR_BITS.get(tag, 0))
        boxes.signatures.append(self._signatures.setdefault(signature, number))
        boxes.hidden.append(hidden or (bool(self._open) and boxes.hidden[parent]))
        boxes.starts.append(len(self.blocks.texts))
        boxes.ends.append(0)
        boxes.images.append(self._images)
        self._open.append(number)
        return tag in _TEXT_TAGS and not above & _WITHIN_TEXT and not _holds(element, _TEXT_TAGS[tag])

    def _close_box(self) -> None:
        self._flush()
        boxes = self.blocks.boxes
        box = self._open.pop()
        boxes.ends[box] = len(self.blocks.texts)
        boxes.images[box] = self._images - boxes.images[box]


def _holds(element: etree._Element, tags: tuple[str, ...]) -> bool:
    return next(element.iter(*tags), None) is not None


_HIDING: Final = {
    "hidden": lambda value: True,
    "aria-hidden": lambda value: value == "true",
    "style": lambda value: any(style in value for style in _HIDING_STYLES),
}
