"""Reads an article page of L'Essor by the order and the labels that a reader sees.

From top to bottom: headline, standfirst, date, headline again (the image's title), caption, body with the
byline as its last paragraph, «Lire aussi» blocks, «Les articles de l'auteur», a notice on comments.
"""

from functools import cached_property

from newscrawl.extraction.page.document import Document
from newscrawl.items import AuthorArticle, NewsImage, RelatedArticle
from newscrawl.publishers.lessor.body import Body
from newscrawl.publishers.lessor.byline import printed_byline
from newscrawl.publishers.lessor.headline import overlap
from newscrawl.publishers.lessor.labels import AUTHOR_ARTICLES, PUBLISHED
from newscrawl.publishers.lessor.lines import text_of
from newscrawl.publishers.lessor.outline import Outline
from newscrawl.publishers.lessor.picture import source_of
from newscrawl.publishers.lessor.section import find_section
from newscrawl.publishers.lessor.teasers import read_author_articles

STANDFIRST_LEAST_WORDS = 4
# An address that shares this much with the headline is the article's own.
FITTING_ADDRESS = 0.5


class Reading:
    """One article page, read lazily. Ask `is_article` first: on other pages the rest means nothing."""

    def __init__(self, document: Document) -> None:
        self.url = document.url
        self._outline = Outline(document)
        self._body = Body(self._outline)

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
        return self._outline.headline

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs and sub-headings, folded, without the byline."""
        return self._body.paragraphs

    @cached_property
    def standfirst(self) -> str | None:
        """What stands as sentences between headline and date (or picture, or body)."""
        outline, body = self._outline, self._body
        ends = [body.first_paragraph, body.picture_at, outline.date_at]
        stop = min((end for end in ends if end is not None and end > outline.top), default=outline.end)
        lines = (line for line in outline.lines[outline.top + 1 : stop] if outline.could_be_body(line))
        sentences = (line.text for line in lines if len(line.text.split()) >= STANDFIRST_LEAST_WORDS)
        return " ".join(sentences) or None

    @cached_property
    def date_raw(self) -> str | None:
        """The publication date as printed, without «Publié»."""
        at = self._outline.date_at
        match = None if at is None else PUBLISHED.search(self._outline.lines[at].text)
        return match["date"] if match else None

    @cached_property
    def section(self) -> str | None:
        """The section's label near the headline."""
        outline, first = self._outline, self._body.first_paragraph
        return find_section(outline.lines, outline.top, outline.end if first is None else first, outline.addresses)

    @cached_property
    def image(self) -> NewsImage | None:
        """The picture between date and body, with its caption."""
        picture, caption = self._body.picture, self._body.caption
        source = source_of(picture, self._outline.addresses) if picture else None
        return NewsImage(url=source, caption=caption.text if caption else None) if source else None

    @cached_property
    def byline(self) -> str | None:
        """The byline as printed, without «Par»: AUTHOR / AGENCY - BUREAU."""
        at = self._outline.byline_at
        line = self._body.trailing_byline if at is None else self._outline.lines[at].text
        return printed_byline(line) if line else None

    @cached_property
    def byline_links(self) -> list[tuple[str, str]]:
        """The links on the byline to pages of the site: text and address."""
        at, addresses = self._outline.byline_at, self._outline.addresses
        anchors = self._outline.lines[at].anchors if at is not None else []
        links = ((text_of(anchor), addresses.page(anchor.get("href") or "")) for anchor in anchors)
        return [(text, url) for text, url in links if url]

    @property
    def related(self) -> list[RelatedArticle]:
        """The «Lire aussi» blocks, in order."""
        return self._outline.teasers.found

    @cached_property
    def author_articles(self) -> list[AuthorArticle]:
        """The cards under «Les articles de l'auteur»."""
        below = self._outline.lines[self._outline.top + 1 :]
        label = next((place for place, line in enumerate(below) if AUTHOR_ARTICLES.match(line.text)), len(below))
        return read_author_articles(below[label + 1 :], self._outline.addresses)
