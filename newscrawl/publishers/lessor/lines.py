"""A page as the lines of text that a reader sees, top to bottom, with what is known of each line's place.

Layouts differ in elements and classes; what the eye gets is a sequence of lines and pictures. Readers that
go by visible labels work on this sequence.
"""

import re
from collections.abc import Callable, Iterator

import attrs
from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.web.text import fold

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture q s "
    "samp small source span strike strong sub sup time tt u var wbr".split()
)
UNSEEN = frozenset(
    "button datalist head iframe noscript object option script select style svg template textarea title".split()
)
WORD_CHARACTER = re.compile(r"\w|-\.")  # or the site's empty excerpt
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@attrs.frozen(eq=False)
class Segment:
    """A run of text inside one element."""

    raw: str
    holder: Element
    """The element that directly holds the text."""

    anchor: Element | None
    """The link around it."""

    after_break: bool
    """Whether a single `<br>` parts it from what comes before on its line."""


@attrs.frozen(eq=False)
class Line:
    """What stands between two block boundaries, or between two `<br>` in a row."""

    segments: tuple[Segment, ...]
    block: Element
    """The nearest block element around the line."""

    text: str
    """All of it, folded; a single `<br>` is a blank."""

    order: int
    """Place among the page's lines, from 0."""

    @property
    def anchors(self) -> list[Element]:
        """The links on the line, in order, each once."""
        return list({s.anchor: None for s in self.segments if s.anchor is not None})

    @property
    def linked_share(self) -> float:
        """Share of the line's text that is link text, 0 to 1."""
        total = sum(len(s.raw) for s in self.segments)
        return sum(len(s.raw) for s in self.segments if s.anchor is not None) / total

    @property
    def heading(self) -> str | None:
        """`h1` to `h6` where the line stands in a heading."""
        return next((tag for tag in HEADINGS if self.is_in(tag)), None)

    def is_in(self, tag: str) -> bool:
        """Tell whether the line stands in an element of this tag."""
        return self.block.tag == tag or next(self.block.iterancestors(tag), None) is not None

    @property
    def wrappers(self) -> list[Element]:
        """The inline elements inside the block that hold the whole line, outermost first."""
        chains = [_chain(segment.holder, self.block) for segment in self.segments]
        return [es[0] for es in zip(*chains, strict=False) if all(e is es[0] for e in es)]

    def within(self, element: Element) -> bool:
        """Tell whether the line stands inside *element*."""
        return self.block is element or any(a is element for a in self.block.iterancestors())


@attrs.frozen(eq=False)
class Picture:
    """An image on the page."""

    element: Element
    anchor: Element | None
    order: int
    """The number of lines above it."""


def _chain(holder: Element, block: Element) -> list[Element]:
    """Return the elements from just below *block* down to *holder*."""
    chain: list[Element] = []
    element: Element | None = holder
    while element is not None and element is not block:
        chain.append(element)
        element = element.getparent()
    return chain[::-1]


def is_hidden(element: Element) -> bool:
    """Tell whether markup itself (not a style sheet) hides the element from readers."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


class _Scanner:
    """Collects lines and pictures on one walk over the tree."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.pictures: list[Picture] = []
        self._segments: list[Segment] = []
        self._breaks = 0

    def add_text(self, text: str | None, holder: Element, anchor: Element | None) -> None:
        if not text:
            return
        if text.isspace():
            if self._segments and not self._breaks:
                last = self._segments[-1]
                self._segments[-1] = attrs.evolve(last, raw=last.raw + " ")
            return
        if self._breaks > 1:
            self.flush()
        self._segments.append(Segment(text, holder, anchor, self._breaks == 1 and bool(self._segments)))
        self._breaks = 0

    def add_break(self) -> None:
        self._breaks += 1

    def add_picture(self, element: Element, anchor: Element | None) -> None:
        if self._segments and self._breaks:
            self.flush()
        self.pictures.append(Picture(element, anchor, len(self.lines) + bool(self._segments)))

    def flush(self) -> None:
        segments, self._segments, self._breaks = self._segments, [], 0
        if segments:
            line = make_line(segments, len(self.lines))
            if WORD_CHARACTER.search(line.text):
                self.lines.append(line)


def make_line(segments: list[Segment], order: int) -> Line:
    """Return the line that *segments* (at least one) make up."""
    text = fold("".join((" " if s.after_break else "") + s.raw for s in segments))
    return Line(tuple(segments), _block(segments[0].holder), text, order)


def _block(element: Element) -> Element:
    for candidate in (element, *element.iterancestors()):
        if candidate.tag not in INLINE:
            return candidate
    return element


def scan(root: Element) -> tuple[list[Line], list[Picture]]:
    """Return the lines and pictures of the page under *root*, in document order.

    Text that readers do not see (scripts, hidden elements, buttons, form choices) is left out.
    """
    scanner = _Scanner()
    anchors: list[Element] = []
    for event, element in _walk(root):
        inline = element.tag in INLINE
        if event == "start":
            if not inline and element.tag != "br":
                scanner.flush()
            if element.tag == "a":
                anchors.append(element)
            elif element.tag == "br":
                scanner.add_break()
            elif is_picture(element):
                scanner.add_picture(element, anchors[-1] if anchors else None)
            scanner.add_text(element.text, _text_holder(element), anchors[-1] if anchors else None)
        else:
            if not inline and element.tag != "br":
                scanner.flush()
            if element.tag == "a" and anchors and anchors[-1] is element:
                anchors.pop()
            parent = element.getparent()
            if parent is not None and element is not root:
                scanner.add_text(element.tail, _text_holder(parent), anchors[-1] if anchors else None)
    scanner.flush()
    return scanner.lines, scanner.pictures


def _text_holder(element: Element) -> Element:
    """Return the element whose text this is to the eye: `<wbr>` holds none, but parsers put text into it."""
    parent = element.getparent()
    return parent if element.tag == "wbr" and parent is not None else element


def is_picture(element: Element) -> bool:
    """Tell whether the element shows an image: `<img>`, `<amp-img>`, or a background image in its style."""
    tag = str(element.tag)
    return tag == "img" or tag.endswith("-img") or "background-image" in (element.get("style") or "")


def _walk(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield `start` and `end` of each visible element; of an unseen one only `end`, for its tail."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if not isinstance(element.tag, str):
            continue
        if event == "start" and (element.tag in UNSEEN or is_hidden(element)):
            walker.skip_subtree()
        else:
            yield event, element


def split_before(line: Line, starts: Callable[[str], bool]) -> list[Line]:
    """Return *line* cut before each element or `<br>` whose following text, folded, satisfies *starts*.

    The parts keep the line's order.
    """
    parts: list[list[Segment]] = []
    for place, segment in enumerate(line.segments):
        apart = segment.after_break or (place and segment.holder is not line.segments[place - 1].holder)
        rest = fold("".join(s.raw for s in line.segments[place:])) if apart else ""
        if not parts or (apart and starts(rest)):
            parts.append([segment])
        else:
            parts[-1].append(segment)
    return [line] if len(parts) == 1 else [make_line(part, line.order) for part in parts]


def text_of(element: Element) -> str:
    """Return all text inside *element*, folded."""
    return fold("".join(str(part) for part in element.itertext()))
