"""The short lines of text that a page prints around its headline: bylines, dates, labels."""

import re

import attrs
from lxml.html import HtmlElement

from newscrawl.extraction.text import fold

MAX_LINE = 160
MAX_LINES = 3_000

SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "option", "select", "textarea", "button", "head"}
)

FOREIGN_TAGS = frozenset({"nav", "footer", "aside", "figure", "figcaption", "form"})

# A box that tells of other articles, of readers, or sells something.
FOREIGN_BOX = re.compile(
    r"comment|related|teaser|recommend|sidebar|side-bar|promo|newsletter|popular|trending|most-?read|more-|"
    r"footer|navbar|breadcrumb|testimonial|caption|credit|cookie|carousel|slider|widget",
    re.IGNORECASE,
)


@attrs.frozen
class Line:
    """A short text and the element that directly holds it."""

    element: HtmlElement
    text: str


@attrs.frozen
class PrintedLines:
    """A page's short lines in its order, parted at the headline."""

    before: list[Line]
    """Lines above the headline, the nearest first."""
    after: list[Line]
    """Lines below it; all of them where the page has no `<h1>`."""


def printed_lines(root: HtmlElement, headings: list[HtmlElement]) -> PrintedLines:
    """Return the short lines below *root*, without those of scripts, buttons and the like.

    *headings* are the page's `<h1>` elements; the one with the longest text parts the lines.
    """
    heading = max(headings[:20], key=lambda element: len("".join(element.itertext())), default=None)
    before: list[Line] = []
    after: list[Line] = []
    lines = after if heading is None else before
    for element in root.iter():
        if element is heading:
            lines = after
        tag = element.tag
        if tag not in SILENT and isinstance(tag, str):
            _append(lines, element, element.text)
        if element.tail is not None:
            parent = element.getparent()
            if parent is not None and parent.tag not in SILENT:
                _append(lines, parent, element.tail)
        if len(lines) >= MAX_LINES:
            break
    before.reverse()
    return PrintedLines(before, after)


def _append(lines: list[Line], element: HtmlElement, text: str | None) -> None:
    if text and len(text) < 4 * MAX_LINE:
        line = fold(text)
        if 2 < len(line) <= MAX_LINE:
            lines.append(Line(element, line))


def is_foreign(element: HtmlElement) -> bool:
    """Tell whether *element* lies in a card, a comment, a menu or a box beside the article."""
    node: HtmlElement | None = element
    for _ in range(8):
        if node is None or node.tag in ("body", "main", "article"):
            return False
        if node.tag in FOREIGN_TAGS or FOREIGN_BOX.search(f"{node.get('class', '')} {node.get('id', '')}"):
            return True
        node = node.getparent()
    return False
