"""What a page offers to read next: "read also" blocks, boxes of related articles, the author's others."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from itertools import islice
from typing import Final

import attrs

from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.compiled import read_part
from newscrawl.extraction.page.nodes import Element
from newscrawl.extraction.page.word_classes import family_bits
from newscrawl.extraction.surroundings.excerpts import excerpt_of
from newscrawl.extraction.surroundings.labels import Kind, is_button, label_of, may_be_label, named_author
from newscrawl.extraction.surroundings.teasers import HEADINGS, Card, Linking, Piece, pieces_of, read_cards
from newscrawl.items import AuthorArticle, RelatedArticle
from newscrawl.web.dates import parse_date

MAX_OFFERS = 40
"""Articles read of one page, of each kind."""

MAX_REGION = 120
"""Blocks that follow a label and are looked at."""

MAX_UNREAD = 8
"""Boxes looked into that the reading of the page's text passes over."""

FIRST_TEXTS = 8
"""Pieces of text, blank ones included, among which such a box's label is looked for."""

LONGEST_EXCERPT = 500
"""Characters of the text under a link behind a label."""

LONG = 280
"""Characters; an unlinked block of this length is text, not a card's."""

SHORT = 160
MAX_NOTICE = 4
"""Blocks of a box that a label tells to be a notice; each of at most `SHORT` characters."""

CLIMBS = 3
"""So many boxes are left upwards in search of what a label heads."""

_RELATED: Final = family_bits("related")
_ASIDE: Final = family_bits("related further side")


@attrs.frozen
class Group:
    """A label or a box with the articles that it offers."""

    kind: Kind
    blocks: range
    """Where it stands among the page's blocks, its label included; empty for a box beside the text."""
    cards: list[Card]
    name: str | None = None
    """Whose articles a label offers that names somebody: "More from Jane Doe"."""


@attrs.frozen
class Offers:
    """What a page offers beside its own article, in the page's order."""

    groups: list[Group]

    @property
    def blocks(self) -> frozenset[int]:
        """The blocks of the page that hold offers: none is the article's text."""
        return frozenset(block for group in self.groups for block in group.blocks)

    def related(self) -> list[RelatedArticle]:
        """Return the related articles, each once."""
        cards = _distinct(card for group in self.groups if group.kind == "related" for card in group.cards)
        return [
            RelatedArticle(url=card.url, headline=card.headline, excerpt=_excerpt(card), position=position)
            for position, card in enumerate(cards, 1)
        ]

    def by_author(
        self, authors: list[str], language: str | None = None, zone: tzinfo | str | None = None
    ) -> list[AuthorArticle]:
        """Return the author's other articles, each once; a label that names none of *authors* offers none.

        *language* (BCP 47) and *zone* say how the cards' dates read.
        """
        own = {name.casefold() for name in authors}
        groups = (group for group in self.groups if group.kind == "author")
        cards = _distinct(
            card for group in groups if not group.name or group.name.casefold() in own for card in group.cards
        )
        return [
            AuthorArticle(
                url=card.url,
                headline=card.headline,
                excerpt=_excerpt(card),
                byline=card.byline,
                datePublished=_iso(card.date, language, zone),
            )
            for card in cards
        ]


def read_offers(page: Blocks, url: str) -> Offers:
    """Return what *page*, at *url* (absolute), offers to read next.

    A label in one of some thirty languages ("Read also", «Lire aussi», „Mehr zum Thema“, 「関連記事」) makes
    the articles linked behind or below it related ones; "by the same author" and "more from NAME" the
    author's. Without a label, a box whose class says related counts for links to the page's own site. Lists
    of what is read most, menus and links to listings never count. Time is bounded by the number of blocks.
    """
    groups = [*_Reader(page, Linking(url)).groups(), *_unread(page, url)]
    return Offers(sorted(groups, key=lambda group: group.blocks.start))


def _distinct(cards: Iterator[Card]) -> list[Card]:
    kept: dict[str, Card] = {}
    for card in cards:
        if len(kept) < MAX_OFFERS:
            told = kept.setdefault(card.url, card)
            # A bare link in the text, and the same with its excerpt below it.
            told.excerpt = told.excerpt or card.excerpt
    return list(kept.values())


def _excerpt(card: Card) -> str | None:
    return excerpt_of(card.excerpt) if card.excerpt else None


def _iso(text: str | None, language: str | None, zone: tzinfo | str | None) -> str | None:
    moment = parse_date(text, language, zone) if text else None
    return moment.isoformat() if moment else None


@attrs.define
class _Reader:
    """Reads the groups of offers among the blocks of one page."""

    page: Blocks
    linking: Linking
    _end: int = 0
    """The first block that no group holds yet."""
    _pieces: dict[int, list[Piece]] = attrs.field(factory=dict)

    def groups(self) -> list[Group]:
        """Return the groups in the page's order; no two share a block."""
        found: list[Group] = []
        texts = self.page.texts
        named = {blocks.start: blocks for blocks in self._named_boxes()}
        labelled = [block for block, text in enumerate(texts) if may_be_label(text)]
        for block in sorted({*labelled, *named}):
            if block < self._end:
                continue
            group = self._labelled(block, texts[block])
            if group is None and block in named:
                group = self._named(named[block])
            if group is not None:
                found.append(group)
                self._end = group.blocks.stop
        return self._with_texts_under(found)

    def _with_texts_under(self, groups: list[Group]) -> list[Group]:
        """Return *groups* with the text under each of several links in a row, each behind a label of its own.

        A link that stands alone among paragraphs has none: there must be a label, one text, and a label again. The
        last of the row has what is set as the texts of the others are.
        """
        bare = [one for one in groups if one.kind == "related" and len(one.blocks) == 1 and len(one.cards) == 1]
        bare = [one for one in bare if one.cards[0].excerpt is None]
        starts = {one.blocks.start for one in groups}
        before, found = None, {}
        for one in bare:
            under = one.blocks.stop
            if not self._is_told(under):
                continue
            look = self.page.boxes.signatures[self.page.box[under]]
            if under + 1 in starts or (before == (one.blocks.start, look)):
                found[one.blocks.start] = under
                before = (under + 1, look)
        return [self._told(one, found[one.blocks.start]) if one.blocks.start in found else one for one in groups]

    def _is_told(self, block: int) -> bool:
        """Tell whether *block* can be the text under a link: as long as one, unlinked, closed by a full stop."""
        if block >= len(self.page) or self.page.anchors[block]:
            return False
        text = self.page.texts[block]
        return len(text) <= LONGEST_EXCERPT and text.endswith((".", "…")) and label_of(text) is None

    def _told(self, group: Group, under: int) -> Group:
        card = attrs.evolve(group.cards[0], excerpt=self.page.texts[under])
        return attrs.evolve(group, blocks=range(group.blocks.start, under + 1), cards=[card])

    def _labelled(self, block: int, text: str) -> Group | None:
        label = label_of(text)
        if label is None:
            name = named_author(text)
            return self._below(block, "author", name) if name else None
        kind, end = label
        if kind == "notice":
            return self._notice(block) if end >= len(text) else None
        if end >= len(text):
            return None if is_button(text) else self._below(block, kind)
        return self._behind(block, kind, end) if kind == "related" else None

    def _notice(self, block: int) -> Group | None:
        """Return the box of short texts that the label opens."""
        box = self.page.boxes.parents[self.page.box[block]]
        inside = range(self.page.boxes.starts[box], self.page.boxes.ends[box])
        short = all(len(self.page.texts[one]) <= SHORT for one in inside[:MAX_NOTICE])
        return Group("notice", inside, []) if inside.start == block and len(inside) <= MAX_NOTICE and short else None

    def _behind(self, block: int, kind: Kind, end: int) -> Group | None:
        """Read the label's own block and, in a box that the label opens, those behind it."""
        pieces = self._offered([block])
        label = self.page.texts[block][:end].rstrip()
        while pieces and label.startswith(pieces[0].text) and not pieces[0].url:
            label = label[len(pieces[0].text) :].lstrip()
            del pieces[0]
        if not pieces or not pieces[0].url:
            return None
        if label:
            headline = pieces[0].text[len(label) :].lstrip() if pieces[0].text.startswith(label) else ""
            if not headline:
                return None
            pieces[0] = attrs.evolve(pieces[0], text=headline)
        more = range(block + 1, self._box_end(block))
        blocks = [one for one in more if not self.page.anchors[one] or self._links(one)]
        cards = read_cards([*pieces, *self._offered(blocks)])
        return Group(kind, range(block, more.stop), cards)

    def _box_end(self, block: int) -> int:
        """Return the end of the smallest box with more than *block* that begins with it, or that of *block* alone."""
        boxes = self.page.boxes
        box = self.page.box[block]
        for _ in range(CLIMBS):
            if boxes.starts[box] != block:
                break
            end = boxes.ends[box]
            if end > block + 1:
                return self._until(range(block + 1, min(end, block + 8)), dedicated=True)
            box = boxes.parents[box]
        return block + 1

    def _below(self, block: int, kind: Kind, name: str | None = None) -> Group | None:
        """Read what stands under a label that is a block of its own."""
        boxes = self.page.boxes
        box = self.page.box[block]
        if self.page.anchors[block] and boxes.tags[box] not in HEADINGS:
            return None
        for _ in range(CLIMBS + 3):
            if boxes.ends[box] > block + 1:
                dedicated = boxes.starts[box] == block
                limit = boxes.ends[box] if dedicated else self._branch_end(box, block + 1)
                stop = self._until(range(block + 1, min(limit, block + MAX_REGION)), dedicated)
                cards = read_cards(self._offered(range(block + 1, stop)))
                if cards:
                    return Group(kind, range(block, stop), cards, name)
                if not dedicated:
                    return None
            if boxes.parents[box] < 0:
                return None
            box = boxes.parents[box]
        return None

    def _branch_end(self, box: int, block: int) -> int:
        """Return where the child of *box* that holds *block* ends, or the last of its like directly behind it.

        What stands more than `MAX_REGION` blocks away is not looked at.
        """
        boxes = self.page.boxes
        branch = self._branch(box, block)
        if branch == box:
            return boxes.ends[box]
        end = boxes.ends[branch]
        limit = min(boxes.ends[box], block + MAX_REGION)
        while end < limit:
            following = self._branch(box, end)
            if following == box or boxes.signatures[following] != boxes.signatures[branch]:
                break
            end = boxes.ends[following]
        return end

    def _branch(self, box: int, block: int) -> int:
        inner = self.page.box[block]
        while inner != box and self.page.boxes.parents[inner] != box and self.page.boxes.parents[inner] >= 0:
            inner = self.page.boxes.parents[inner]
        return inner

    def _until(self, blocks: range, dedicated: bool) -> int:
        """Return where the cards among *blocks* end: at text, at another label, or at a heading behind cards."""
        last: int | None = None
        for block in blocks:
            text = self.page.texts[block]
            links = self._links(block)
            if not links and len(text) > LONG:
                return block
            if label_of(text) is not None and not links:
                return block
            if last is not None and not links and self.page.boxes.tags[self.page.box[block]] in HEADINGS:
                return block
            stray = not dedicated and not links and not self.page.anchors[block]
            if stray and (last is None or not self._share_a_card(last, block, blocks)):
                return block
            last = block if links else last
        return blocks.stop

    def _share_a_card(self, linked: int, block: int, blocks: range) -> bool:
        """Tell whether a box within *blocks* holds both."""
        boxes = self.page.boxes
        box = self.page.box[linked]
        while box >= 0 and boxes.starts[box] >= blocks.start and boxes.ends[box] <= blocks.stop:
            if boxes.starts[box] <= block < boxes.ends[box]:
                return True
            box = boxes.parents[box]
        return False

    def _links(self, block: int) -> bool:
        """Tell whether the block links to an article."""
        return bool(self.page.anchors[block]) and any(piece.url for piece in self._offered([block]))

    def _offered(self, blocks: Iterable[int]) -> list[Piece]:
        """Return the pieces of *blocks*, which a label offers."""
        pieces: list[Piece] = []
        for block in blocks:
            if block not in self._pieces:
                self._pieces[block] = list(pieces_of(self.page, [block], self.linking, True))
            pieces += self._pieces[block]
        return pieces

    def _named_boxes(self) -> Iterator[range]:
        """Yield the ranges of the outermost boxes that are called related."""
        boxes = self.page.boxes
        for box in [box for box, names in enumerate(boxes.names) if names & _RELATED]:
            outermost = not boxes.inherited[boxes.parents[box]] & _RELATED
            if outermost and boxes.starts[box] < boxes.ends[box]:
                yield range(boxes.starts[box], boxes.ends[box])

    def _named(self, blocks: range) -> Group | None:
        """Read a box that is called related; one with text of its own is none, whatever its name."""
        if len(blocks) > MAX_REGION:
            return None
        if any(len(self.page.texts[block]) > LONG and not self.page.anchors[block] for block in blocks):
            return None
        if any(label[0] == "other" for label in map(label_of, (self.page.texts[b] for b in blocks)) if label):
            return None
        cards = read_cards(pieces_of(self.page, blocks, self.linking, False))
        return Group("related", blocks, cards) if cards else None


def _unread(page: Blocks, url: str) -> Iterator[Group]:
    """Yield the groups in boxes beside the text, which the reading of the page's text has passed over."""
    boxes = page.boxes
    looked = 0
    asides = [box for box, names in enumerate(boxes.names) if names & _ASIDE or boxes.tags[box] == "aside"]
    for box in asides:
        if boxes.starts[box] != boxes.ends[box] or boxes.tags[box] in ("nav", "footer", "form"):
            continue
        element = boxes.elements[box]
        if not (_is_labelled(element) or (boxes.names[box] & _RELATED and element.first_child)):
            continue
        looked += 1
        if looked > MAX_UNREAD:
            return
        place = boxes.starts[box]
        for group in _Reader(read_part(element), Linking(url)).groups():
            yield attrs.evolve(group, blocks=range(place, place))


def _is_labelled(element: Element) -> bool:
    """Tell whether one of the first texts in *element* is a label."""
    texts = (node.text_content or "" for node in element.traverse(include_text=True) if node.is_text_node)
    return any(label_of(text) for text in map(str.strip, islice(texts, FIRST_TEXTS)) if text)
