"""The short lines of text that a page prints around its headline: bylines, dates, labels."""

from collections import deque
from functools import lru_cache

import attrs
from lxml import etree

from newscrawl.extraction.text import fold

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

    element: etree._Element
    text: str


@attrs.frozen
class PrintedLines:
    """A page's short lines in its order, parted at the headline."""

    before: list[Line]
    """The last lines above the headline."""
    after: list[Line]
    """The first lines below it; of the whole page where it has no `<h1>`."""


def printed_lines(root: etree._Element, heading: etree._Element | None) -> PrintedLines:
    """Return the short lines below *root*, parted at *heading*, without those of scripts and the like."""
    above: deque[tuple[etree._Element, str]] = deque(maxlen=2 * MAX_BEFORE)
    below: list[tuple[etree._Element, str]] = []
    lines: deque[tuple[etree._Element, str]] | list[tuple[etree._Element, str]] = below if heading is None else above
    for element in root.iter():
        if element is heading:
            lines = below
        text = None if element.tag in SILENT else element.text
        if text and not text.isspace() and isinstance(element.tag, str):
            lines.append((element, text))
        tail = element.tail
        if tail and not tail.isspace() and (parent := element.getparent()) is not None:
            lines.append((parent, tail))
        if len(below) >= MAX_AFTER:
            break
    return PrintedLines(_folded(above)[-MAX_BEFORE:], _folded(below))


def _folded(texts: deque[tuple[etree._Element, str]] | list[tuple[etree._Element, str]]) -> list[Line]:
    lines = ((element, fold(text)) for element, text in texts if len(text) < 4 * MAX_LINE and element is not None)
    return [Line(element, text) for element, text in lines if 1 < len(text) <= MAX_LINE]


def is_foreign(element: etree._Element, tags: frozenset[str] = FOREIGN_TAGS) -> bool:
    """Tell whether *element* lies in a card, a comment, a menu or a box beside the article.

    *tags* are the elements whose contents are never the article's.
    """
    node: etree._Element | None = element
    for _ in range(8):
        if node is None or node.tag in ("body", "main", "article"):
            return False
        if node.tag in tags or has_word(node, FOREIGN_WORDS):
            return True
        node = node.getparent()
    return False


def has_word(element: etree._Element, words: tuple[str, ...]) -> bool:
    """Tell whether the class, id or test id of *element* contains one of *words* (lower case)."""
    marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')}"
    return len(marks) > 2 and _contains(marks[:MAX_MARKS], words)


@lru_cache(maxsize=4096)
def _contains(marks: str, words: tuple[str, ...]) -> bool:
    lower = marks.lower()
    return any(word in lower for word in words)
