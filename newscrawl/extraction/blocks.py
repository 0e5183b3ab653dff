"""One pass over a page's tree: the text blocks that a reader sees, and the boxes that they stand in."""

from typing import Final

import attrs
from lxml import etree

from newscrawl.extraction.families import name_bits

MAX_BLOCKS: Final = 20_000
"""Pages with more blocks are read up to here: time and memory stay bounded."""

INLINE, BLOCK, ANCHOR, BREAK, STRONG, IMAGE, SKIPPED = range(7)

_BLOCK_TAGS = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol optgroup option p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
KINDS: Final[dict[object, int]] = {
    **dict.fromkeys(_BLOCK_TAGS.split(), BLOCK),
    **dict.fromkeys(["b", "strong"], STRONG),
    **dict.fromkeys(["img", "picture", "video", "iframe"], IMAGE),
    **dict.fromkeys(["head", "script", "style", "template", "noscript", "svg", "math", "canvas"], SKIPPED),
    **dict.fromkeys(["object", "select", "textarea", "audio", "datalist"], SKIPPED),
    "a": ANCHOR,
    "br": BREAK,
}

HIDING_STYLES: Final = ("display:none", "display: none", "visibility:hidden")


@attrs.define(slots=True)
class Box:
    """A block-level element: its place in the tree and the range of blocks that it holds."""

    element: etree._Element
    tag: str
    parent: int
    depth: int
    names: int
    """Families of its own class, id, role and itemprop words."""
    inherited: int
    """The same of all its ancestors and itself."""
    signature: int
    """Equal for boxes with the same path of tags and classes, as a template makes them."""
    hidden: bool
    start: int
    end: int = 0
    images: int = 0


@attrs.define(slots=True)
class Block:
    """A run of text between two block-level boundaries."""

    text: str
    """White space folded to single blanks."""
    box: int
    """Index of the innermost box."""
    parts: list[str]
    """The text as found, in pieces."""
    anchors: list[tuple[int, int, str]]
    """Links: range in `parts` and `href`."""
    strong: int
    """Characters in bold type."""
    names: int
    """Families of the class words of the inline elements in it."""
    images: int
    """Pictures that come before it on the page."""


@attrs.define
class Blocks:
    """What one pass found: blocks in document order and boxes in document order (parents first)."""

    blocks: list[Block]
    boxes: list[Box]


def read_blocks(root: etree._Element) -> Blocks:
    """Return the text blocks below *root* with their boxes. Scripts, styles, forms' values and `<head>` are left out."""
    reader = _Reader(root)
    walker = etree.iterwalk(root, events=("start", "end"))
    kind_of = KINDS.get
    for event, element in walker:
        kind = kind_of(element.tag, INLINE)
        if event == "start":
            if kind == SKIPPED:
                walker.skip_subtree()
                continue
            reader.start(element, kind)
            text = element.text
        else:
            reader.end(kind)
            text = element.tail
        if text:
            reader.add(text)
        if len(reader.blocks) >= MAX_BLOCKS:
            break
    reader.finish()
    return Blocks(reader.blocks, reader.boxes)


class _Reader:
    """Gathers text into blocks while the walk opens and closes elements."""

    def __init__(self, root: etree._Element) -> None:
        self.blocks: list[Block] = []
        self.boxes: list[Box] = [Box(root, "html", 0, 0, 0, 0, 0, False, 0)]
        self._open: list[int] = [0]
        self._signatures: dict[tuple[int, object, str | None], int] = {}
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

    def start(self, element: etree._Element, kind: int) -> None:
        if kind == BLOCK:
            self._flush()
            self._open_box(element)
        elif kind == INLINE or kind == STRONG:
            names = element.get("class")
            if names:
                self._names |= name_bits(names)
            if kind == STRONG:
                self._bold += 1
        elif kind == ANCHOR:
            self._end_link()
            self._href = element.get("href") or ""
            self._href_from = len(self._parts)
            names = element.get("class")
            if names:
                self._names |= name_bits(names)
        elif kind == BREAK:
            self._break()
        else:
            self._images += 1

    def end(self, kind: int) -> None:
        if kind == BLOCK:
            self._flush()
            self._close_box()
        elif kind == ANCHOR:
            self._end_link()
        elif kind == STRONG:
            self._bold -= 1

    def add(self, text: str) -> None:
        if text.isspace():
            if self._parts:
                self._parts.append(" ")
            return
        self._breaks = 0
        self._parts.append(text)
        if self._bold > 0:
            self._strong += len(text)

    def finish(self) -> None:
        self._flush()
        while self._open:
            self._close_box()

    def _break(self) -> None:
        """One `<br>` is a blank, two in a row part paragraphs."""
        self._breaks += 1
        if self._breaks >= 2:
            self._flush()
        elif self._parts:
            self._parts.append(" ")

    def _end_link(self) -> None:
        if self._href is not None and len(self._parts) > self._href_from:
            self._anchors.append((self._href_from, len(self._parts), self._href))
        self._href = None

    def _flush(self) -> None:
        """Close the block under way; a link that goes on is taken up again in the next one."""
        self._breaks = 0
        if not self._parts:
            self._href_from = 0
            return
        href = self._href
        self._end_link()
        text = " ".join("".join(self._parts).split())
        if text:
            block = Block(
                text, self._open[-1], self._parts, self._anchors, self._strong, self._names, self._seen_images
            )
            self.blocks.append(block)
        self._renew()
        self._href, self._href_from = href, 0

    def _open_box(self, element: etree._Element) -> None:
        parent = self._open[-1]
        above = self.boxes[parent]
        tag = str(element.tag)
        get = element.get
        classes = get("class")
        names = name_bits(classes) if classes else 0
        for attribute in ("id", "role", "itemprop", "data-testid", "data-component"):
            value = get(attribute)
            if value:
                names |= name_bits(value)
        key = (above.signature, tag, classes)
        signature = self._signatures.setdefault(key, len(self._signatures) + 1)
        hidden = above.hidden or _hidden(element)
        box = Box(
            element,
            tag,
            parent,
            above.depth + 1,
            names,
            above.inherited | names,
            signature,
            hidden,
            len(self.blocks),
            images=self._images,
        )
        self._open.append(len(self.boxes))
        self.boxes.append(box)

    def _close_box(self) -> None:
        box = self.boxes[self._open.pop()]
        box.end = len(self.blocks)
        box.images = self._images - box.images


def _hidden(element: etree._Element) -> bool:
    """Tell whether the page's own markup hides *element*; style sheets are not read."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style) and any(hiding in style for hiding in HIDING_STYLES)
