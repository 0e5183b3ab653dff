"""The article's own text on a page: which blocks it is, as paragraphs, simplified HTML and inline links."""

from bisect import bisect_left
from collections.abc import Container
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import attrs
import numpy as np

from newscrawl.extraction.body.features import Layout, features_of
from newscrawl.extraction.body.html import Link, links_of, simple_html
from newscrawl.extraction.body.network import forward
from newscrawl.extraction.body.stated_text import Clues, clues_of, squeeze
from newscrawl.extraction.metadata.page_metadata import Facts, gather
from newscrawl.extraction.page.blocks import Blocks, read_blocks
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.nodes import Element
from newscrawl.extraction.page.word_classes import OPENING_NAMES, opening
from newscrawl.web.text import fold

Weights = dict[str, Any]

WEIGHTS = "body.npz"

# Blocks of a higher probability are taken. Cross-validated word F1 is flat around here.
TAKEN = 0.4

# Shorter than this, what was found is a stray line, not a text.
MIN_CHARACTERS = 40

# `articleBody` stands in for the page's text if that holds less than this share of it.
STATED_SHARE = 0.3

# A text longer than this that stands twice in the body is a repeat, not a refrain.
REPEATED = 60

# A block longer than this whose text stands in other paragraphs to this share is the whole article once more,
# as kept for reading aloud, for search or behind a paywall.
COPY_LENGTH = 1000
COPIED_SHARE = 0.5
MAX_COMPARED = 300
MAX_COPY = 200_000

# After so much text of a first article, a second one on the page is another story.
WHOLE_TEXT = 1000

# A paragraph linked to more than this share that opens with "Read also" or the like is a teaser.
TEASER_LINKED = 0.4
TEASER_TAGS = frozenset(["p", "div", "blockquote", "aside", "section", "article"])

# Among so many first paragraphs the headline may be repeated, and date or byline stand as short lines.
HEADLINE_PLACES = 3
CREDIT_LENGTH = 60
CREDITS = frozenset(["byline", "dated"])


@attrs.frozen
class Body:
    """An article's text. `read_body` makes it."""

    paragraphs: list[str]
    """Paragraphs, sub-headings, list items, each folded to one line."""
    html: str
    """The same as simplified HTML: `p h2`–`h6 ul ol li blockquote a`, escaped, `href` absolute."""
    links: list[Link]
    """Links within the text."""
    elements: list[Element]
    """The elements that hold the text, in document order, each once. Empty where JSON-LD had to stand in."""
    confidence: float
    """0 to 1: the mean probability, by characters, that what was taken belongs to the text."""

    @property
    def text(self) -> str:
        """The paragraphs parted by one blank line."""
        return "\n\n".join(self.paragraphs)


@attrs.frozen
class Scored:
    """A page's blocks with the network's opinion of each: a stage on the way to the body."""

    page: Blocks
    clues: Clues
    probabilities: Any
    """For each block the probability that it belongs to the article's text."""
    features: Any
    """For each block its features: see `features.features_of`."""


def read_body(doc: Document) -> Body | None:
    """Return the text of the article on *doc*, `None` where the page has no running text."""
    facts = gather(doc)
    scored = score(facts)
    return body_of(scored, doc.url) if scored else stated_body(clues_of(facts))


def score(facts: Facts, weights: Weights | None = None) -> Scored | None:
    """Score the blocks of a page with *weights*, by default the packaged ones; `None` where it has none."""
    page = read_blocks(facts.html)
    if not len(page):
        return None
    clues = clues_of(facts)
    features, layout = features_of(page, clues)
    logits = forward(weights or load_weights(WEIGHTS), features, ranges_of(layout, len(page)), np)
    return Scored(page, clues, 1 / (1 + np.exp(-np.clip(logits, -30, 30))), features)


def likely_blocks(scored: Scored) -> list[int]:
    """Return the blocks that by their probability belong to the text."""
    likely: list[int] = np.flatnonzero(scored.probabilities > TAKEN).tolist()
    return likely


def body_of(scored: Scored, url: str, without: Container[int] = ()) -> Body | None:
    """Return the body that *scored* tells, with links resolved against *url*; blocks *without* are none of it."""
    page = scored.page
    likely = [index for index in likely_blocks(scored) if index not in without]
    taken = _without_repeats(scored, likely)
    sizes = [len(page.texts[index]) for index in taken]
    if sum(sizes) < STATED_SHARE * len(scored.clues.article_body):
        return stated_body(scored.clues)
    if sum(sizes) < MIN_CHARACTERS:
        return None
    boxes = dict.fromkeys(page.box[index] for index in taken)
    paragraphs = [fold(page.texts[index]) for index in taken]
    return Body(
        paragraphs=paragraphs,
        html=simple_html(page, taken, url, paragraphs),
        links=[link for index in taken if page.anchors[index] for link in links_of(page, index, url)],
        elements=[page.boxes.elements[box] for box in boxes],
        confidence=float(scored.probabilities[taken] @ sizes / sum(sizes)),
    )


def _without_repeats(scored: Scored, taken: list[int]) -> list[int]:
    """Leave out headline, date and byline above the text, teasers in it, and what the page shows twice."""
    page = scored.page
    headings = [text for text, box in zip(page.texts, page.box, strict=True) if page.boxes.tags[box] == "h1"]
    headlines = {*scored.clues.titles, *map(squeeze, headings)}
    kept: list[int] = []
    seen: set[str] = set()
    copy = _copy_of_all(page, taken)
    end = _end_of_story(page, taken)
    for index in taken:
        if index >= end:
            break
        text = page.texts[index]
        if index == copy or _is_teaser(scored, index):
            continue
        if len(kept) < HEADLINE_PLACES and _is_heading(text, headlines):
            continue
        if len(text) > REPEATED:
            key = squeeze(text)
            if key in seen:
                continue
            seen.add(key)
        kept.append(index)
    return kept


def _end_of_story(page: Blocks, taken: list[int]) -> int:
    """Return the block at which a next article starts, as pages show that go on and on, or the page's end.

    It stands in an `<article>` of its own with an `<h1>` of its own, after one with both and a whole text.
    """
    boxes = page.boxes
    headings = [boxes.starts[box] for box, tag in enumerate(boxes.tags) if tag == "h1"]
    if len(headings) < 2:
        return len(page)
    first: range | None = None
    for box, tag in enumerate(boxes.tags):
        blocks = range(boxes.starts[box], boxes.ends[box])
        if tag != "article" or (first is not None and blocks.start < first.stop):
            continue
        heading = bisect_left(headings, blocks.start)
        if heading == len(headings) or headings[heading] not in blocks:
            continue
        if first is None:
            first = blocks
        else:
            whole = sum(len(page.texts[index]) for index in taken if index in first) > WHOLE_TEXT
            return blocks.start if whole else len(page)
    return len(page)


def _copy_of_all(page: Blocks, taken: list[int]) -> int | None:
    """Return the longest block of *taken* if it holds the text of the others, else `None`."""
    sizes = [len(page.texts[index]) for index in taken]
    size = max(sizes, default=0)
    if not COPY_LENGTH <= size <= MAX_COPY or 3 * size < sum(sizes):
        return None
    longest = taken[sizes.index(size)]
    whole = squeeze(page.texts[longest])
    others = [squeeze(page.texts[index]) for index in taken[:MAX_COMPARED] if index != longest]
    copied = sum(len(text) for text in others if len(text) > REPEATED and text in whole)
    return longest if copied > COPIED_SHARE * len(whole) else None


def _is_teaser(scored: Scored, index: int) -> bool:
    """Tell whether block *index* is a line such as "Read also: …" with its link."""
    page = scored.page
    if not page.anchors[index] or page.boxes.tags[page.box[index]] not in TEASER_TAGS:
        return False
    announced = opening(page.texts[index])
    if not announced or OPENING_NAMES[announced - 1] != "related":
        return False
    linked = sum(len(part) for first, last, _ in page.anchors[index] for part in page.parts[index][first:last])
    return linked > TEASER_LINKED * len(page.texts[index])


def _is_heading(text: str, headlines: set[str]) -> bool:
    """Tell whether *text*, one of the first paragraphs, is the headline or a line with date or byline."""
    if squeeze(text) in headlines:
        return True
    announced = opening(text) if len(text) < CREDIT_LENGTH else 0
    return announced > 0 and OPENING_NAMES[announced - 1] in CREDITS


def stated_body(clues: Clues) -> Body | None:
    """Return JSON-LD's `articleBody` as a body, `None` where there is none worth the name."""
    paragraphs = [text for text in map(fold, clues.article_body.split("\n")) if text]
    if sum(map(len, paragraphs)) < MIN_CHARACTERS:
        return None
    html = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return Body(paragraphs, html, links=[], elements=[], confidence=0.5)


def ranges_of(layout: Layout, count: int) -> dict[str, Any]:
    """Return what `network.forward` needs of the *layout* of one page with *count* blocks."""
    return attrs.asdict(layout) | {
        "page_starts": np.zeros(count, np.int64),
        "page_ends": np.full(count, count),
    }


@cache
def load_weights(name: str) -> Weights:
    """Return the trained arrays of the packaged file *name*, in single precision."""
    with files("newscrawl.extraction.body").joinpath(name).open("rb") as stream, np.load(stream) as arrays:
        return {key: arrays[key].astype(np.float32) for key in arrays if arrays[key].dtype.kind == "f"}
