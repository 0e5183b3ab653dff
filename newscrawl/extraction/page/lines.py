"""The short lines of text that a page prints around its headline: bylines, dates, labels."""

from collections import deque
from collections.abc import Container, Iterable
from functools import lru_cache
from itertools import chain, islice

import attrs

from newscrawl.extraction.page.nodes import COMMENT_ID, TEXT_ID, Element, ancestors
from newscrawl.web.text import fold

MAX_LINE = 160
MAX_BEFORE = 40
MAX_AFTER = 400
MAX_MARKS = 500

SILENT = frozenset({"script", "style", "noscript", "template", "svg", "option", "select", "textarea", "head"})

FOREIGN_TAGS = frozenset({"nav", "footer", "aside", "figure", "figcaption", "form"})

FOREIGN_WORDS = (
    "comment",
    "related",
    "teaser",
    "recommend",
    "sidebar",
    "side-bar",
    "promo",
    "newsletter",
    "popular",
    "trending",
    "mostread",
    "most-read",
    "more-from",
    "more-stories",
    "more-articles",
    "more-news",
    "read-more",
    "footer",
    "navbar",
    "breadcrumb",
    "testimonial",
    "caption",
    "credit",
    "cookie",
    "carousel",
    "slider",
)
"""Parts of the class or id of a box that tells of other articles, of readers, or sells something."""


@attrs.frozen
class Line:
    """A short text and the element that directly holds it."""

    element: Element
    text: str


@attrs.frozen
class PrintedLines:
    """A page's short lines in its order, parted at the headline."""

    before: list[Line]
    """The last lines above the headline."""
    after: list[Line]
    """The first lines below it; of the whole page where it has no `<h1>`."""


Text = tuple[Element, str]
"""A text as found, and the element that directly holds it."""


def printed_lines(above: Iterable[Text], below: Iterable[Text]) -> PrintedLines:
    """Return the short lines among the texts *above* and *below* the headline, as `texts_around` gives them."""
    return PrintedLines(_folded(above)[-MAX_BEFORE:], _folded(below))


def texts_around(root: Element, heading: Element | None) -> tuple[Iterable[Text], Iterable[Text]]:
    """Return the texts below *root* above *heading* and below it, without those of scripts and the like."""
    above: deque[Text] = deque(maxlen=2 * MAX_BEFORE)
    below: list[Text] = []
    lines: deque[Text] | list[Text] = below if heading is None else above
    held: int | None = None
    for node in root.traverse(include_text=True):
        tag = node.tag_id
        if tag == TEXT_ID:
            text = node.text_content or ""
            if text.isspace() and held is None:
                continue
            parent = node.parent
            if parent is None or parent.tag in SILENT:
                continue
            if held == parent.mem_id:  # only a comment stands between
                lines[-1] = (parent, lines[-1][1] + text)
            elif not text.isspace():
                held = parent.mem_id
                lines.append((parent, text))
        elif tag != COMMENT_ID:
            held = None
            if heading is not None and tag == heading.tag_id and node.mem_id == heading.mem_id:
                lines = below
            elif len(below) >= MAX_AFTER:
                break
    return above, below


def _folded(texts: Iterable[Text]) -> list[Line]:
    lines = ((element, fold(text)) for element, text in texts if len(text) < 4 * MAX_LINE)
    return [Line(element, text) for element, text in lines if 1 < len(text) <= MAX_LINE]


def is_foreign(
    element: Element,
    own: Container[int],
    tags: frozenset[str] = FOREIGN_TAGS,
    words: tuple[str, ...] = FOREIGN_WORDS,
) -> bool:
    """Tell whether *element* lies in a card, a comment, a menu or a box beside the article.

    *own* are the boxes (by `mem_id`) that hold the headline too, whatever they are called; *tags* the elements
    whose contents are never the article's, *words* the parts of such a box's name.
    """
    for node in chain([element], islice(ancestors(element), 7)):
        if node.mem_id in own or node.tag in ("body", "main", "article"):
            return False
        if node.tag in tags or has_word(node, words):
            return True
    return False


def has_word(element: Element, words: tuple[str, ...]) -> bool:
    """Tell whether the class, id or test id of *element* contains one of *words* (lower case)."""
    attributes = element.attributes
    if not attributes:
        return False
    marks = " ".join(filter(None, map(attributes.get, ("class", "id", "data-testid"))))
    return bool(marks) and _contains(marks[:MAX_MARKS], words)


@lru_cache(maxsize=4096)
def _contains(marks: str, words: tuple[str, ...]) -> bool:
    lower = marks.lower()
    return any(word in lower for word in words)
