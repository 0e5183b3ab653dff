"""Cards in a run of text blocks: each a linked headline with what stands under it."""

import re
from collections.abc import Iterable, Iterator

import attrs

from newscrawl.extraction.bylines.bylines import parse_byline
from newscrawl.extraction.bylines.person_names import is_agency, is_desk, looks_like_name, without_credit_word
from newscrawl.extraction.page.blocks import Blocks
from newscrawl.web.article_ids import article_id
from newscrawl.web.dates import parse_date
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of
from newscrawl.web.text import fold
from newscrawl.web.urls import canonical_url

MIN_HEADLINE = 12
"""Characters; the text of a link to an article is longer. Ideographs count thrice."""

MIN_EXCERPT = 30
"""Characters; shorter texts under a headline are labels, unless they end like a sentence."""

LINKED_SHARE = 0.4
MAX_LEAD = 30
"""Characters before a link that leave it standing for itself: a label, a time of day."""

MAX_TEXT = 1_000
MAX_BYLINE = 160

# /2025/10/27/…   …-20251027-…
DATED_PATH = re.compile(r"/(?:19|20)\d\d[/_-]?(?:0[1-9]|1[0-2])(?:[/_-]|\d\d)")
# /some-words-of-a-headline, /some_words_of_it.html, /1-234567
SLUG = re.compile(r"[^\W_]+(?:[-_][^\W_]+){3,}|\d{4,}|%[0-9A-F]{2}.*%[0-9A-F]{2}")
# /tag/…, /author/…, /category/…
LISTING = re.compile(
    r"/(?:tags?|topics?|themen?|th[eè]mes?|authors?|auteurs?|autor(?:en|es)?|categor(?:y|ies|ie|ia)|rubriques?|"
    r"sections?|search|abo|subscribe|login|newsletters?|signatures?|profile?s?)/",
    re.IGNORECASE,
)
# "See all stories", «Voir plus de Jean-Pierre KONATÉ», "Alle Artikel von …": the way to a listing
MORE_LINK = re.compile(
    r"(?:(?:see|view|show|read|voir|afficher|ver|mostra|vedi|bekijk) (?:all|more|plus|tou(?:s|tes|t)|todo[sa]s?|más|"
    r"mais|tutt[ie]|altr[ie]|alle|meer)|(?:alle|mehr|weitere) (?:artikel|beiträge|von)|(?:all|more) (?:articles|posts|"
    r"stories|from|by)|tous les articles|toutes les|todos los|tutti gli)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…。！？»”\"]$")
# «Publié mardi 05 août 2025», "12.8.2025", "12 August 2025, 10:30"
DATED = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}\.\d{1,2}\.\d{2}(?!\d)")
MAX_DATED = 60
# "Advertisement", "This advertisement has not loaded yet", «Publicité»
NO_EXCERPT = re.compile(
    r"(?:this )?(?:advertisement|anzeige|werbung|publicité|publicidad|publicidade)\b", re.IGNORECASE
)
# "12:34", "3 hours ago", «il y a 2 heures», "vor 3 Stunden"
TIME_OF_DAY = re.compile(r"(?<!\d)\d{1,2}[:h]\d{2}(?!\d)|\bago\b|^il y a\b|^vor \d|^hace\b|^há \d", re.IGNORECASE)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@attrs.frozen
class Piece:
    """Text of one block, of one link or of none."""

    text: str
    url: str | None
    """Canonical address of the article that it links to."""
    linked: bool
    """Whether it is a link at all."""
    block: int
    heading: bool = False


@attrs.define
class Card:
    """One article that a page offers. Texts are folded; absent parts are `None`."""

    url: str
    headline: str
    excerpt: str | None = None
    byline: str | None = None
    date: str | None = None
    heading: bool = False
    """Whether the headline stands in a heading."""


@attrs.frozen
class Linking:
    """Which links of a page may lead to articles; *base* is the page's address, absolute."""

    base: str

    def article(self, href: str, text: str, offered: bool) -> str | None:
        """Return the canonical address of the article that a link may lead to, else `None`.

        Without a label that offers it (*offered* false) it must stand on the page's own site, and its address
        must be one as articles have.
        """
        length = len(text) + 2 * len(_IDEOGRAPH.findall(text[:MIN_HEADLINE]))
        if not href or href[0] == "#" or length < (4 if offered else MIN_HEADLINE):
            return None
        url = canonical_url(href, self.base or None)
        path = "/" + url.partition("://")[2].partition("/")[2].partition("?")[0]
        if len(path) < 2 or LISTING.search(path) or MORE_LINK.match(text) or page_key(url) == page_key(self.base):
            return None
        if _may_be_article(path, url) and (offered or site_of(url) == site_of(self.base)):
            return url
        return None


def _may_be_article(path: str, url: str) -> bool:
    last = path.rstrip("/").rpartition("/")[2]
    return bool(SLUG.search(last) or DATED_PATH.search(path) or article_id(url) or last.endswith((".html", ".htm")))


def pieces_of(page: Blocks, blocks: Iterable[int], linking: Linking, offered: bool) -> Iterator[Piece]:
    """Yield the pieces of *blocks* in order; a credit or a date within a block is a piece of its own.

    A link within a sentence offers nothing: it must stand near the beginning of its block, or links make up
    much of it.
    """
    for block in blocks:
        parts, at, before = page.parts[block], 0, 0
        linked = sum(len("".join(parts[start:end])) for start, end, _ in page.anchors[block])
        listed = linked >= LINKED_SHARE * len(page.texts[block])
        heading = page.boxes.tags[page.box[block]] in HEADINGS
        for start, end, href in page.anchors[block]:
            yield from _unlinked(parts[at:start], block)
            before += len(fold("".join(parts[at:start])))
            text = fold("".join(parts[start:end]))
            if text:
                alone = listed or before <= MAX_LEAD
                url = linking.article(href, text, offered) if alone else None
                yield Piece(text[:MAX_TEXT], url, True, block, heading)
            at = end
        yield from _unlinked(parts[at:], block)


def _unlinked(parts: list[str], block: int) -> Iterator[Piece]:
    run = ""
    for part in parts:
        if run and (byline_in(part) or is_dated(part)):
            yield from _whole(run, block)
            run = part
        else:
            run += part
    yield from _whole(run, block)


def _whole(run: str, block: int) -> Iterator[Piece]:
    text = fold(run)
    if any(map(str.isalnum, text)):
        yield Piece(text[:MAX_TEXT], None, False, block)


def read_cards(pieces: Iterable[Piece]) -> list[Card]:
    """Group *pieces* into cards, each begun by a link to another article than the one before."""
    cards: list[Card] = []
    for piece in pieces:
        card = cards[-1] if cards else None
        if piece.url and (card is None or piece.url != card.url):
            cards.append(Card(piece.url, piece.text, heading=piece.heading))
        elif card is not None and piece.url and _is_better_headline(piece, card):
            card.headline, card.heading = piece.text, piece.heading
        elif card is not None and (piece.url or not piece.linked):
            _fill(card, piece.text)
    return list({card.url: card for card in reversed(cards)}.values())[::-1]


def _is_better_headline(piece: Piece, card: Card) -> bool:
    """Tell whether a further text of the link that begins *card* is its headline, and what came first a kicker."""
    if piece.heading != card.heading:
        return piece.heading
    first = card.headline
    weak = len(first) < MIN_HEADLINE or is_dated(first) or (len(first) <= MAX_DATED and TIME_OF_DAY.search(first))
    return bool(weak) and not card.excerpt and len(piece.text) > len(first) and not _IDEOGRAPH.search(first)


def _fill(card: Card, text: str) -> None:
    """Put *text* into the part of *card* that it fits; what fits none is passed over."""
    byline, date = byline_in(text), is_dated(text)
    if byline and not card.byline:
        card.byline = byline
    if date and not card.date:
        card.date = text
    told = byline or date or card.excerpt or text == card.headline or NO_EXCERPT.match(text)
    if not told and (len(text) >= MIN_EXCERPT or SENTENCE_END.search(text) or _IDEOGRAPH.search(text)):
        card.excerpt = text


def is_dated(text: str) -> bool:
    """Tell whether *text* is a date and little else."""
    return len(text) <= MAX_DATED and bool(DATED.search(text)) and parse_date(fold(text)) is not None


def byline_in(text: str) -> str | None:
    """Return the byline in a text that begins with a credit word, or `None`: «Par Awa KEÏTA / AMAP - Ségou».

    >>> byline_in("By Jane Doe, Reuters"), byline_in("Par ailleurs, la ministre")
    ('Jane Doe, Reuters', None)
    """
    if len(text) > MAX_BYLINE:
        return None
    line = fold(text)
    byline = without_credit_word(line)
    if byline == line or SENTENCE_END.search(byline):
        return None
    read = parse_byline(byline)
    named = all(map(looks_like_name, read.names)) and (read.names or read.agency)
    return byline if named or is_agency(byline) or is_desk(byline) else None
