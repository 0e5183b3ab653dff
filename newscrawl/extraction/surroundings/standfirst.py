"""The standfirst: the paragraph that a page sets apart above an article's text, by its place and its look."""

from collections import Counter
from collections.abc import Container, Sequence
from typing import Final

from newscrawl.extraction.body.stated_text import squeeze_line
from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.tags import ANCESTOR_BITS
from newscrawl.extraction.page.word_classes import family_bits
from newscrawl.extraction.surroundings.teasers import is_dated

STANDFIRST: Final = range(40, 601)
"""Characters of a standfirst."""

NEAR: Final = 12
"""So many blocks at most stand between the headline and the text."""

SHORTEST_STATED: Final = 40
"""Characters of a stated description that a paragraph must share to be it."""

SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", "»", "”", '"')
IN_TEXT: Final = frozenset(["li", "blockquote", "figcaption", "td", "dd"])
HEADINGS: Final = frozenset(["h2", "h3", "h4", "h5", "h6"])

_LEAD: Final = family_bits("lead summary")
_HEADER: Final = ANCESTOR_BITS["header"]

CALLED_SO: Final = (
    "standfirst", "chapo", "chapeau", "dek", "deck", "subtitle", "subheadline", "subhead", "sub-title", "sub-headline",
    "entradilla", "bajada", "vorspann", "ingress", "article-summary", "article__summary", "article__lead", "lede",
    "article-lead", "article-intro", "article__intro", "sottotitolo", "occhiello", "sommario", "rijpje", "perex",
)  # fmt: skip
"""Parts of class names that hardly anything else is called by."""


def find_standfirst(page: Blocks, kept: Sequence[int], beside: Container[int], described: Sequence[str]) -> int | None:
    """Return the block that is the standfirst of the text in the blocks *kept* of *page*, or `None`.

    It is the first text below the headline and looks other than the rest: in another box, bold, called a lead, or
    parted from the text by a date, a caption or the like. One that the page states as its description (*described*,
    squeezed) needs less of that, and where it states another, more. Blocks *beside* the text are none.
    """
    boxes = page.boxes
    kept = [block for block in kept if boxes.tags[page.box[block]] != "h1" and not is_dated(page.texts[block])]
    if len(kept) < 2:
        return None
    headline = _headline_above(page, kept[0])
    if headline is None:
        return None
    usual = _usual_signature(page, kept)
    # What stands above a list is its introduction; text that one cell holds is none.
    in_list = boxes.tags[page.box[kept[1]]] in IN_TEXT and page.box[kept[1]] != page.box[kept[-1]]
    for block in range(headline + 1, kept[0] + 1):
        if block in beside or page.anchors[block] or boxes.tags[page.box[block]] in IN_TEXT:
            continue
        text = page.texts[block]
        bold_above = page.strong[block] >= len(text) and kept[1] > block + 1
        if in_list and not (bold_above or _is_described(text, described)):
            continue
        if len(text) not in STANDFIRST or not (block == kept[0] or text.endswith(SENTENCE_ENDS)):
            continue
        if _is_set_apart(page, kept, block, usual, _is_described(text, described), bool(described)):
            return block
    return None


def _headline_above(page: Blocks, first: int) -> int | None:
    boxes = page.boxes
    near = range(max(0, first - NEAR), first)
    return next((block for block in reversed(near) if boxes.tags[page.box[block]] == "h1"), None)


def _usual_signature(page: Blocks, kept: Sequence[int]) -> int:
    """Return the signature of the boxes that hold most of the text behind its first block."""
    lengths: Counter[int] = Counter()
    for block in kept[1:]:
        lengths[page.boxes.signatures[page.box[block]]] += len(page.texts[block])
    return lengths.most_common(1)[0][0]


def _is_described(text: str, described: Sequence[str]) -> bool:
    """Tell whether *text* is what the page states as its description, or one is the other's beginning."""
    key = squeeze_line(text).rstrip(".…")
    for other in described:
        size = min(len(key), len(other))
        if size >= SHORTEST_STATED and key[:size] == other[:size]:
            return True
    return False


def _is_set_apart(
    page: Blocks, kept: Sequence[int], block: int, usual: int, is_described: bool, others_described: bool
) -> bool:
    boxes, box = page.boxes, page.box[block]
    other_look = boxes.signatures[box] != usual
    other_box = boxes.parents[box] != boxes.parents[page.box[kept[1]]]
    parted = kept[0] != block or kept[1] > block + 1
    bold = page.strong[block] >= len(page.texts[block])
    names = boxes.names[box] | page.names[block]
    heading = boxes.tags[box] in HEADINGS
    if is_described:
        marked = bool(names & _LEAD) or bold or heading or bool(boxes.ancestors[box] & _HEADER)
        return (marked and other_look | other_box | bold) or (parted and other_look and other_box)
    if others_described:
        return other_look and other_box and _is_called_so(page, box)
    return other_look and other_box and (parted or bold or bool(names & _LEAD))


def _is_called_so(page: Blocks, box: int) -> bool:
    attributes = page.boxes.elements[box].attributes
    names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}".lower()
    return any(word in names for word in CALLED_SO)
