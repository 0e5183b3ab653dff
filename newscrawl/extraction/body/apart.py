"""What stands within an article's text and is not its running text: fact boxes and posts embedded from elsewhere."""

import re
from collections.abc import Sequence
from typing import Final

import attrs

from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.word_classes import family_bits

MOST_APART: Final = 0.4
"""A box that holds more than this share of all that was taken for text is no box within it."""

MIN_ASIDE: Final = 60
"""Characters without links of a box that is worth keeping."""

_FACT: Final = family_bits("fact")
_OFFER: Final = family_bits("related further newsletter share comment ad nav cookie paywall popup form")

# `<blockquote class="twitter-tweet">`, `<div class="fb-post">`: by what their own scripts look for
_EMBED: Final = re.compile(
    r"\b(?:(twitter)-(?:tweet|video)|(instagram)-media|(tiktok)-embed|(?:fb|(facebook))-(?:post|video)|(bluesky)-embed|"
    r"(mastodon)-embed|(reddit)-(?:embed|card)|(telegram)-post|text-post-media|(threads)-embed|(truthsocial)-embed)\b"
)
_EMBEDDING_NAMES: Final = family_bits("quote share video image article text")
"""What their classes have words of, so that few boxes are asked."""
_EMBEDDING_TAGS: Final = frozenset(["blockquote", "div", "figure", "section"])


@attrs.frozen
class Apart:
    """A box that is kept, marked, in the HTML of an article and is no part of its text."""

    box: int
    network: str | None
    """Where an embedded post comes from; `None` for a box of the publisher's own."""


def parts_apart(page: Blocks, taken: Sequence[int]) -> dict[int, Apart]:
    """Return the blocks of such boxes that stand between the first and the last block *taken*, with their box."""
    if not taken:
        return {}
    boxes = page.boxes
    found: dict[int, Apart] = {}
    everything = sum(len(page.texts[block]) for block in taken)
    for box, tag in enumerate(boxes.tags):
        inside = range(boxes.starts[box], boxes.ends[box])
        if not inside or inside.start in found or inside.start < taken[0] or inside.stop - 1 > taken[-1] + len(inside):
            continue
        network = _network(page, box, tag)
        if network is None and not _is_aside(page, box, tag, inside):
            continue
        if sum(len(page.texts[block]) for block in inside) <= MOST_APART * everything:
            found |= dict.fromkeys(inside, Apart(box, network))
    return found


def _network(page: Blocks, box: int, tag: str) -> str | None:
    if tag not in _EMBEDDING_TAGS or not page.boxes.names[box] & _EMBEDDING_NAMES:
        return None
    match = _EMBED.search(page.boxes.elements[box].attributes.get("class") or "")
    if match is None:
        return None
    return next(filter(None, match.groups()), "facebook" if match[0].startswith("fb") else "threads")


def _is_aside(page: Blocks, box: int, tag: str, inside: range) -> bool:
    boxes = page.boxes
    if not (tag == "aside" or (boxes.names[box] & _FACT and tag in ("div", "section", "table", "details"))):
        return False
    if boxes.names[box] & _OFFER or boxes.unshown[box]:
        return False
    linked = sum(
        len(part)
        for block in inside
        for first, last, _ in page.anchors[block]
        for part in page.parts[block][first:last]
    )
    free = sum(len(page.texts[block]) for block in inside) - linked
    return free >= MIN_ASIDE and free > linked
