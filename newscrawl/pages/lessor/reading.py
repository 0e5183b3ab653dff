"""Reads an article page of L'Essor by the order and the labels that a reader sees.

From top to bottom: headline, standfirst, date, headline again (the image's title), caption, body with the
byline as its last paragraph, «Lire aussi» blocks, «Les articles de l'auteur», a notice on comments.
"""

from functools import cached_property

from lxml.etree import _Element as Element

from newscrawl.extraction.document import Document
from newscrawl.items import AuthorArticle, NewsImage, RelatedArticle
from newscrawl.pages.lessor.byline import is_byline, printed_byline, read_byline
from newscrawl.pages.lessor.form import (
    LISTS_AND_QUOTES,
    TELLING_LENGTH,
    BodyForm,
    Look,
    branch_of,
    is_box,
    read_form,
    stands_in_chrome,
)
from newscrawl.pages.lessor.headline import find_headline, overlap
from newscrawl.pages.lessor.labelled import labelled_lines
from newscrawl.pages.lessor.labels import (
    AUTHOR_ARTICLES,
    BOX,
    CHROME_LONGEST,
    CHROME_WORDS,
    COMMENT_NOTICE,
    PUBLISHED,
    is_title,
)
from newscrawl.pages.lessor.lines import Line, Picture, split_before, text_of
from newscrawl.pages.lessor.picture import find_caption, is_titled, source_of
from newscrawl.pages.lessor.section import find_section
from newscrawl.pages.lessor.teasers import RelatedReader, begins_block, link_of, read_author_articles
from newscrawl.pages.lessor.urls import Addresses, article_id

# What may stand on the date's line beside the date: a section label, a reading time.
DATE_LINE_REST = 60
# A layout may print the date so many lines above the headline.
LINES_ABOVE_HEADLINE = 3
# A picture so many lines below the headline is the article's, not one of its text.
NEAR = 4
STANDFIRST_LEAST_WORDS = 4
# What stands below the byline holds at most this share of the text that looks like the body's.
BELOW_BYLINE_SHARE = 0.2
# An address that shares this much with the headline is the article's own.
FITTING_ADDRESS = 0.5


class Reading:
    """One article page, read lazily. Ask `is_article` first: on other pages the rest means nothing."""

    def __init__(self, document: Document) -> None:
        self.url = document.url
        self._addresses = Addresses.of(document.root, document.url)
        self._lines, self._pictures = labelled_lines(document.root, document.url)
        self._head = find_headline(self._lines, document.url)
        self._top = self._head.order if self._head else -1

    @property
    def is_article(self) -> bool:
        """Whether the page has headline, body, and what a soft 404 lacks: date, byline or a fitting address."""
        if not (self.headline and self.paragraphs):
            return False
        fits = overlap(self.headline, self.url) >= FITTING_ADDRESS
        return fits or self.date_raw is not None or self.byline is not None

    @property
    def headline(self) -> str | None:
        """The text of the `<h1>`, folded."""
        return self._head.text if self._head else None

    @cached_property
    def standfirst(self) -> str | None:
        """What stands as sentences between headline and date (or picture, or body)."""
        ends = [self._first_paragraph, self._picture_at, self._date_at]
        stop = min((end for end in ends if end is not None and end > self._top), default=self._end)
        lines = self._lines[self._top + 1 : stop]
        return " ".join(line.text for line in lines if self._could_be_standfirst(line)) or None

    @cached_property
    def date_raw(self) -> str | None:
        """The publication date as printed, without «Publié»."""
        match = None if self._date_at is None else PUBLISHED.search(self._lines[self._date_at].text)
        return match["date"] if match else None

    @cached_property
    def section(self) -> str | None:
        """The section's label near the headline."""
        until = self._end if self._first_paragraph is None else self._first_paragraph
        return find_section(self._lines, self._top, until, self._addresses)

    @cached_property
    def image(self) -> NewsImage | None:
        """The picture between date and body, with its caption."""
        source = source_of(self._picture, self._addresses) if self._picture else None
        return (
            NewsImage(url=source, caption=self._caption.text if self._caption else None) if source else None
        )

    @cached_property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs and sub-headings, folded, without the byline."""
        texts = [line.text for line in self._body if line is not self._caption]
        if self._byline_at is None and self._trailing_byline:
            texts[-1] = texts[-1].removesuffix(self._trailing_byline).rstrip()
        return [text for text in texts if text]

    @cached_property
    def byline(self) -> str | None:
        """The byline as printed: AUTHOR / AGENCY - BUREAU."""
        line = self._trailing_byline if self._byline_at is None else self._lines[self._byline_at].text
        return printed_byline(line) if line else None

    @cached_property
    def byline_links(self) -> list[tuple[str, str]]:
        """The links on the byline to pages of the site: text and address."""
        if self._byline_at is None:
            return []
        anchors = self._lines[self._byline_at].anchors
        links = ((text_of(anchor), self._addresses.page(anchor.get("href") or "")) for anchor in anchors)
        return [(text, url) for text, url in links if url]

    @property
    def related(self) -> list[RelatedArticle]:
        """The «Lire aussi» blocks, in order."""
        return self._teasers.found

    @cached_property
    def author_articles(self) -> list[AuthorArticle]:
        """The cards under «Les articles de l'auteur»."""
        labels = [
            i for i in range(self._top + 1, len(self._lines)) if AUTHOR_ARTICLES.match(self._lines[i].text)
        ]
        return read_author_articles(self._lines[labels[0] + 1 :], self._addresses) if labels else []

    @cached_property
    def _stop(self) -> int:
        """The line at which the article and its «Lire aussi» blocks have surely ended."""
        after = range(self._top + 1, len(self._lines))
        ends = (AUTHOR_ARTICLES, COMMENT_NOTICE)
        return next(
            (i for i in after if any(end.match(self._lines[i].text) for end in ends)), len(self._lines)
        )

    @cached_property
    def _byline_at(self) -> int | None:
        """The line of the byline: followed by «Lire aussi» or the end, or else with nearly all paragraphs above it.

        What repeats it further down is a box on the author.
        """
        found = [i for i in range(self._top + 1, self._stop) if self._could_be_byline(self._lines[i])]
        last = next((at for at in found if self._closes(at)), None)
        if last is None:
            last = next((at for at in found if self._has_text_above(at, found)), None)
        return next((at for at in found if self._says_the_same(at, last)), None) if last is not None else None

    def _closes(self, at: int) -> bool:
        """Tell whether line *at* is the last text before «Lire aussi» or the end."""
        for line in self._lines[at + 1 : self._stop]:
            if begins_block(line, self._addresses):
                return True
            if line.linked_share < 0.5 and len(line.text) >= TELLING_LENGTH:
                return False
        return True

    def _has_text_above(self, at: int, found: list[int]) -> bool:
        paragraphs = [i for i in self._candidates if self._form.is_paragraph(i) and i.order not in found]
        below = sum(len(line.text) for line in paragraphs if line.order > at)
        return below <= BELOW_BYLINE_SHARE * sum(len(line.text) for line in paragraphs)

    def _says_the_same(self, at: int, last: int) -> bool:
        one, other = read_byline(self._lines[at].text), read_byline(self._lines[last].text)
        return at == last or (bool(other.names) and one.names == other.names)

    @property
    def _end(self) -> int:
        """The line after the body."""
        return self._stop if self._byline_at is None else self._byline_at

    @cached_property
    def _trailing_byline(self) -> str | None:
        """A byline parted from the last paragraph by no more than a line break."""
        last = split_before(self._body[-1], is_byline) if self._body else []
        return last[-1].text if len(last) > 1 else None

    @cached_property
    def _date_at(self) -> int | None:
        """The line of the date: no link to another article stands between it and the headline."""
        for at in range(self._top + 1, self._stop):
            if self._leads_away(self._lines[at]):
                break
            if self._is_date(self._lines[at]):
                return at
        return self._date_above()

    def _date_above(self) -> int | None:
        """A date above the headline that is not the last line of a card."""
        for at in range(self._top - 1, max(0, self._top - 1 - LINES_ABOVE_HEADLINE), -1):
            if self._leads_away(self._lines[at]) or self._leads_away(self._lines[at - 1]):
                return None
            if self._is_date(self._lines[at]):
                return at
        return None

    @cached_property
    def _candidates(self) -> list[Line]:
        """The lines that could be paragraphs, as far as can be told before the body's look is known."""
        title = self._repeated_headline
        above = max(self._top, self._date_at or 0, title.order if title else 0)
        if above == self._top:  # then a picture is the first thing that parts standfirst and body
            near = (p for p in self._pictures if above < p.order <= above + NEAR)
            shown = (p.order - 1 for p in near if source_of(p, self._addresses))
            above = min(next(shown, above), self._stop - 1)
        candidates = []
        for line in self._lines[above + 1 : self._stop]:
            before = self._lines[line.order - 1]
            teaser = self._heads_teaser(before) or self._heads_teaser(line)
            if not (teaser or self._leads_away(line) or self._in_chrome(line) or line.is_in("figcaption")):
                candidates.append(line)
        return candidates

    def _heads_teaser(self, line: Line) -> bool:
        """Tell whether the line is the label or the linked headline of a teaser, so that an excerpt may follow."""
        return begins_block(line, self._addresses) or (line.linked_share > 0.5 and self._leads_away(line))

    @cached_property
    def _form(self) -> BodyForm:
        """The look of the body."""
        if self._head is None:
            return BodyForm(None, ())
        lines = [line for line in self._candidates if not is_byline(line.text)]
        closing = [
            i for i in range(self._top + 1, self._stop) if is_byline(self._lines[i].text) and self._closes(i)
        ]
        above = [line for line in lines if closing and line.order < closing[0]]
        return read_form(above or lines, self._head.block)

    @cached_property
    def _teasers(self) -> RelatedReader:
        reader = RelatedReader(self._lines, self._addresses, self._form)
        reader.read(self._top + 1, self._stop)
        return reader

    @cached_property
    def _first_paragraph(self) -> int | None:
        """The first line below headline and date that looks like a paragraph of the body.

        Right under the headline, with no date or picture between, a line set apart from all others is not:
        it is the standfirst.
        """
        start = (
            max(
                self._top, self._date_at or 0, self._repeated_headline.order if self._repeated_headline else 0
            )
            + 1
        )
        lines = [line for line in self._lines[start : self._end] if self._could_be_body(line)]
        paragraphs = [line for line in lines if self._form.is_paragraph(line)]
        if (
            start == self._top + 1
            and len(paragraphs) > 1
            and self._is_set_apart(paragraphs[0], paragraphs[1:])
        ):
            paragraphs = paragraphs[1:]
        return paragraphs[0].order if paragraphs else None

    def _is_set_apart(self, line: Line, others: list[Line]) -> bool:
        look = Look.of(line)
        return not self._form.is_typical(line) and all(Look.of(other) != look for other in others)

    @cached_property
    def _body(self) -> list[Line]:
        """The lines of the body, among them a caption that looks like a paragraph."""
        if self._first_paragraph is None:
            return []
        lines = [line for line in self._lines[self._first_above : self._end] if self._could_be_body(line)]
        return [line for line in lines if self._is_part(line)]

    @property
    def _first_above(self) -> int:
        """The first line that could be the body's: a sub-heading may come before its first paragraph."""
        bounds = [self._top, self._date_at, self._caption.order if self._caption else None]
        start = max(bound for bound in bounds if bound is not None) + 1
        return max(start, self._picture_at or 0)

    @property
    def _picture_at(self) -> int | None:
        """The place of the picture, or of its title where no picture is found."""
        if self._picture is not None:
            return self._picture.order
        return self._repeated_headline.order if self._repeated_headline else None

    @cached_property
    def _picture(self) -> Picture | None:
        """The picture between headline and body: the one titled with the headline, else the first."""
        until = self._end if self._first_paragraph is None else self._first_paragraph
        shown = [p for p in self._pictures if self._top < p.order <= until and source_of(p, self._addresses)]
        title = self._repeated_headline
        if title is not None:
            shown.sort(
                key=lambda picture: (not is_titled(picture, title.text), abs(picture.order - title.order))
            )
        return next(iter(shown), None)

    @cached_property
    def _repeated_headline(self) -> Line | None:
        """The headline as the picture's title."""
        repeated = (line for line in self._lines[self._top + 1 : self._stop] if line.text == self.headline)
        return next((line for line in repeated if self._head and line.block is not self._head.block), None)

    @cached_property
    def _caption(self) -> Line | None:
        """The line under the picture, or under its title where no picture is found."""
        if self._picture_at is None or self._first_paragraph is None:
            return None
        lines = self._lines[self._picture_at : self._end]
        under = [
            line
            for line in lines
            if line.heading is None and (self._could_be_body(line) or self._is_on_picture(line))
        ]
        return find_caption(self._picture, under, self._form)

    def _is_on_picture(self, line: Line) -> bool:
        """Tell whether the line is part of the link that the picture is."""
        return (
            self._picture is not None
            and line.anchors == [self._picture.anchor]
            and line.text != self.headline
        )

    def _leads_away(self, line: Line) -> bool:
        """Tell whether the line links to another article."""
        url = link_of(line, self._addresses)
        return url is not None and article_id(url) != article_id(self.url)

    def _in_chrome(self, line: Line) -> bool:
        return self._head is not None and stands_in_chrome(line, self._head.block)

    def _is_date(self, line: Line) -> bool:
        match = PUBLISHED.search(line.text)
        return bool(
            match and len(line.text) - len(match.group()) <= DATE_LINE_REST and not self._in_chrome(line)
        )

    def _could_be_byline(self, line: Line) -> bool:
        return is_byline(line.text) and not self._leads_away(line) and not self._in_chrome(line)

    def _could_be_standfirst(self, line: Line) -> bool:
        words = len(line.text.split())
        return words >= STANDFIRST_LEAST_WORDS and self._could_be_body(line)

    def _could_be_body(self, line: Line) -> bool:
        """Tell whether nothing speaks against the line as a part of the article's text."""
        if line.text == self.headline or line.order == self._date_at or line.order in self._teasers.taken:
            return False
        if line.linked_share > 0.5 or BOX.match(line.text) or self._in_chrome(line):
            return False
        return not (len(line.text) <= CHROME_LONGEST and CHROME_WORDS.match(line.text))

    def _is_part(self, line: Line) -> bool:
        """Tell whether the line is a paragraph of the body, or among them a sub-heading, list or quotation."""
        home = self._form.home_of(line)
        leads = line.order < (self._first_paragraph or 0)
        if home is None or (leads and line.heading is None):
            return False
        branch = branch_of(line.block, home)
        return branch is line.block or not self._is_box(branch)

    def _is_box(self, branch: Element) -> bool:
        """Tell whether a part of the body's home is a box: controls, links to other articles, or a title of its own."""
        inside = [line for line in self._lines[self._top + 1 : self._end] if line.within(branch)]
        if is_box(branch) or any(self._leads_away(line) or BOX.match(line.text) for line in inside):
            return True
        title = inside[0]
        if len(title.text) <= CHROME_LONGEST and CHROME_WORDS.match(title.text):
            return True
        alike = any(self._form.is_paragraph(line) or line.block.tag in LISTS_AND_QUOTES for line in inside)
        return len(inside) > 1 and is_title(title.text) and not alike
