"""Where one story ends on a page that holds more than one, and the text that a page holds a second time."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from newscrawl.extraction.body.stated_text import Clues, squeeze_line
from newscrawl.extraction.page.blocks import Blocks

WHOLE_TEXT: Final = 1000
"""After so many characters of a first article, a second one on the page is another story."""

SIBLING_TEXT: Final = 300
"""The same where the second is made by the same template as the one that holds the headline."""

OPENING_BLOCKS: Final = 6
"""Among so many blocks of an article stands its headline."""

# A block longer than this whose text stands in other paragraphs to this share is the whole article once more,
# as kept for reading aloud, for search or behind a paywall.
COPY_LENGTH: Final = 1000
COPIED_SHARE: Final = 0.5
COPIED_TEXT: Final = 60
MAX_COMPARED: Final = 300
MAX_COPY: Final = 200_000

_HEADINGS: Final = frozenset(["h1", "h2", "h3"])


def end_of_story(page: Blocks, taken: Sequence[int], clues: Clues) -> int:
    """Return the block at which a next article starts, as pages show that go on and on, or the page's end.

    It stands in an `<article>` of its own with a headline of its own, after one with both and a whole text.
    """
    boxes = page.boxes
    articles = [box for box, tag in enumerate(boxes.tags) if tag == "article" and boxes.starts[box] < boxes.ends[box]]
    if len(articles) < 2:
        return len(page)
    return min(_with_h1(page, articles, taken), _of_same_make(page, articles, taken, clues))


def _with_h1(page: Blocks, articles: Sequence[int], taken: Sequence[int]) -> int:
    boxes = page.boxes
    headings = [boxes.starts[box] for box, tag in enumerate(boxes.tags) if tag == "h1"]
    first: range | None = None
    for box in articles:
        blocks = range(boxes.starts[box], boxes.ends[box])
        if first is not None and blocks.start < first.stop:
            continue
        heading = bisect_left(headings, blocks.start)
        if heading == len(headings) or headings[heading] not in blocks:
            continue
        if first is None:
            first = blocks
        else:
            return blocks.start if _length(page, taken, first) > WHOLE_TEXT else len(page)
    return len(page)


def _of_same_make(page: Blocks, articles: Sequence[int], taken: Sequence[int], clues: Clues) -> int:
    """Return where an article begins that the template of the one with the page's headline made, with its own."""
    boxes = page.boxes
    own = next((box for box in articles if _is_headed(page, box, clues)), None)
    if own is None or _length(page, taken, range(boxes.starts[own], boxes.ends[own])) < SIBLING_TEXT:
        return len(page)
    for box in articles:
        if boxes.starts[box] < boxes.ends[own] or boxes.signatures[box] != boxes.signatures[own]:
            continue
        opening = range(boxes.starts[box], min(boxes.starts[box] + OPENING_BLOCKS, boxes.ends[box]))
        headed = any(boxes.tags[page.box[block]] in _HEADINGS for block in opening)
        if headed and _length(page, taken, range(boxes.starts[box], boxes.ends[box])) >= SIBLING_TEXT:
            return boxes.starts[box]
    return len(page)


def _is_headed(page: Blocks, box: int, clues: Clues) -> bool:
    boxes = page.boxes
    opening = range(boxes.starts[box], min(boxes.starts[box] + OPENING_BLOCKS, boxes.ends[box]))
    return any(
        boxes.tags[page.box[block]] == "h1"
        or (boxes.tags[page.box[block]] in _HEADINGS and bool(clues.of(page.texts[block])[0]))
        for block in opening
    )


def _length(page: Blocks, taken: Sequence[int], inside: range) -> int:
    first, last = bisect_left(taken, inside.start), bisect_left(taken, inside.stop)
    return sum(len(page.texts[index]) for index in taken[first:last])


def copy_of_all(page: Blocks, taken: Sequence[int]) -> int | None:
    """Return the longest block of *taken* if it holds the text of the others, else `None`."""
    sizes = [len(page.texts[index]) for index in taken]
    size = max(sizes, default=0)
    if not COPY_LENGTH <= size <= MAX_COPY or 3 * size < sum(sizes):
        return None
    longest = taken[sizes.index(size)]
    whole = squeeze_line(page.texts[longest])
    others = [squeeze_line(page.texts[index]) for index in taken[:MAX_COMPARED] if index != longest]
    copied = sum(len(text) for text in others if len(text) > COPIED_TEXT and text in whole)
    return longest if copied > COPIED_SHARE * len(whole) else None
