"""Where blocks stand by a page's landmarks: the box with most of its paragraphs, and the cards in its lists."""

from collections import Counter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from newscrawl.extraction.page.blocks import Blocks

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

COLUMNS: Final = (
    "main: inside",
    "main: direct child",
    "main: cousin",
    "main: before",
    "main: after",
    "main: blocks since its last paragraph",
    "main: paragraphs before",
    "main: share of all",
    "main: above its headline",
    "cards: twins",
    "cards: in one",
    "unshown",
)
"""What each column of `landmark_columns` tells."""

MAX_CARD_BLOCKS: Final = 10
MAX_CARD_TEXT: Final = 700
MIN_CARDS: Final = 3
FAR: Final = 20
"""Blocks and paragraphs; what lies further is no further."""


def landmark_columns(page: Blocks, paragraphs: Any, headline: int) -> Floats:
    """Return the `COLUMNS` of each block of *page*.

    *paragraphs*: for each block its characters without links if it is a paragraph, else 0. *headline*: the
    block that is the headline, or the number of blocks.
    """
    count, boxes = len(page), page.boxes
    parents, own = np.array(boxes.parents), np.array(page.box)
    above = parents[own]
    weights = np.bincount(above, weights=paragraphs, minlength=len(parents))
    main = int(weights.argmax())
    place = np.arange(count)
    inside = (place >= boxes.starts[main]) & (place < boxes.ends[main])
    children = above == main
    body = np.flatnonzero(children & (paragraphs > 0))
    first, last = (int(body[0]), int(body[-1])) if len(body) else (count, count)
    cards = _card_twins(page, parents)[own]
    columns = np.empty((count, len(COLUMNS)), np.float32)
    columns[:, 0], columns[:, 1] = inside, children
    columns[:, 2] = parents[above] == parents[main]
    columns[:, 3], columns[:, 4] = place < first, place > last
    columns[:, 5] = np.clip(place - last, 0, FAR) / FAR
    columns[:, 6] = np.minimum((paragraphs > 0).cumsum() - (paragraphs > 0), FAR) / FAR
    columns[:, 7] = weights[main] / max(float(paragraphs.sum()), 1.0)
    columns[:, 8] = (place < headline) & (headline < first)
    columns[:, 9] = np.log1p(cards) / 4
    columns[:, 10] = cards > 0
    columns[:, 11] = np.array(boxes.unshown)[own]
    return columns


def _card_twins(page: Blocks, parents: Ints) -> Any:
    """Return for each box how many cards the template of one around it or of its own has made, 0 for fewer than some.

    A card is a small box with a link, made by a template that made others.
    """
    boxes = page.boxes
    starts, ends = np.array(boxes.starts), np.array(boxes.ends)
    links = np.concatenate([[0], np.cumsum([bool(anchors) for anchors in page.anchors])])
    sizes = np.concatenate([[0], np.cumsum([len(text) for text in page.texts])])
    blocks, text = ends - starts, sizes[ends] - sizes[starts]
    small = (links[ends] > links[starts]) & (blocks > 1) & (blocks <= MAX_CARD_BLOCKS) & (text < MAX_CARD_TEXT)
    cards = np.flatnonzero(small)
    signatures = np.array(boxes.signatures)
    twins = Counter(signatures[cards].tolist())
    found = np.zeros(len(parents), np.int64)
    for box in cards.tolist():
        number = twins[signatures[box]]
        found[box] = number if number >= MIN_CARDS else 0
    inherited: list[int] = found.tolist()
    for box, parent in enumerate(boxes.parents):
        if box and inherited[parent] > inherited[box]:
            inherited[box] = inherited[parent]
    return np.array(inherited)
