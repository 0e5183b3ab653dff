"""Reads an article page of L'Essor by the order and the labels that a reader sees.

From top to bottom: headline, standfirst, date, headline again (the image's title), caption, body with the
byline as its last paragraph, «Lire aussi» blocks, «Les articles de l'auteur», a notice on comments. What stands
between date and byline is the body, but for what is named: offers, captions, labels, controls.
"""

from functools import cached_property

from newscrawl.extraction.page.compiled import read_part
from newscrawl.extraction.page.document import Document
from newscrawl.items import AuthorArticle, NewsImage, RelatedArticle
from newscrawl.publishers.lessor.beside import Beside
from newscrawl.publishers.lessor.byline import is_byline, printed_byline
from newscrawl.publishers.lessor.headline import find_headline, overlap
from newscrawl.publishers.lessor.labels import AUTHOR_ARTICLES, COMMENT_NOTICE, PUBLISHED
from newscrawl.publishers.lessor.lines import SENTENCE_END, Line, lines_of
from newscrawl.publishers.lessor.pictures import Pictures
from newscrawl.publishers.lessor.related import RelatedReader, begins_block, read_author_articles
from newscrawl.publishers.lessor.section import find_section
from newscrawl.publishers.lessor.urls import Addresses

STANDFIRST_LEAST_WORDS = 4
# An address that shares this much with the headline is the article's own.
FITTING_ADDRESS = 0.5
# What may stand on the date's line beside the date: a section label, a reading time.
DATE_LINE_REST = 60
# A layout may print the date so many lines above the headline.
LINES_ABOVE_HEADLINE = 3
# What stands below the byline, offers aside, holds at most this share of the text.
BELOW_BYLINE_SHARE = 0.2
CAPTION_LONGEST = 300


class Reading:
    """One article page, read lazily. Ask `is_article` first: on other pages the rest means nothing."""

    def __init__(self, document: Document) -> None:
        self.url = document.url
        self.addresses = Addresses.of(document.html, document.url)
        self.page = read_part(document.html)
        self.lines = lines_of(self.page, lambda lines: find_headline(lines, self.addresses))
        self.head = find_headline(self.lines, self.addresses)
        self.top = self.head.order if self.head else -1
        self.beside = Beside(self.page, self.lines, self.addresses, self.head)
        self.pictures = Pictures(document.html, self.page, self.addresses)

    @property
    def is_article(self) -> bool:
        """Whether the page has headline, body, and what a soft 404 lacks: date, byline or a fitting address."""
        if self.head is None or not self.paragraphs:
            return False
        fits = overlap(self.head.text, self.url) >= FITTING_ADDRESS
        return fits or self.date_raw is not None or self.byline is not None

    @property
    def headline(self) -> str | None:
        """The text of the `<h1>`, folded."""
        return self.head.text if self.head else None

    @cached_property
    def stop(self) -> int:
        """The line at which the article and its «Lire aussi» blocks have surely ended."""
        below = self.lines[self.top + 1 :]
        ends = (line.order for line in below if AUTHOR_ARTICLES.match(line.text) or COMMENT_NOTICE.match(line.text))
        return next(ends, len(self.lines))

    @cached_property
    def date_at(self) -> int | None:
        """The line of the date: no link to another article stands between it and the headline."""
        for line in self.lines[self.top + 1 : self.stop]:
            if self.beside.leads_away(line):
                break
            if self._is_date(line):
                return line.order
        above = self.lines[max(0, self.top - LINES_ABOVE_HEADLINE) : max(0, self.top)]
        for line in reversed(above):
            if self.beside.leads_away(line) or self.beside.leads_away(self.lines[line.order - 1]):
                return None
            if self._is_date(line):
                return line.order
        return None

    @cached_property
    def date_raw(self) -> str | None:
        """The publication date as printed, without «Publié»."""
        match = None if self.date_at is None else PUBLISHED.search(self.lines[self.date_at].text)
        return match["date"] if match else None

    @cached_property
    def byline_at(self) -> int | None:
        """The line of the byline: nearly all text stands above it."""
        start = max(self.top, self.date_at or 0) + 1
        lines = self.lines[start : self.stop]
        bylines = [one for one in lines if is_byline(one.text) and not self.beside.leads_away(one)]
        bylines = [one for one in bylines if not self.beside.in_chrome(one, but="footer")]
        texts = [one for one in lines if not (self.beside.is_named(one) or begins_block(one, self.addresses))]
        for line in bylines:
            below = [self.lines[one.order - 1 : one.order + 1] for one in texts if one.order > line.order]
            # An excerpt stands under a link or a label.
            own = sum(len(one.text) for above, one in below if not self._heads_excerpt(above) and one not in bylines)
            whole = sum(len(one.text) for one in texts if one.order < line.order) + own
            if whole and own <= BELOW_BYLINE_SHARE * whole:
                return line.order
        return None

    def _heads_excerpt(self, line: Line) -> bool:
        return begins_block(line, self.addresses) or (line.linked > 0.5 and self.beside.leads_away(line))

    @property
    def end(self) -> int:
        """The line after the body."""
        return self.stop if self.byline_at is None else self.byline_at

    @cached_property
    def offers(self) -> RelatedReader:
        """The «Lire aussi» blocks, read, and the lines that they take."""
        reader = RelatedReader(self.page, self.lines, self.addresses, self.stop if self.byline_at is None else self.end)
        reader.read(self.top + 1, self.stop)
        return reader

    @property
    def related(self) -> list[RelatedArticle]:
        """The articles of the «Lire aussi» blocks."""
        return self.offers.found()

    @cached_property
    def _texts(self) -> list[Line]:
        """The lines between headline and byline that nothing names as something else."""
        lines = self.lines[self.top + 1 : self.end]
        other = {*self.offers.taken, self.date_at}
        return [
            line
            for line in lines
            if line.order not in other
            and line.text != self.headline
            and not self.beside.is_named(line)
            and not (line.heading == "h1" and self.head and line.text in self.head.text)
        ]

    @cached_property
    def _title_at(self) -> int | None:
        """The line of the headline as the picture's title."""
        below = self.lines[self.top + 1 : self.end]
        return next((line.order for line in below if line.text == self.headline), None)

    @cached_property
    def _start(self) -> int:
        """The first line that may be the body's: below date, picture's title and standfirst."""
        parting = max(self.top, self.date_at or 0, self._title_at or 0)
        if parting > self.top:
            return parting + 1
        texts = [line for line in self._texts if line is not self.caption]
        picture = self.pictures.between(self.head, None)
        above = [line for line in texts if picture and self.pictures.stands_below(picture, line)]
        if above and len(above) < len(texts):
            return above[-1].order + 1
        return texts[1].order if len(texts) > 1 and self.beside.is_apart(texts[0], texts[1:]) else self.top + 1

    @cached_property
    def caption(self) -> Line | None:
        """The line under the picture, or under its title."""
        parting = max(self.top, self.date_at or 0, self._title_at or 0)
        below = [line for line in self._texts if line.order > parting]
        picture = self.pictures.between(self.head, None)
        if picture is None and self._title_at is None:
            return None
        if parting == self.top:
            below = [line for line in below if picture and not self.pictures.stands_below(picture, line)]
        first, others = next(iter(below), None), below[1:]
        if first is None or not others or first.heading or len(first.text) > CAPTION_LONGEST:
            return None
        marks = [place for place in (self._title_at,) if place is not None]
        if self.beside.shares_picture_box(first, others, [self.lines[place] for place in marks]):
            return first
        plain = first.text.endswith(SENTENCE_END) or len(first.text) > CAPTION_LONGEST / 2
        return None if plain or self.beside.is_entry(first) else first

    @cached_property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs, sub-headings and entries of lists, folded, without the byline."""
        lines = [line for line in self._texts if line.order >= self._start and line is not self.caption]
        return [line.text for line in lines if not self.beside.is_caption(line)]

    @cached_property
    def standfirst(self) -> str | None:
        """What stands as sentences between headline and date (or picture, or body)."""
        ends = [end for end in (self.date_at, self._title_at) if end is not None and end > self.top]
        stop = min([*ends, self._start])
        lines = (line for line in self._texts if line.order < stop and line is not self.caption)
        return " ".join(line.text for line in lines if len(line.text.split()) >= STANDFIRST_LEAST_WORDS) or None

    @cached_property
    def section(self) -> str | None:
        """The section's label near the headline."""
        return find_section(self.lines, self.top, self._start, self.addresses)

    @cached_property
    def image(self) -> NewsImage | None:
        """The picture between headline and body, with its caption."""
        first = next((line for line in self._texts if line.order >= self._start and line is not self.caption), None)
        source = self.pictures.source(self.pictures.between(self.head, first, self.headline))
        return NewsImage(url=source, caption=self.caption.text if self.caption else None) if source else None

    @cached_property
    def byline(self) -> str | None:
        """The byline as printed, without «Par»: AUTHOR / AGENCY - BUREAU."""
        return None if self.byline_at is None else printed_byline(self.lines[self.byline_at].text)

    @cached_property
    def byline_links(self) -> list[tuple[str, str]]:
        """The links on the byline to pages of the site: text and address."""
        links = [] if self.byline_at is None else self.lines[self.byline_at].links
        return [(text, url) for text, href in links if (url := self.addresses.page(href))]

    @cached_property
    def author_articles(self) -> list[AuthorArticle]:
        """The cards under «Les articles de l'auteur»."""
        below = self.lines[self.top + 1 :]
        label = next((place for place, line in enumerate(below) if AUTHOR_ARTICLES.match(line.text)), len(below))
        return read_author_articles(below[label + 1 :], self.addresses)

    def _is_date(self, line: Line) -> bool:
        match = PUBLISHED.search(line.text)
        return bool(match and len(line.text) - len(match.group()) <= DATE_LINE_REST and not self.beside.in_chrome(line))
