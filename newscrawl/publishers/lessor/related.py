"""What an article page offers beside the article: «Lire aussi» blocks, and cards of the author's other articles."""

import re
from collections.abc import Sequence

import attrs

from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.surroundings.excerpts import excerpt_of
from newscrawl.items import AuthorArticle, RelatedArticle
from newscrawl.publishers.lessor.byline import is_byline
from newscrawl.publishers.lessor.labels import BOX, BY, COMMENT_NOTICE, PUBLISHED, RELATED, TIMEZONE
from newscrawl.publishers.lessor.lines import Line, split
from newscrawl.publishers.lessor.urls import Addresses
from newscrawl.web.dates import parse_date
from newscrawl.web.text import fold

# 1. ; 2) ; •
NUMBER = re.compile(r"\d{1,3}\s*[.):/-]?|\W")


def link_of(line: Line, addresses: Addresses) -> str | None:
    """Return the canonical URL of the first article that the line links to."""
    return next((url for _, href in line.links if (url := addresses.article(href))), None)


def begins_block(line: Line, addresses: Addresses) -> bool:
    """Tell whether the line begins a «Lire aussi» block: the label alone, with a colon, or with a link.

    A sentence may begin with the words: «Lire aussi bien le français que le bamanankan …».
    """
    label = RELATED.match(line.text)
    if label is None:
        return False
    return ":" in label.group() or label.end() == len(line.text) or link_of(line, addresses) is not None


@attrs.define
class RelatedReader:
    """Reads «Lire aussi» blocks among *lines*; `taken` are the orders of the lines that belong to one.

    Up to line *byline* an excerpt stands in one box with its label, or on its line; below it, it is what follows.
    """

    page: Blocks
    lines: Sequence[Line]
    addresses: Addresses
    byline: int
    taken: set[int] = attrs.field(factory=set)
    _entries: list[tuple[str | None, str, str]] = attrs.field(factory=list)

    def read(self, start: int, stop: int) -> None:
        """Read the blocks among lines *start* to *stop*."""
        at = start
        while at < stop:
            at = self._block(at, stop) if begins_block(self.lines[at], self.addresses) else at + 1

    def found(self) -> list[RelatedArticle]:
        """Return the articles offered, each once: where it is told with its excerpt, else where it comes first."""
        told = {url for url, _, excerpt in self._entries if excerpt}
        kept: dict[object, tuple[str | None, str, str]] = {}
        for place, (url, headline, excerpt) in enumerate(self._entries):
            if excerpt or url not in told:
                kept.setdefault(url or place, (url, headline, excerpt))
        return [
            RelatedArticle(url=url, headline=headline, excerpt=excerpt_of(excerpt), position=position)
            for position, (url, headline, excerpt) in enumerate(kept.values(), 1)
        ]

    def _block(self, at: int, stop: int) -> int:
        """Read the block that begins at line *at*; return the place after it."""
        label = RELATED.match(self.lines[at].text)
        if label and label.end() < len(self.lines[at].text):
            return self._entry(at, label.group(), stop)
        self.taken.add(at)
        at += 1
        while at < stop and not RELATED.match(self.lines[at].text) and link_of(self.lines[at], self.addresses):
            at = self._entry(at, "", stop)
        return at

    def _entry(self, at: int, label: str, stop: int) -> int:
        head = self.lines[at]
        url = link_of(head, self.addresses)
        headline, excerpt = split_teaser(head, label)
        self.taken.add(at)
        at += 1
        if not excerpt and at < stop and self._is_excerpt(self.lines[at], head, url):
            self.taken.add(at)
            excerpt = self.lines[at].text
            at += 1
        self._entries.append((url, headline, excerpt))
        return at

    def _is_excerpt(self, line: Line, head: Line, url: str | None) -> bool:
        """Tell whether *line* is the teaser under *head*: it ends in the full stop that the site adds."""
        if not line.text.endswith(".") or line.heading or RELATED.match(line.text):
            return False
        if link_of(line, self.addresses) not in (None, url):
            return False
        return line.order > self.byline or self._share_a_box(head, line)

    def _share_a_box(self, head: Line, line: Line) -> bool:
        """Tell whether a box begins with *head* and holds *line* and nothing else but further offers."""
        boxes, box = self.page.boxes, self.page.box[head.block]
        while boxes.ends[box] <= line.block:
            if boxes.starts[box] != head.block:
                return False
            box = boxes.parents[box]
        if boxes.starts[box] != head.block:
            return False
        beyond = [other for other in self.lines if line.block < other.block < boxes.ends[box]]
        return not beyond or begins_block(beyond[0], self.addresses)


def split_teaser(line: Line, label: str) -> tuple[str, str]:
    """Return headline and excerpt of a teaser line that begins with *label*; the excerpt may be `""`.

    One line can hold both where a layout sets them apart by style sheet alone: the excerpt is then what
    comes after the link, or the last element of the link if it ends in a full stop.
    """
    rest = _without(line, label)
    while len(rest) > 1 and rest[0][1] is None and NUMBER.fullmatch(fold(rest[0][0])):
        rest.pop(0)
    last = max((place for place, (_, href) in enumerate(rest) if href is not None), default=len(rest) - 1)
    cut = last + 1
    if cut == len(rest) and len(rest) > 1 and rest[-1][0].rstrip().endswith("."):
        cut -= 1
    headline, excerpt = (fold("".join(raw for raw, _ in part)) for part in (rest[:cut], rest[cut:]))
    return headline, excerpt


def _without(line: Line, label: str) -> list[tuple[str, str | None]]:
    """Return the pieces of *line* behind *label*, less a colon and blanks in front."""
    found: list[tuple[str, str | None]] = []
    left = len("".join(label.split()))
    for raw, href in line.pieces:
        skip = 0
        while skip < len(raw) and (left or raw[skip] in " :\u00a0\u202f\n\t\r") and not found:
            left -= not raw[skip].isspace() and left > 0
            skip += 1
        if raw[skip:].strip():
            found.append((raw[skip:], href))
        elif found:
            found.append((" ", None) if found[-1][1] is None or href is None else (" ", href))
    while found and not found[-1][0].strip():
        found.pop()
    return found


def read_author_articles(lines: Sequence[Line], addresses: Addresses) -> list[AuthorArticle]:
    """Return the cards among *lines*, those below «Les articles de l'auteur»; each has a byline."""
    cards: list[AuthorArticle] = []
    for line in (part for whole in lines for part in split(whole, lambda _, below: _starts_card_part(below))):
        if COMMENT_NOTICE.match(line.text) or BOX.match(line.text) or RELATED.match(line.text):
            break
        url = link_of(line, addresses)
        started = cards and (url in (None, cards[-1].url) or not (cards[-1].byline or cards[-1].datePublished))
        if started:
            _fill(cards[-1], line)
        elif url:
            headline, excerpt = split_teaser(line, "")
            cards.append(AuthorArticle(url=url, headline=headline, excerpt=excerpt_of(excerpt)))
    return list({card.url: card for card in reversed([card for card in cards if card.byline])}.values())[::-1]


def _starts_card_part(text: str) -> bool:
    return bool(PUBLISHED.match(text) or _byline_in(text))


def _byline_in(text: str) -> str | None:
    """Return the byline of «Par BYLINE» or «Par BYLINE | Publié DATE»; `None` for a sentence that begins with «Par»."""
    by, published = BY.match(text), PUBLISHED.search(text)
    if by is None:
        return None
    byline = text[by.end() : published.start() if published else len(text)].rstrip(" |·•–—-,")
    return byline if is_byline(byline) else None


def _fill(card: AuthorArticle, line: Line) -> None:
    """Put what *line* says into *card*; a line without a place there is passed over."""
    published = PUBLISHED.search(line.text)
    byline = _byline_in(line.text)
    card.byline = card.byline or byline
    if published:
        moment = parse_date(published["date"], "fr", TIMEZONE)
        card.datePublished = moment.isoformat() if moment else None
    elif not (card.byline or card.excerpt):
        card.excerpt = excerpt_of(line.text)
