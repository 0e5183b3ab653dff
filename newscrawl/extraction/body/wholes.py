"""What belongs together is taken together: paragraphs of one make, a lead in a box of its own, a note of correction."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from typing import Any, Final

from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.word_classes import family_bits

LONG: Final = 80
"""Characters of a paragraph that can be taken for what its siblings are."""

DOUBTED: Final = 0.12
"""Probability from which a long paragraph among siblings that were taken is taken too."""

SIBLINGS_TAKEN: Final = 0.5
"""Share of the long paragraphs of one box and make that must have been taken for the others to follow."""

MOST_LINKED: Final = 0.3

LEAD_PLACES: Final = 6
"""Blocks above the text among which a first paragraph in a box of its own is looked for."""

MAX_CORRECTION: Final = 800

SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", "»", "”", '"', "’", ":", "’”")

_NONE_OF_TEXT: Final = family_bits(
    "related caption newsletter comment cookie paywall author nav footer ad form further popup"
)
_FOREIGN_TAGS: Final = frozenset(
    ["figcaption", "caption", "li", "td", "th", "button", "h1", "h2", "h3", "h4", "h5", "h6"]
)

WHOLE_TAGS: Final = frozenset(["ul", "ol", "dl", "table", "blockquote"])

# "Correction: an earlier version …", «Rectificatif : …», „Korrektur: …“
_CORRECTION: Final = re.compile(
    r"[\s*([«„“—–-]*(?:corrections?|clarifications?|amendments?|editor['’]s note|update|erratum|errata|rectificati\w*|"
    r"précision|mise à jour|note de la rédaction|korrektur|berichtigung|anmerkung der redaktion|"
    r"corrección|rectificación|fe de erratas|aclaración|nota de la redacción|correção|errata|"
    r"nota da redação|correzione|rettifica|"
    r"nota della redazione|correctie|rectificatie|rättelse|rettelse|oikaisu|sprostowanie|oprava|исправление|поправка|"
    r"уточнение|düzeltme|訂正|更正|정정)\b[^.]{0,60}?[:：.\-–—]",
    re.I,
)


def completed(page: Blocks, probabilities: Any, taken: Sequence[int], without: Container[int]) -> list[int]:
    """Return *taken* with what belongs to it and was taken for less, in the page's order; never blocks *without*."""
    if len(taken) < 2:
        return list(taken)
    free = [block for block in range(len(page)) if block not in without and _is_paragraph(page, block)]
    found = {*taken, *_siblings(page, probabilities, taken, free), *_corrections(page, taken, without)}
    found |= {block for block in _inside(page, probabilities, taken) if block not in without}
    lead = _lead(page, probabilities, taken, free)
    return sorted(found if lead is None else {*found, lead})


def _is_paragraph(page: Blocks, block: int) -> bool:
    """Tell whether a block could be a paragraph of a text: long, hardly linked, a sentence, and shown."""
    boxes, box, text = page.boxes, page.box[block], page.texts[block]
    if len(text) < LONG or not text.endswith(SENTENCE_ENDS) or boxes.tags[box] in _FOREIGN_TAGS or boxes.unshown[box]:
        return False
    linked = sum(len(part) for first, last, _ in page.anchors[block] for part in page.parts[block][first:last])
    return linked <= MOST_LINKED * len(text)


def _siblings(page: Blocks, probabilities: Any, taken: Sequence[int], free: Sequence[int]) -> list[int]:
    """Return the paragraphs in doubt most of whose siblings, of the same tag in the same box, were taken."""
    boxes, chosen = page.boxes, set(taken)
    makes = {block: (boxes.parents[page.box[block]], boxes.tags[page.box[block]]) for block in free}
    all_of, taken_of = Counter(makes.values()), Counter(makes[block] for block in free if block in chosen)
    return [
        block
        for block in free
        if block not in chosen
        and probabilities[block] >= DOUBTED
        and taken_of[makes[block]] >= max(2, SIBLINGS_TAKEN * all_of[makes[block]])
    ]


def _inside(page: Blocks, probabilities: Any, taken: Sequence[int]) -> set[int]:
    """Return the blocks of lists, tables and quotations in doubt between two paragraphs of the text's box."""
    boxes, chosen, found = page.boxes, set(taken), set[int]()
    parents_of_taken = {boxes.parents[page.box[block]] for block in taken}
    for box, tag in enumerate(boxes.tags):
        start, end = boxes.starts[box], boxes.ends[box]
        between = start - 1 in chosen and end in chosen and start < end
        if tag not in WHOLE_TAGS or not between or boxes.parents[box] not in parents_of_taken or boxes.unshown[box]:
            continue
        blocks = range(start, end)
        sizes = [len(page.texts[block]) for block in blocks]
        linked = sum(
            len(part)
            for block in blocks
            for first, last, _ in page.anchors[block]
            for part in page.parts[block][first:last]
        )
        mean = sum(probabilities[block] * size for block, size in zip(blocks, sizes, strict=True)) / sum(sizes)
        if mean >= DOUBTED and linked <= MOST_LINKED * sum(sizes) and not boxes.names[box] & _NONE_OF_TEXT:
            found.update(blocks)
    return found


def _lead(page: Blocks, probabilities: Any, taken: Sequence[int], free: Sequence[int]) -> int | None:
    """Return the paragraph in doubt that stands between the headline and the text."""
    boxes = page.boxes
    headings = [boxes.starts[box] for box, tag in enumerate(boxes.tags) if tag == "h1" and boxes.starts[box] < taken[0]]
    if not headings:
        return None
    above = range(max(headings[-1] + 1, taken[0] - LEAD_PLACES), taken[0])
    for block in reversed(above):
        fits = block in free and probabilities[block] >= DOUBTED
        if fits and not (boxes.names[page.box[block]] | page.names[block]) & _NONE_OF_TEXT:
            return block
    return None


def _corrections(page: Blocks, taken: Sequence[int], without: Container[int]) -> list[int]:
    """Return the notes of correction in the boxes that hold the text, above or below it."""
    boxes = page.boxes
    holding = {boxes.parents[page.box[block]] for block in taken} | {page.box[block] for block in taken}
    near = [*range(max(0, taken[0] - 3), taken[0]), *range(taken[-1] + 1, min(len(page), taken[-1] + 4))]
    return [
        block
        for block in near
        if block not in without
        and len(page.texts[block]) <= MAX_CORRECTION
        and boxes.parents[page.box[block]] in holding
        and _CORRECTION.match(page.texts[block])
    ]
