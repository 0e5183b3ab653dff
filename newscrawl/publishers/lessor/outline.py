"""Where the parts of an article page of L'Essor begin and end: by labels, and by what is no text of the article."""

from functools import cached_property

from newscrawl.extraction.page.document import Document
from newscrawl.publishers.lessor.byline import is_byline, read_byline
from newscrawl.publishers.lessor.form import TELLING_LENGTH, BodyForm, read_form, stands_in_chrome
from newscrawl.publishers.lessor.headline import find_headline
from newscrawl.publishers.lessor.labelled import labelled_lines
from newscrawl.publishers.lessor.labels import (
    AUTHOR_ARTICLES,
    BOX,
    CHROME_LONGEST,
    CHROME_WORDS,
    COMMENT_NOTICE,
    PUBLISHED,
)
from newscrawl.publishers.lessor.lines import Line
from newscrawl.publishers.lessor.picture import source_of
from newscrawl.publishers.lessor.teasers import RelatedReader, begins_block, link_of
from newscrawl.publishers.lessor.urls import Addresses, article_id

# What may stand on the date's line beside the date: a section label, a reading time.
DATE_LINE_REST = 60
# A layout may print the date so many lines above the headline.
LINES_ABOVE_HEADLINE = 3
# A picture so many lines below the headline is the article's, not one of its text.
NEAR = 4
# What stands below the byline holds at most this share of the text that looks like the body's.
BELOW_BYLINE_SHARE = 0.2


class Outline:
    """The lines of one page and the bounds of its parts, as places among `lines`; found lazily."""

    def __init__(self, document: Document) -> None:
        self.url = document.url
        self.addresses = Addresses.of(document.root, document.url)
        self.lines, self.pictures = labelled_lines(document.root, document.url)
        self.head = find_headline(self.lines, document.url)
        self.top = self.head.order if self.head else -1

    @property
    def headline(self) -> str | None:
        """The text of the `<h1>`, folded."""
        return self.head.text if self.head else None

    @cached_property
    def stop(self) -> int:
        """The line at which the article and its «Lire aussi» blocks have surely ended."""
        after = range(self.top + 1, len(self.lines))
        ends = (AUTHOR_ARTICLES, COMMENT_NOTICE)
        return next((i for i in after if any(end.match(self.lines[i].text) for end in ends)), len(self.lines))

    @property
    def end(self) -> int:
        """The line after the body."""
        return self.stop if self.byline_at is None else self.byline_at

    @cached_property
    def date_at(self) -> int | None:
        """The line of the date: no link to another article stands between it and the headline."""
        for at in range(self.top + 1, self.stop):
            if self.leads_away(self.lines[at]):
                break
            if self._is_date(self.lines[at]):
                return at
        return self._date_above()

    def _date_above(self) -> int | None:
        """A date above the headline that is not the last line of a card."""
        for at in range(self.top - 1, max(0, self.top - 1 - LINES_ABOVE_HEADLINE), -1):
            if self.leads_away(self.lines[at]) or self.leads_away(self.lines[at - 1]):
                return None
            if self._is_date(self.lines[at]):
                return at
        return None

    @cached_property
    def title_line(self) -> Line | None:
        """The headline as the picture's title."""
        repeated = (line for line in self.lines[self.top + 1 : self.stop] if line.text == self.headline)
        return next((line for line in repeated if self.head and line.block is not self.head.block), None)

    @cached_property
    def byline_at(self) -> int | None:
        """The line of the byline: followed by «Lire aussi» or the end, or else with nearly all paragraphs above it.

        What repeats it further down is a box on the author.
        """
        last = self._closing_byline
        if last is None:
            last = next((at for at in self._bylines if self._has_text_above(at)), None)
        return None if last is None else next(at for at in self._bylines if self._says_the_same(at, last))

    @cached_property
    def _bylines(self) -> list[int]:
        """The lines that have the form of a byline."""
        lines = self.lines[self.top + 1 : self.stop]
        return [i.order for i in lines if is_byline(i.text) and not self.leads_away(i) and not self._in_chrome(i)]

    @cached_property
    def _closing_byline(self) -> int | None:
        return next((at for at in self._bylines if self._closes(at)), None)

    def _closes(self, at: int) -> bool:
        """Tell whether line *at* is the last text before «Lire aussi» or the end."""
        for line in self.lines[at + 1 : self.stop]:
            if begins_block(line, self.addresses):
                return True
            if line.linked_share < 0.5 and len(line.text) >= TELLING_LENGTH:
                return False
        return True

    def _has_text_above(self, at: int) -> bool:
        """Tell whether nearly all that looks like the body stands above line *at*."""
        paragraphs = [line for line in self._candidates if self.form.is_paragraph(line) and not is_byline(line.text)]
        below = sum(len(line.text) for line in paragraphs if line.order > at)
        return below <= BELOW_BYLINE_SHARE * sum(len(line.text) for line in paragraphs)

    def _says_the_same(self, at: int, last: int) -> bool:
        one, other = read_byline(self.lines[at].text), read_byline(self.lines[last].text)
        return at == last or (bool(other.names) and one.names == other.names)

    @cached_property
    def form(self) -> BodyForm:
        """The look of the body."""
        if self.head is None:
            return BodyForm(None, ())
        lines = [line for line in self._candidates if not is_byline(line.text)]
        end = self.stop if self._closing_byline is None else self._closing_byline
        return read_form([line for line in lines if line.order < end] or lines, self.head.block)

    @cached_property
    def _candidates(self) -> list[Line]:
        """The lines that could be paragraphs, as far as can be told before the body's look is known."""
        title = self.title_line
        above = max(self.top, self.date_at or 0, title.order if title else 0)
        if above == self.top:  # then a picture is the first thing that parts standfirst and body
            near = (p for p in self.pictures if above < p.order <= above + NEAR)
            shown = (p.order - 1 for p in near if source_of(p, self.addresses))
            above = min(next(shown, above), self.stop - 1)
        candidates = []
        for line in self.lines[above + 1 : self.stop]:
            before = self.lines[line.order - 1]
            teaser = self._heads_teaser(before) or self._heads_teaser(line)
            if not (teaser or self.leads_away(line) or self._in_chrome(line) or line.is_in("figcaption")):
                candidates.append(line)
        return candidates

    def _heads_teaser(self, line: Line) -> bool:
        """Tell whether the line is the label or the linked headline of a teaser, so that an excerpt may follow."""
        return begins_block(line, self.addresses) or (line.linked_share > 0.5 and self.leads_away(line))

    @cached_property
    def teasers(self) -> RelatedReader:
        """The «Lire aussi» blocks, read, and the lines that they take."""
        reader = RelatedReader(self.lines, self.addresses, self.form)
        reader.read(self.top + 1, self.stop)
        return reader

    def could_be_body(self, line: Line) -> bool:
        """Tell whether nothing speaks against the line as a part of the article's text."""
        if line.text == self.headline or line.order == self.date_at or line.order in self.teasers.taken:
            return False
        if line.linked_share > 0.5 or BOX.match(line.text) or self._in_chrome(line):
            return False
        return not (len(line.text) <= CHROME_LONGEST and CHROME_WORDS.match(line.text))

    def leads_away(self, line: Line) -> bool:
        """Tell whether the line links to another article."""
        url = link_of(line, self.addresses)
        return url is not None and article_id(url) != article_id(self.url)

    def _in_chrome(self, line: Line) -> bool:
        return self.head is not None and stands_in_chrome(line, self.head.block)

    def _is_date(self, line: Line) -> bool:
        match = PUBLISHED.search(line.text)
        return bool(match and len(line.text) - len(match.group()) <= DATE_LINE_REST and not self._in_chrome(line))
