"""The article's own text on a page: which blocks it is, as paragraphs, simplified HTML and inline links."""

from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import attrs
import numpy as np
from lxml import etree

from newscrawl.extraction.blocks import Blocks, read_blocks
from newscrawl.extraction.clues import Clues, read_clues, squeeze
from newscrawl.extraction.document import Document
from newscrawl.extraction.features import Layout, features_of
from newscrawl.extraction.network import forward
from newscrawl.extraction.simplehtml import Link, links_of, simple_html
from newscrawl.extraction.text import fold

WEIGHTS = "body.npz"

# Shorter than this, what was found is a stray line, not a text.
MIN_CHARACTERS = 40

# `articleBody` stands in for the page's text if that holds less than this share of it.
STATED_SHARE = 0.3

# A text longer than this that stands twice in the body is a repeat, not a refrain.
REPEATED = 60

# The headline may be repeated among so many first paragraphs.
HEADLINE_PLACES = 3


@attrs.frozen
class Body:
    """An article's text. `read_body` makes it."""

    paragraphs: list[str]
    """Paragraphs, sub-headings, list items, each folded to one line."""
    html: str
    """The same as simplified HTML: `p h2`–`h6 ul ol li blockquote a`, escaped, `href` absolute."""
    links: list[Link]
    """Links within the text."""
    elements: list[etree._Element]
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
    states: Any
    """For each block the network's vector."""
    features: Any


def read_body(doc: Document) -> Body | None:
    """Return the text of the article on *doc*, `None` where the page has no running text."""
    scored = score(doc)
    return body_of(scored, doc.url) if scored else None


def score(doc: Document) -> Scored | None:
    """Score the blocks of *doc*; `None` where it has none."""
    page = read_blocks(doc.root)
    if not len(page):
        return None
    clues = read_clues(doc.root)
    features, layout = features_of(page, clues)
    logits, states = forward(load_weights(WEIGHTS), features, _ranges(layout, len(page)), np)
    return Scored(page, clues, 1 / (1 + np.exp(-np.clip(logits, -30, 30))), states, features)


def body_of(scored: Scored, url: str) -> Body | None:
    """Return the body that *scored* tells, with links resolved against *url*."""
    page = scored.page
    taken = _without_repeats(scored, np.flatnonzero(scored.probabilities > 0.5).tolist())
    sizes = [len(page.texts[index]) for index in taken]
    stated = scored.clues.article_body
    if len(stated) > MIN_CHARACTERS and sum(sizes) < STATED_SHARE * len(stated):
        return _stated_body(stated)
    if sum(sizes) < MIN_CHARACTERS:
        return None
    boxes = dict.fromkeys(page.box[index] for index in taken)
    return Body(
        paragraphs=[fold(page.texts[index]) for index in taken],
        html=simple_html(page, taken, url),
        links=[link for index in taken for link in links_of(page, index, url)],
        elements=[page.boxes.elements[box] for box in boxes],
        confidence=float(scored.probabilities[taken] @ sizes / sum(sizes)),
    )


def _without_repeats(scored: Scored, taken: list[int]) -> list[int]:
    """Leave out the headline above the text and paragraphs that the page shows twice."""
    kept: list[int] = []
    seen: set[str] = set()
    for index in taken:
        text = scored.page.texts[index]
        if len(text) <= REPEATED and len(kept) >= HEADLINE_PLACES:
            kept.append(index)
            continue
        key = squeeze(text)
        if key in seen or (len(kept) < HEADLINE_PLACES and key in scored.clues.titles):
            continue
        if len(text) > REPEATED:
            seen.add(key)
        kept.append(index)
    return kept


def _stated_body(stated: str) -> Body:
    paragraphs = [text for text in map(fold, stated.split("\n")) if text]
    html = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return Body(paragraphs, html, links=[], elements=[], confidence=0.5)


def _ranges(layout: Layout, count: int) -> dict[str, Any]:
    return attrs.asdict(layout) | {
        "page_starts": np.zeros(count, np.int64),
        "page_ends": np.full(count, count),
    }


@cache
def load_weights(name: str) -> dict[str, Any]:
    """Return the trained arrays of the packaged file *name*, in single precision."""
    with files("newscrawl.extraction").joinpath(name).open("rb") as stream, np.load(stream) as arrays:
        return {key: arrays[key].astype(np.float32) for key in arrays if arrays[key].dtype.kind == "f"}
