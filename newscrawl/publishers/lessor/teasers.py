"""Reads what an article page offers beside the article: «Lire aussi» blocks and the author's other articles."""

import re

import attrs

from newscrawl.extraction.surroundings.excerpts import excerpt_of
from newscrawl.items import AuthorArticle, RelatedArticle
from newscrawl.publishers.lessor.byline import is_byline
from newscrawl.publishers.lessor.form import BodyForm
from newscrawl.publishers.lessor.labels import BOX, BY, COMMENT_NOTICE, PUBLISHED, RELATED, TIMEZONE
from newscrawl.publishers.lessor.lines import Line, split_before
from newscrawl.publishers.lessor.urls import Addresses
from newscrawl.web.dates import parse_date
from newscrawl.web.text import fold

# 1. ; 2) ; •
NUMBER = re.compile(r"\d{1,3}\s*[.):/-]?|\W")


def link_of(line: Line, addresses: Addresses) -> str | None:
    """Return the canonical URL of the first article that the line links to."""
    urls = (addresses.article(anchor.get("href") or "") for anchor in line.anchors)
    return next((url for url in urls if url), None)


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
    """Reads «Lire aussi» blocks.

    `taken` collects the order of each line that belongs to a block, so that the body leaves it out.
    """

    lines: list[Line]
    addresses: Addresses
    form: BodyForm
    taken: set[int] = attrs.field(factory=set)
    found: list[RelatedArticle] = attrs.field(factory=list)

    def read(self, start: int, stop: int) -> None:
        """Read the blocks among lines *start* to *stop*."""
        at = start
        while at < stop:
            at = self._block(at, stop) if begins_block(self.lines[at], self.addresses) else at + 1

    def _block(self, at: int, stop: int) -> int:
        """Read the block that begins at line *at*; return the place after it."""
        line = self.lines[at]
        label = RELATED.match(line.text)
        if label and label.end() < len(line.text):
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
        position = len(self.found) + 1
        self.found.append(RelatedArticle(url=url, headline=headline, excerpt=excerpt_of(excerpt), position=position))
        return at

    def _is_excerpt(self, line: Line, head: Line, url: str | None) -> bool:
        """Tell whether *line* is the teaser under *head*: it ends in the full stop that the site adds."""
        if not line.text.endswith(".") or line.heading or RELATED.match(line.text):
            return False
        if link_of(line, self.addresses) not in (None, url):
            return False
        return not self.form.parts(head, line)


def split_teaser(line: Line, label: str) -> tuple[str, str]:
    """Return headline and excerpt of a teaser line that begins with *label*; the excerpt may be `""`.

    One line can hold both where a layout sets them apart by style sheet alone: the excerpt is then what
    comes after the link, or the last element of the link if it ends in a full stop.
    """
    chunks: list[tuple[object, bool, str]] = []
    for segment in line.segments:
        linked = segment.anchor is not None
        if chunks and chunks[-1][0] is segment.holder and not segment.after_break:
            chunks[-1] = (segment.holder, linked, chunks[-1][2] + segment.raw)
        else:
            chunks.append((segment.holder, linked, segment.raw))
    texts = [(linked, fold(text)) for _, linked, text in chunks if fold(text) not in ("", ":")]
    rest = _drop_label(texts, label)
    while len(rest) > 1 and not rest[0][0] and NUMBER.fullmatch(rest[0][1]):
        rest.pop(0)
    last_linked = max((i for i, (linked, _) in enumerate(rest) if linked), default=len(rest) - 1)
    cut = last_linked + 1
    if cut == len(rest) and len(rest) > 1 and rest[-1][1].endswith("."):
        cut -= 1
    return fold(" ".join(t for _, t in rest[:cut])), fold(" ".join(t for _, t in rest[cut:]))


def _drop_label(texts: list[tuple[bool, str]], label: str) -> list[tuple[bool, str]]:
    """Return *texts* less the label at their start, which may stretch over several of them."""
    left = "".join(label.split()).rstrip(":")
    rest = list(texts)
    while rest and left:
        linked, text = rest.pop(0)
        match = RELATED.match(text)
        if match is None:
            if left.lower().startswith("".join(text.split()).rstrip(":").lower()):
                left = left[len("".join(text.split()).rstrip(":")) :]
                continue
            rest.insert(0, (linked, text))
            break
        if text[match.end() :]:
            rest.insert(0, (linked, text[match.end() :]))
        break
    return rest


def read_author_articles(lines: list[Line], addresses: Addresses) -> list[AuthorArticle]:
    """Return the cards among *lines*, which begin after the label «Les articles de l'auteur».

    A card is a linked headline, an excerpt, «Par BYLINE», «Publié DATE». A teaser without a byline is none.
    """
    cards: list[AuthorArticle] = []
    for line in (part for whole in lines for part in split_before(whole, _starts_card_part)):
        if COMMENT_NOTICE.match(line.text) or BOX.match(line.text) or RELATED.match(line.text):
            break
        url = link_of(line, addresses)
        started = cards and (url in (None, cards[-1].url) or not (cards[-1].byline or cards[-1].datePublished))
        if started:
            _fill(cards[-1], line)
        elif url:
            headline, excerpt = split_teaser(line, "")
            cards.append(AuthorArticle(url=url, headline=headline, excerpt=excerpt_of(excerpt)))
    return [card for card in cards if card.byline]


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
