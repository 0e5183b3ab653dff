"""One pass over a page's tree: the text blocks that a reader sees, and the boxes that they stand in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs

from newscrawl.extraction.page.block_rules import (
    ACTIONS,
    CODE,
    CUSTOM_TAGS,
    FURNITURE_NAMES,
    FURNITURE_TAGS,
    MAX_BLOCKS,
    MAX_LOOKS,
    NAMING,
    PHRASES,
    STORY_TAGS,
    TEXT_TAGS,
    WITHIN_TEXT,
    Action,
    is_permalink,
    without_escapes,
)
from newscrawl.extraction.page.hiding import is_unshown
from newscrawl.extraction.page.nodes import TEXT_ID, Element
from newscrawl.extraction.page.tags import ANCESTOR_BITS
from newscrawl.extraction.page.word_classes import name_bits

_TELLING: Final = NAMING | {"aria-hidden"}
_TEXT: Final = ", ".join(TEXT_TAGS)

Attributes = Mapping[str, str | None]


@attrs.frozen
class Boxes:
    """The block-level elements of a page in document order, parents first: one sequence an attribute."""

    elements: Sequence[Element]
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
    """Whether it or a box around it is hidden, from all readers or by its own word (`aria-hidden`)."""
    unshown: Sequence[bool]
    """Whether it or a box around it is shown to nobody."""
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


def read_blocks(root: Element) -> Blocks:
    """Return the text blocks in *root*, the page's `<html>`, with their boxes.

    Left out: `<head>`, scripts, styles, the values of forms, and, outside of the text, menus, page footers
    and the like.
    """
    reader = _Reader()
    reader.open_root(root, "html", root.attributes)
    for element in root.iter():
        _read(element, reader)
    return reader.finish()


def read_part(element: Element) -> Blocks:
    """Return the text blocks in *element* as if it stood in the text, so that nothing in it is passed over."""
    reader = _Reader()
    reader.open_root(element, "main", {})
    _read(element, reader)
    return reader.finish()


def _read(element: Element, reader: "_Reader") -> None:
    """Walk through *element* and all below it."""
    opening, closing, inline = _OPENING.get, _CLOSING.get, _Reader.open_inline
    opening_custom, closing_custom = _Reader.open_custom, _Reader.close_custom
    add, texts = reader.add, reader.texts
    around: list[tuple[Element, Callable[[_Reader], None]]] = []
    node: Element | None = element
    while node is not None and len(texts) < MAX_BLOCKS:
        tag, inner = node.tag_id, None
        if tag == TEXT_ID:
            add(node.text_content or "")
        else:
            opened = opening(tag, inline) if tag < CUSTOM_TAGS else opening_custom
            if opened is not None:
                if not opened(reader, node):
                    inner = node.first_child
                close = closing(tag, _Reader.close_inline) if tag < CUSTOM_TAGS else closing_custom
                if inner is not None:
                    around.append((node, close))
                else:
                    close(reader)
        while inner is None and around:
            inner = node.next
            if inner is None:
                node, close = around.pop()
                close(reader)
        node = inner


_Row = tuple[Element, str, int, int, int, int, int, int, bool, bool, int, int]
"""What is known of a box where it opens, in the order of `Boxes`, and its number."""

_NUMBER: Final = -1


class _Reader:
    """Gathers text into blocks while the walk opens and closes elements."""

    def __init__(self) -> None:
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
        self._mixed: dict[int, bool] = {}
        self._custom: list[bool] = []

    def open_root(self, element: Element, tag: str, attributes: Attributes) -> None:
        """Open the outermost box, which stands in no other and is its own parent."""
        self._add_box(element, tag, attributes, (element, "", 0, -1, 0, 0, 0, 0, False, False, 0, 0))

    def open_inline(self, element: Element) -> bool:
        """Note an inline element's class words. As all openers, return whether to skip what is in it."""
        attributes = element.attributes
        return bool(attributes) and self._note(element, attributes)

    def _note(self, element: Element, attributes: Attributes) -> bool:
        names = attributes.get("class")
        if names:
            self._names |= name_bits(names)
        return is_unshown(attributes) and self._is_without_text(element)

    def open_custom(self, element: Element) -> bool:
        """Open an element that the page made up: a box, unless it stands within a sentence."""
        boxed = not self._within_sentence(element)
        self._custom.append(boxed)
        return self.open_box(element) if boxed else self.open_inline(element)

    def close_custom(self) -> None:
        if self._custom.pop():
            self.close_box()

    def _within_sentence(self, element: Element) -> bool:
        """Tell whether *element* stands in a box of running words, or beside words that are in no element."""
        parent = element.parent
        if parent is None or self._open[-1][0].mem_id != parent.mem_id or parent.tag in PHRASES:
            return True
        if parent.mem_id not in self._mixed:
            self._mixed[parent.mem_id] = any(
                one.tag_id == TEXT_ID and not (one.text_content or "").isspace()
                for one in parent.iter(include_text=True)
            )
        return self._mixed[parent.mem_id]

    def open_dialog(self, element: Element) -> bool:
        """Open a box; one that is closed shows nothing."""
        self.open_box(element)
        return "open" not in element.attributes

    def close_inline(self) -> None:
        """Nothing ends where an inline element does."""

    def open_strong(self, element: Element) -> bool:
        self._bold += 1
        return self.open_inline(element)

    def close_strong(self) -> None:
        self._bold -= 1

    def open_link(self, element: Element) -> bool:
        self.end_link()
        attributes = element.attributes
        self._href = attributes.get("href")  # without it, an element is a place to link to, and no link
        self._href_from = len(self.parts)
        return self._note(element, attributes)

    def end_link(self) -> None:
        start = self._href_from
        if self._href is not None and len(self.parts) > start and not is_permalink(self._href, self.parts[start:]):
            self._anchors.append((start, len(self.parts), self._href))
        self._href = None

    def see_image(self, element: Element) -> bool:
        self._images += 1
        return False

    def see_media(self, element: Element) -> bool:
        self._images += 1
        return self._is_without_text(element, STORY_TAGS)

    def open_break(self, element: Element) -> bool:
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
        """Add *text* to the block under way."""
        if not text.isspace():
            self._breaks = 0
            self.parts.append(text)
            if self._bold > 0:
                self._strong += len(text)
        elif self.parts:
            self.parts.append(" ")

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
        if any("&" in part for part in parts) and self._open[-1][1] not in CODE:
            parts[:] = map(without_escapes, parts)
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

    def open_box(self, element: Element) -> bool:
        """Open a box; return whether to skip what is in it, as it is none of the text's."""
        self._breaks = 0
        if self.parts:
            self._flush()
        tag = element.tag or ""
        above, names = self._add_box(element, tag, element.attributes, self._open[-1])
        if above & WITHIN_TEXT or not (names & FURNITURE_NAMES or tag in FURNITURE_TAGS):
            return False
        return self._is_without_text(element)

    def _add_box(self, element: Element, tag: str, attributes: Attributes, parent: _Row) -> tuple[int, int]:
        """Add a box in *parent* and return what it stands in and the families of its names."""
        _, _, _, depth, _, inherited, above, signature, hidden, unshown, _, place = parent
        classes = attributes.get("class") or ""
        names = name_bits(classes) if classes else 0
        for attribute in _TELLING & attributes.keys():
            value = attributes[attribute] or ""
            if attribute == "aria-hidden":
                hidden = hidden or value == "true"
            else:
                names |= name_bits(value)
        unshown = unshown or (bool(attributes) and is_unshown(attributes))
        hidden = hidden or unshown
        number = len(self._ends)
        signature = self._signatures.setdefault((signature, tag, classes), number)
        inherited |= names
        ancestors = above | ANCESTOR_BITS.get(tag, 0)
        start = len(self.texts)
        row = (
            element, tag, place, depth + 1, names, inherited, ancestors, signature, hidden, unshown, start, number
        )  # fmt: skip
        self._rows.append(row)
        self._open.append(row)
        self._ends.append(start)
        self._box_images.append(self._images)
        return above, names

    def _is_without_text(self, element: Element, tags: str = _TEXT) -> bool:
        """Tell whether *element* holds no text for sure: an unclosed `<nav>` can hold the whole page."""
        self._looks += 1
        return self._looks < MAX_LOOKS and element.css_first(tags) is None

    def close_box(self) -> None:
        """Close the innermost box."""
        self._breaks = 0
        if self.parts:
            self._flush()
        box = self._open.pop()[_NUMBER]
        self._ends[box] = len(self.texts)
        self._box_images[box] = self._images - self._box_images[box]


_OPENERS: Final[Mapping[Action, Callable[[_Reader, Element], bool] | None]] = {
    Action.BOX: _Reader.open_box,
    Action.IMAGE: _Reader.see_image,
    Action.MEDIA: _Reader.see_media,
    Action.DIALOG: _Reader.open_dialog,
    Action.STRONG: _Reader.open_strong,
    Action.LINK: _Reader.open_link,
    Action.BREAK: _Reader.open_break,
    Action.SKIP: None,
}
_CLOSERS: Final[Mapping[Action, Callable[[_Reader], None]]] = {
    Action.BOX: _Reader.close_box,
    Action.DIALOG: _Reader.close_box,
    Action.STRONG: _Reader.close_strong,
    Action.LINK: _Reader.end_link,
}

_OPENING: Final = {tag: _OPENERS[action] for tag, action in ACTIONS.items()}
"""What to do where an element opens; nothing for those that are skipped whole."""

_CLOSING: Final = {tag: _CLOSERS[action] for tag, action in ACTIONS.items() if action in _CLOSERS}
