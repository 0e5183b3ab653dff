"""Where an article's text begins and ends: the standfirst above it, the caption beside it, the byline under it."""

from collections import Counter
from collections.abc import Container, Sequence
from typing import Final

import attrs
from lxml import etree

from newscrawl.extraction.blocks import Blocks
from newscrawl.extraction.bylines import is_signature
from newscrawl.extraction.cards import is_dated

ABOVE_SHARE: Final = 0.2
"""What stands above the headline is no text if it holds less than this share of what was taken for text."""

BELOW_SHARE: Final = 0.25
"""A byline ends the text if what was taken below it holds less than this share."""

UNDER: Final = 3
"""So many blocks under the text are looked at for a byline that was not taken for text."""

SHORT: Final = 60
MAX_CAPTION: Final = 250
SENTENCE_ENDS: Final = (".", "!", "?", "…", "。")
PICTURE_CLIMB: Final = 4
PICTURE_BLOCKS: Final = 3
"""A box with a picture, and so many short blocks or fewer, is a picture with its caption."""

STANDFIRST: Final = range(40, 601)
"""Characters of a standfirst."""


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
    caption: tuple[etree._Element, str] | None = None
    """The first picture that shares a box with a short text and with no other, and that text."""
    blocks: frozenset[int] = frozenset()
    """The blocks that were taken for text and are one of these, or lie beyond them."""


def read_edges(page: Blocks, taken: Sequence[int], offers: Container[int], described: bool) -> Edges:
    """Return the edges of the text that the blocks *taken* of *page* hold.

    *offers* are the blocks that offer other articles; *described* tells whether the page states a
    description: only where it does not is a paragraph looked for that is set apart as one.
    """
    if not taken:
        return Edges()
    above = _above_headline(page, taken)
    captions = _captions(page, taken)
    kept = [block for block in taken if block not in above and block not in captions]
    signed = _signature(page, kept, offers)
    below = [block for block in kept if signed is not None and block >= signed]
    kept = [block for block in kept if signed is None or block < signed]
    first = None if described else _standfirst(page, kept)
    return Edges(
        signature=Signature(page.texts[signed], _links(page, signed)) if signed is not None else None,
        standfirst=page.texts[first] if first is not None else None,
        caption=_caption(page, captions),
        blocks=frozenset([*above, *captions, *below, *([] if first is None else [first])]),
    )


def _above_headline(page: Blocks, taken: Sequence[int]) -> set[int]:
    """Return the short blocks above the headline, where nearly all of the text stands below it."""
    headings = [block for block, box in enumerate(page.box) if page.boxes.tags[box] == "h1"]
    if not headings:
        return set()
    above = {block for block in taken if block < headings[-1] and len(page.texts[block]) < SHORT}
    everything = sum(len(page.texts[block]) for block in taken)
    before = sum(len(page.texts[block]) for block in taken if block < headings[-1])
    return above if before < ABOVE_SHARE * everything else set()


def _captions(page: Blocks, taken: Sequence[int]) -> dict[int, etree._Element]:
    """Return the short blocks before the second long one that share a box with a picture, and the picture."""
    long = [block for block in taken if len(page.texts[block]) > MAX_CAPTION][:2]
    near = range(max(0, taken[0] - UNDER), long[-1] if long else taken[-1])
    pictures = ((block, _picture_of(page, block)) for block in near)
    return {block: picture for block, picture in pictures if picture is not None}


def _caption(page: Blocks, captions: dict[int, etree._Element]) -> tuple[etree._Element, str] | None:
    """Return the first picture with a text that is neither the headline nor a link."""
    headings = {text for text, box in zip(page.texts, page.box, strict=True) if page.boxes.tags[box] == "h1"}
    for block, picture in captions.items():
        text = page.texts[block]
        if text not in headings and not page.anchors[block]:
            return picture, text
    return None


def _signature(page: Blocks, kept: Sequence[int], offers: Container[int]) -> int | None:
    """Return the last block that is a byline, with little text below it."""
    if not kept:
        return None
    under = range(kept[-1] + 1, min(kept[-1] + 1 + UNDER, len(page)))
    for block in [*(block for block in reversed(under) if block not in offers), *reversed(kept[1:])]:
        if len(page.texts[block]) <= 2 * SHORT and is_signature(page.texts[block]):
            after = sum(len(page.texts[one]) for one in kept if one > block and not page.anchors[one])
            return block if after < BELOW_SHARE * sum(len(page.texts[one]) for one in kept) else None
    return None


def _links(page: Blocks, block: int) -> list[tuple[str, str]]:
    return [
        (" ".join("".join(page.parts[block][start:end]).split()), href)
        for start, end, href in page.anchors[block]
    ]


def _picture_of(page: Blocks, block: int) -> etree._Element | None:
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
            return next(boxes.elements[box].iter("img"), None)
        box = boxes.parents[box]
        if box <= 0:
            break
    return None


def _standfirst(page: Blocks, kept: Sequence[int]) -> int | None:
    """Return the first block, where it stands in another box and looks other than most of the text."""
    kept = [
        block
        for block in kept
        if page.boxes.tags[page.box[block]] != "h1" and not is_dated(page.texts[block])
    ]
    if len(kept) < 2 or len(page.texts[kept[0]]) not in STANDFIRST:
        return None
    boxes = page.boxes
    lengths: Counter[int] = Counter()
    for block in kept[1:]:
        lengths[boxes.signatures[page.box[block]]] += len(page.texts[block])
    usual = lengths.most_common(1)[0][0]
    first, second = page.box[kept[0]], page.box[kept[1]]
    apart = boxes.signatures[first] != usual and boxes.parents[first] != boxes.parents[second]
    headed = any(boxes.tags[page.box[block]] == "h1" for block in range(max(0, kept[0] - 6), kept[0]))
    return kept[0] if apart and headed and boxes.tags[first] not in ("li", "blockquote") else None
