"""What stands among an article's text and is none of it, each for a reason that has a name."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import attrs

from newscrawl.extraction.page.blocks import Blocks
from newscrawl.publishers.lessor.labels import BOX, CHROME_LONGEST, CHROME_WORDS, is_title
from newscrawl.publishers.lessor.lines import SENTENCE_END, Line
from newscrawl.publishers.lessor.urls import Addresses, article_id

CHROME = frozenset("nav footer aside form dialog button".split())
CONTROLS = "form, input, select, textarea, iframe, button"
ENTRIES = frozenset("li dt dd blockquote".split())
# A box of more lines, or with a longer text, is the article's own.
BOX_LINES, LONG = 8, 150


@attrs.frozen
class Beside:
    """Tells of the *lines* of a *page* with the headline *head* which are no text of the article."""

    page: Blocks
    lines: Sequence[Line]
    addresses: Addresses
    head: Line | None

    def leads_away(self, line: Line) -> bool:
        """Tell whether the line links to another article."""
        urls = filter(None, (self.addresses.article(href) for _, href in line.links))
        return any(article_id(url) != article_id(self.addresses.url) for url in urls)

    def in_chrome(self, line: Line, but: str = "") -> bool:
        """Tell whether the line stands in a menu, footer, form, button or aside that does not hold the headline too.

        *but* is one of these tags that is none.
        """
        around = set(self._around(self.head)) if self.head else set()
        return any(self.page.boxes.tags[box] in CHROME - {but} for box in self._around(line) if box not in around)

    def is_named(self, line: Line) -> bool:
        """Tell whether the line is a link to another article, a control, a label or an advertisement."""
        return self.is_link(line) or self.in_chrome(line) or self.is_label(line) or self._in_box(line)

    def is_link(self, line: Line) -> bool:
        """Tell whether the line is all link, or a row of links: to another article, or a control."""
        return line.linked > 0.5 and (line.linked > 0.9 or len(line.links) > 1 or self.leads_away(line))

    def is_label(self, line: Line) -> bool:
        """Tell whether the line speaks to the reader, not of the article: «Publicité», «Partager», «Les plus lus»."""
        return bool(BOX.match(line.text) or (len(line.text) <= CHROME_LONGEST and CHROME_WORDS.match(line.text)))

    def is_caption(self, line: Line) -> bool:
        """Tell whether the line is the caption of a picture among the text."""
        boxes = self.page.boxes
        figures = [box for box in self._around(line) if boxes.tags[box] in ("figure", "figcaption")]
        if any(boxes.images[box] or boxes.tags[box] == "figcaption" for box in figures):
            return True
        short = len(line.text) <= LONG and not line.text.endswith(SENTENCE_END) and not line.heading
        return short and self.shares_picture_box(line, [other for other in self.lines if other is not line], ())

    def shares_picture_box(self, line: Line, others: Iterable[Line], titles: Iterable[Line]) -> bool:
        """Tell whether a box holds a picture (or one of its *titles*) and *line*, and none of the *others*."""
        blocks, marks = sorted(other.block for other in others), [title.block for title in titles]
        boxes = self.page.boxes
        for box in self._around(line):
            inside = range(boxes.starts[box], boxes.ends[box])
            if any(block in inside for block in blocks if block not in marks):
                return False
            if boxes.images[box] or any(block in inside for block in marks):
                return True
        return False

    def is_entry(self, line: Line) -> bool:
        """Tell whether the line stands in a list or a quotation."""
        return any(self.page.boxes.tags[box] in ENTRIES for box in self._around(line))

    def is_apart(self, line: Line, others: Sequence[Line]) -> bool:
        """Tell whether *line* is set in another way, or another box, than all *others*."""
        boxes, box = self.page.boxes, self.page.box[line.block]
        look = boxes.signatures[box]
        bold = self.page.strong[line.block] > 0.9 * len(line.text)
        return all(
            boxes.signatures[self.page.box[other.block]] != look
            or (bold and self.page.strong[other.block] < 0.9 * len(other.text))
            for other in others
        )

    def _around(self, line: Line) -> Iterable[int]:
        """Yield the boxes around *line*, the innermost first."""
        box = self.page.box[line.block]
        while box > 0:
            yield box
            box = self.page.boxes.parents[box]

    def _in_box(self, line: Line) -> bool:
        return line.block in self._boxed

    @cached_property
    def _boxed(self) -> frozenset[int]:
        """The blocks of boxes that open with a label, or with a title above controls or links to other articles."""
        found: set[int] = set()
        boxes = self.page.boxes
        by_block: dict[int, list[Line]] = {}
        for line in self.lines:
            by_block.setdefault(line.block, []).append(line)
        for line in self.lines:
            if not (self.is_label(line) or is_title(line.text)) or line.block in found:
                continue
            for box in self._around(line):
                if boxes.starts[box] != line.block:
                    break
                inside = range(boxes.starts[box], boxes.ends[box])
                lines = [one for block in inside for one in by_block.get(block, ())]
                if len(lines) < 2:
                    continue
                if len(lines) > BOX_LINES or any(len(one.text) > LONG and one.linked < 0.5 for one in lines):
                    break
                if self.head is not None and self.head.block in inside:
                    break
                controls = boxes.elements[box].css_first(CONTROLS) is not None
                links = sum(map(self.is_link, lines[1:]))
                if self.is_label(line) or controls or 2 * links >= len(lines) - 1:
                    found.update(inside)
        return frozenset(found)
