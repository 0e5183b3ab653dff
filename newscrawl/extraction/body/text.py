"""The article's own text on a page: which blocks it is, as paragraphs, simplified HTML and inline links."""

from collections.abc import Container
from html import escape
from typing import Any

import attrs
import numpy as np

from newscrawl.extraction.body.apart import parts_apart
from newscrawl.extraction.body.compiled import context_of, features_of, ranges_of
from newscrawl.extraction.body.features import feature_names
from newscrawl.extraction.body.furniture import is_caption, is_heading, is_teaser, without_tail
from newscrawl.extraction.body.html import Link, links_of, simple_html
from newscrawl.extraction.body.network import forward
from newscrawl.extraction.body.stated_text import Clues, clues_of, squeeze_line
from newscrawl.extraction.body.stories import copy_of_all, end_of_story
from newscrawl.extraction.body.tables import paragraphs_of, table_cells
from newscrawl.extraction.body.weights import Weights, load_weights
from newscrawl.extraction.body.wholes import completed
from newscrawl.extraction.metadata.page_metadata import Facts, gather
from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.compiled import read_blocks
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.nodes import Element
from newscrawl.web.text import fold

WEIGHTS = "body.npz"

# Blocks of a higher probability are taken. Cross-validated word F1 is flat around here.
TAKEN = 0.4

# Shorter than this, what was found is a stray line, not a text.
MIN_CHARACTERS = 40

# `articleBody` stands in for the page's text if that holds less than this share of it.
STATED_SHARE = 0.3

# A text longer than this that stands twice in the body is a repeat, not a refrain.
REPEATED = 60

# Among so many first paragraphs the headline may be repeated, and date or byline stand as short lines.
HEADLINE_PLACES = 3


@attrs.frozen
class Body:
    """An article's text. `read_body` makes it."""

    paragraphs: list[str]
    """Paragraphs, sub-headings, list items, each folded to one line."""
    html: str
    """The same as simplified HTML: `p h2`–`h6 ul ol li blockquote table tr th td a`, escaped, `href` absolute."""
    links: list[Link]
    """Links within the text."""
    elements: list[Element]
    """The elements that hold the text, in document order, each once. Empty where JSON-LD had to stand in."""
    confidence: float
    """0 to 1: the mean probability, by characters, that what was taken belongs to the text."""
    source: str = "page"
    """`page`, `json-ld` or `script`: where the text stands."""

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
    trained = weights or load_weights(WEIGHTS, feature_names())
    logits = forward(trained, features, ranges_of(layout, len(page)), np, context_of)
    return Scored(page, clues, 1 / (1 + np.exp(-np.clip(logits, -30, 30))), features)


def likely_blocks(scored: Scored) -> list[int]:
    """Return the blocks that by their probability belong to the text."""
    likely: list[int] = np.flatnonzero(scored.probabilities > TAKEN).tolist()
    return likely


def body_of(scored: Scored, url: str, without: Container[int] = ()) -> Body | None:
    """Return the body that *scored* tells, with links resolved against *url*; blocks *without* are none of it."""
    page = scored.page
    likely = [index for index in likely_blocks(scored) if index not in without]
    likely = completed(page, scored.probabilities, likely, without)
    taken = _without_furniture(scored, likely)
    apart = {block: part for block, part in parts_apart(page, taken).items() if block not in without}
    taken = [index for index in taken if index not in apart]
    sizes = [len(page.texts[index]) for index in taken]
    if sum(sizes) < STATED_SHARE * len(scored.clues.article_body):
        return stated_body(scored.clues)
    if sum(sizes) < MIN_CHARACTERS:
        return None
    boxes = dict.fromkeys(page.box[index] for index in taken)
    cells = table_cells(page, taken)
    return Body(
        paragraphs=paragraphs_of(page, taken, cells),
        html=simple_html(page, taken, url, apart, cells),
        links=[link for index in taken if page.anchors[index] for link in links_of(page, index, url)],
        elements=[page.boxes.elements[box] for box in boxes],
        confidence=float(scored.probabilities[taken] @ sizes / sum(sizes)),
    )


def _without_furniture(scored: Scored, taken: list[int]) -> list[int]:
    """Leave out what stands with a text and is none: headline, byline, teasers, captions, copies, other stories."""
    page = scored.page
    headings = [text for text, box in zip(page.texts, page.box, strict=True) if page.boxes.tags[box] == "h1"]
    headlines = {*scored.clues.titles, *map(squeeze_line, headings[:1])}
    kept: list[int] = []
    seen: set[str] = set()
    taken = _shown(page, taken)
    copy = copy_of_all(page, taken)
    end = end_of_story(page, taken, scored.clues)
    for index in taken:
        if index >= end:
            break
        text = page.texts[index]
        if index == copy or is_teaser(page, index) or is_caption(page, index):
            continue
        if len(kept) < HEADLINE_PLACES and is_heading(text, headlines):
            continue
        if len(text) > REPEATED:
            key = squeeze_line(text)
            if key in seen:
                continue
            seen.add(key)
        kept.append(index)
    return without_tail(page, kept)


def _shown(page: Blocks, taken: list[int]) -> list[int]:
    """Leave out what is shown to nobody, unless that is most of the text: a script may show it later."""
    unshown = [index for index in taken if page.boxes.unshown[page.box[index]]]
    hidden, everything = (sum(len(page.texts[index]) for index in some) for some in (unshown, taken))
    if not unshown or 2 * hidden > everything:
        return taken
    return [index for index in taken if not page.boxes.unshown[page.box[index]]]


def stated_body(clues: Clues) -> Body | None:
    """Return JSON-LD's `articleBody` as a body, `None` where there is none worth the name."""
    paragraphs = [text for text in map(fold, clues.article_body.split("\n")) if text]
    if sum(map(len, paragraphs)) < MIN_CHARACTERS:
        return None
    html = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return Body(paragraphs, html, links=[], elements=[], confidence=0.5, source="json-ld")
