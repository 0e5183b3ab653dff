"""An article page of L'Essor as lines: the general reader's blocks, cut wherever one of the site's labels begins."""

from collections.abc import Callable, Iterator

import attrs

from newscrawl.extraction.page.blocks import Blocks
from newscrawl.publishers.lessor.byline import is_byline
from newscrawl.publishers.lessor.labels import (
    AUTHOR_ARTICLES,
    BULLET,
    BY_ALONE,
    COMMENT_NOTICE,
    PUBLISHED,
    PUBLISHED_ALONE,
    RELATED,
)
from newscrawl.web.text import fold

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SENTENCE_END = (".", "!", "?", "…", "»", "”", '"')

Piece = tuple[str, str | None]
"""Text as found, and the `href` of the link around it."""


@attrs.frozen(eq=False)
class Line:
    """A block or a part of one. `order` is its place among the page's lines, `heading` the heading it stands in."""

    pieces: tuple[Piece, ...]
    block: int
    heading: str | None = None
    order: int = 0

    @property
    def text(self) -> str:
        """All of it, folded."""
        return fold("".join(raw for raw, _ in self.pieces))

    @property
    def links(self) -> list[tuple[str, str]]:
        """Text, folded, and `href` of its links, in order."""
        return [(fold(raw), href) for raw, href in merged(self.pieces) if href is not None]

    @property
    def linked(self) -> float:
        """The share of its text that is a link's, 0 to 1."""
        return sum(len(raw) for raw, href in self.pieces if href is not None) / sum(len(raw) for raw, _ in self.pieces)


def merged(pieces: tuple[Piece, ...]) -> list[Piece]:
    """Return *pieces* with those of one link, or of none, put together."""
    found: list[Piece] = []
    for raw, href in pieces:
        if found and found[-1][1] == href:
            found[-1] = (found[-1][0] + raw, href)
        else:
            found.append((raw, href))
    return found


def lines_of(page: Blocks, headline: Callable[[list[Line]], Line | None]) -> list[Line]:
    """Return the lines of *page* in its order, also cut behind what *headline* finds among them."""
    lines = [line for block in range(len(page)) if not page.boxes.hidden[page.box[block]] for line in _cut(page, block)]
    head = headline(lines)
    parts = [part for line in lines for part in (_behind(line, head.text) if head else [line])]
    return [attrs.evolve(line, order=order) for order, line in enumerate(_joined(parts))]


def split(line: Line, starts: Callable[[str, str], bool]) -> list[Line]:
    """Return *line* cut before each piece where *starts* holds for the text above it, and from it on, both folded."""
    places = [0]
    for place in range(1, len(line.pieces)):
        above, below = (fold("".join(raw for raw, _ in part)) for part in (line.pieces[:place], line.pieces[place:]))
        if above and starts(above, below):
            places.append(place)
    ends = [*places[1:], len(line.pieces)]
    return [attrs.evolve(line, pieces=line.pieces[start:end]) for start, end in zip(places, ends, strict=True)]


def _cut(page: Blocks, block: int) -> Iterator[Line]:
    hrefs: list[str | None] = [None] * len(page.parts[block])
    for start, end, href in page.anchors[block]:
        hrefs[start:end] = [href] * (end - start)
    whole = Line(tuple(zip(page.parts[block], hrefs, strict=True)), block, _heading(page, page.box[block]))
    yield from (line for line in split(whole, _is_label) if any(map(str.isalnum, line.text)) or line.text == "-.")


def _is_label(above: str, below: str) -> bool:
    if any(label.match(below) for label in (PUBLISHED, RELATED, AUTHOR_ARTICLES, COMMENT_NOTICE, BULLET)):
        return not RELATED.fullmatch(above)
    return above.endswith(SENTENCE_END) and is_byline(below)


def _heading(page: Blocks, box: int) -> str | None:
    while box > 0 and page.boxes.tags[box] not in HEADINGS:
        box = page.boxes.parents[box]
    return page.boxes.tags[box] if box > 0 else None


def _behind(line: Line, headline: str) -> list[Line]:
    """Cut a line behind pieces that repeat the headline."""
    if len(line.text) <= len(headline) or not line.text.startswith(headline):
        return [line]
    parts = split(line, lambda above, _: above == headline)
    return [parts[0], attrs.evolve(line, pieces=line.pieces[len(parts[0].pieces) :])] if len(parts) > 1 else [line]


def _joined(lines: list[Line]) -> list[Line]:
    """Join «Publié» and «Par», where they stand alone, with what they label."""
    found: list[Line] = []
    for line in lines:
        label = found[-1].text if found else ""
        joined = f"{label} {line.text}"
        if (PUBLISHED_ALONE.match(label) and PUBLISHED.match(joined)) or (BY_ALONE.match(label) and is_byline(joined)):
            found[-1] = attrs.evolve(found[-1], pieces=(*found[-1].pieces, (" ", None), *line.pieces))
        else:
            found.append(line)
    return found
