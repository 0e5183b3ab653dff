"""The body of an article of L'Essor, and the picture and caption above it."""

from functools import cached_property

from lxml.etree import _Element as Element

from newscrawl.publishers.lessor.byline import is_byline
from newscrawl.publishers.lessor.form import LISTS_AND_QUOTES, Look, branch_of, is_box
from newscrawl.publishers.lessor.labels import BOX, CHROME_LONGEST, CHROME_WORDS, is_title
from newscrawl.publishers.lessor.lines import Line, Picture, split_before
from newscrawl.publishers.lessor.outline import Outline
from newscrawl.publishers.lessor.picture import find_caption, is_titled, source_of


class Body:
    """What stands between the date and the byline of a page with this *outline*."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline

    @cached_property
    def paragraphs(self) -> list[str]:
        """Paragraphs, sub-headings and entries of lists, folded, without the byline."""
        texts = [line.text for line in self.lines if line is not self.caption]
        if self._outline.byline_at is None and self.trailing_byline:
            texts[-1] = texts[-1].removesuffix(self.trailing_byline).rstrip()
        return [text for text in texts if text]

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the body, among them a caption that looks like a paragraph."""
        if self.first_paragraph is None:
            return []
        return [line for line in self._text_from(self._first_above) if self._is_part(line)]

    @cached_property
    def trailing_byline(self) -> str | None:
        """A byline parted from the last paragraph by no more than a line break."""
        last = split_before(self.lines[-1], is_byline) if self.lines else []
        return last[-1].text if len(last) > 1 else None

    @cached_property
    def first_paragraph(self) -> int | None:
        """The first line below headline and date that looks like a paragraph of the body.

        Right under the headline, with no date or picture between, a line set apart from all others is not:
        it is the standfirst.
        """
        outline = self._outline
        above = max(outline.top, outline.date_at or 0, outline.title_line.order if outline.title_line else 0)
        paragraphs = [line for line in self._text_from(above + 1) if outline.form.is_paragraph(line)]
        if above == outline.top and len(paragraphs) > 1 and self._is_set_apart(paragraphs[0], paragraphs[1:]):
            paragraphs = paragraphs[1:]
        return paragraphs[0].order if paragraphs else None

    @property
    def picture_at(self) -> int | None:
        """The place of the picture, or of its title where no picture is found."""
        if self.picture is not None:
            return self.picture.order
        return self._outline.title_line.order if self._outline.title_line else None

    @cached_property
    def picture(self) -> Picture | None:
        """The picture between headline and body: the one titled with the headline, else the first."""
        outline, title = self._outline, self._outline.title_line
        until = outline.end if self.first_paragraph is None else self.first_paragraph
        between = (picture for picture in outline.pictures if outline.top < picture.order <= until)
        shown = [picture for picture in between if source_of(picture, outline.addresses)]
        if title is not None:
            shown.sort(key=lambda picture: (not is_titled(picture, title.text), abs(picture.order - title.order)))
        return next(iter(shown), None)

    @cached_property
    def caption(self) -> Line | None:
        """The line under the picture, or under its title where no picture is found."""
        if self.picture_at is None or self.first_paragraph is None:
            return None
        lines = (line for line in self._outline.lines[self.picture_at : self._outline.end] if line.heading is None)
        under = [line for line in lines if self._outline.could_be_body(line) or self._is_on_picture(line)]
        return find_caption(self.picture, under, self._outline.form)

    @property
    def _first_above(self) -> int:
        """The first line that could be the body's: a sub-heading may come before its first paragraph."""
        bounds = [self._outline.top, self._outline.date_at, self.caption.order if self.caption else None]
        start = max(bound for bound in bounds if bound is not None) + 1
        return max(start, self.picture_at or 0)

    def _text_from(self, start: int) -> list[Line]:
        """Return the lines from *start* to the byline that could be the body's."""
        lines = self._outline.lines[start : self._outline.end]
        return [line for line in lines if self._outline.could_be_body(line)]

    def _is_set_apart(self, line: Line, others: list[Line]) -> bool:
        look = Look.of(line)
        return not self._outline.form.is_typical(line) and all(Look.of(other) != look for other in others)

    def _is_on_picture(self, line: Line) -> bool:
        """Tell whether the line is part of the link that the picture is."""
        linked = self.picture is not None and line.anchors == [self.picture.anchor]
        return linked and line.text != self._outline.headline

    def _is_part(self, line: Line) -> bool:
        """Tell whether the line is a paragraph of the body, or among them a sub-heading, list or quotation."""
        home = self._outline.form.home_of(line)
        leads = line.order < (self.first_paragraph or 0)
        if home is None or (leads and line.heading is None):
            return False
        branch = branch_of(line.block, home)
        return branch is line.block or not self._is_box(branch)

    def _is_box(self, branch: Element) -> bool:
        """Tell whether a part of the body's home is a box: with controls, links to other articles, or its own title."""
        outline = self._outline
        inside = [line for line in outline.lines[outline.top + 1 : outline.end] if line.within(branch)]
        if is_box(branch) or any(outline.leads_away(line) or BOX.match(line.text) for line in inside):
            return True
        title = inside[0].text
        if len(title) <= CHROME_LONGEST and CHROME_WORDS.match(title):
            return True
        alike = any(outline.form.is_paragraph(line) or line.block.tag in LISTS_AND_QUOTES for line in inside)
        return len(inside) > 1 and is_title(title) and not alike
