"""Where an article's text begins and ends: the standfirst above it, the caption beside it, the byline under it."""

from collections.abc import Container, Sequence
from typing import Final

import attrs

from newscrawl.extraction.bylines.bylines import MAX_SIGNATURE, is_signature, parse_byline
from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.nodes import Element
from newscrawl.extraction.surroundings.standfirst import find_standfirst

ABOVE_SHARE: Final = 0.2
"""What stands above the headline is no text if it holds less than this share of what was taken for text."""

MAX_BELOW: Final = 150
"""Characters without links that may stand under the byline that ends a text."""

MAX_NOTICE: Final = 200

LABELLING: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "th", "figcaption"])
"""Boxes whose text is a title or an entry, not a byline."""

UNDER: Final = 3
"""So many blocks under the text are looked at for a byline that was not taken for text."""

SHORT: Final = 60
MAX_CAPTION: Final = 250
MAX_NEAR: Final = 30
"""Blocks among which captions are looked for."""

SENTENCE_ENDS: Final = (".", "!", "?", "…", "。")
PICTURE_CLIMB: Final = 4
PICTURE_BLOCKS: Final = 3
"""A box with a picture, and so many short blocks or fewer, is a picture with its caption."""


@attrs.frozen
class Signature:
    """The byline under an article."""

    text: str
    links: list[tuple[str, str]]
    """Text and `href` of its links."""


@attrs.frozen
class Edges:
    """What surrounds an article's text."""

    signature: Signature | None = None
    standfirst: str | None = None
    """The paragraph above the text that is set apart from all others by its place and its look."""
    caption: tuple[Element, str] | None = None
    """The first picture that shares a box with a short text and with no other, and that text."""
    blocks: frozenset[int] = frozenset()
    """The blocks that were taken for text and are one of these, or lie beyond them."""


def read_edges(page: Blocks, taken: Sequence[int], offers: Container[int], described: Sequence[str]) -> Edges:
    """Return the edges of the text that the blocks *taken* of *page* hold.

    *offers* are the blocks that offer other articles, *described* the descriptions that the page states, squeezed.
    """
    if not taken:
        return Edges()
    headings = _headings(page)
    above = _above_headline(page, taken, headings)
    captions = _captions(page, taken)
    kept = [block for block in taken if block not in above and block not in captions]
    signed = _signature(page, kept, offers)
    below = [block for block in kept if signed is not None and block >= signed]
    kept = [block for block in kept if signed is None or block < signed]
    first = find_standfirst(page, kept, {*captions, *above}, described)
    return Edges(
        signature=Signature(page.texts[signed], _links(page, signed)) if signed is not None else None,
        standfirst=page.texts[first] if first is not None else None,
        caption=_caption(page, captions, headings),
        blocks=frozenset([*above, *captions, *below, *([] if first is None else [first])]),
    )


def _headings(page: Blocks) -> list[int]:
    """Return the first block of each `<h1>`."""
    tags, found, box = page.boxes.tags, [], -1
    for _ in range(tags.count("h1")):
        box = tags.index("h1", box + 1)
        if page.boxes.starts[box] < page.boxes.ends[box]:
            found.append(page.boxes.starts[box])
    return found


def _above_headline(page: Blocks, taken: Sequence[int], headings: Sequence[int]) -> set[int]:
    """Return the short blocks above the headline, where nearly all of the text stands below it."""
    if not headings or taken[0] >= headings[-1]:
        return set()
    above = {block for block in taken if block < headings[-1] and len(page.texts[block]) < SHORT}
    everything = sum(len(page.texts[block]) for block in taken)
    before = sum(len(page.texts[block]) for block in taken if block < headings[-1])
    return above if before < ABOVE_SHARE * everything else set()


def _captions(page: Blocks, taken: Sequence[int]) -> dict[int, Element]:
    """Return the short blocks before the second long one that share a box with a picture, and the picture.

    None at all where there are several such pictures, or the texts are a good part of all: they are a list then.
    """
    long = [block for block in taken if len(page.texts[block]) > MAX_CAPTION][:2]
    start = max(0, taken[0] - UNDER)
    near = range(start, min(long[-1] if long else taken[-1], start + MAX_NEAR))
    pictures = ((block, _picture_of(page, block)) for block in near)
    found = {block: picture for block, picture in pictures if picture is not None}
    everything = sum(len(page.texts[block]) for block in taken)
    beside = sum(len(page.texts[block]) for block in taken if block in found)
    alone = len({picture.mem_id for picture in found.values()}) == 1 and beside < ABOVE_SHARE * everything
    return found if alone else {}


def _caption(page: Blocks, captions: dict[int, Element], headings: Sequence[int]) -> tuple[Element, str] | None:
    """Return the first picture with a text that is neither the headline nor a link."""
    titles = {page.texts[block] for block in headings}
    for block, picture in captions.items():
        text = page.texts[block]
        if text not in titles and not page.anchors[block]:
            return picture, text
    return None


def _signature(page: Blocks, kept: Sequence[int], offers: Container[int]) -> int | None:
    """Return the last block that is a byline, with little text below it."""
    if not kept:
        return None
    under = range(min(kept[-1] + UNDER, len(page) - 1), kept[-1], -1)
    below = 0
    for block in [*(block for block in under if block not in offers), *reversed(kept[1:])]:
        text = page.texts[block]
        if len(text) <= MAX_SIGNATURE and page.boxes.tags[page.box[block]] not in LABELLING and is_signature(text):
            certain = parse_byline(text).agency is not None
            return block if certain or not below else None
        if block <= kept[-1]:
            below += _unlinked_length(page, block)
        if below > MAX_BELOW:
            break
    return None


def _unlinked_length(page: Blocks, block: int) -> int:
    """Return how much of a block is no link's; nothing where links are a good part of it, as in a notice."""
    length = len(page.texts[block])
    linked = sum(len("".join(page.parts[block][start:end])) for start, end, _ in page.anchors[block])
    return 0 if length < MAX_NOTICE and linked else length - linked


def _links(page: Blocks, block: int) -> list[tuple[str, str]]:
    return [(" ".join("".join(page.parts[block][start:end]).split()), href) for start, end, href in page.anchors[block]]


def _picture_of(page: Blocks, block: int) -> Element | None:
    """Return the picture that *block*, a short text, shares a box with, and with no longer text; else `None`."""
    boxes, box = page.boxes, page.box[block]
    text = page.texts[block]
    if (
        len(text) > MAX_CAPTION
        or text.endswith(SENTENCE_ENDS)
        or boxes.tags[box] in ("h1", "h2", "h3", "li", "blockquote")
    ):
        return None
    for _ in range(PICTURE_CLIMB):
        inside = range(boxes.starts[box], boxes.ends[box])
        if len(inside) > PICTURE_BLOCKS or any(len(page.texts[one]) > MAX_CAPTION for one in inside):
            return None
        if boxes.images[box]:
            return boxes.elements[box].css_first("img")
        box = boxes.parents[box]
        if box <= 0:
            break
    return None
