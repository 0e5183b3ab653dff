"""Steps through a page's tree of lexbor nodes, as browsers would build it."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from newscrawl.web.text import fold

Element = LexborNode
"""An element, a text (tag `TEXT`) or a comment. Two nodes are the same one if their `mem_id` is equal."""

TEXT = "-text"

# What stands in a selector for itself; the rest is escaped (CSSOM, 2.1).
_NO_NAME = re.compile(r"[^a-z0-9_-]")

TEXT_ID, COMMENT_ID = 2, 4
"""Their `tag_id`, which is read faster than a `tag`."""

MAX_TEXT = 20_000
"""Pieces of text of one element that are read."""

INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
        "-comment",
    }
)
"""Tags that part no words."""

UNSHOWN = frozenset({"script", "style"})


def attribute(node: Element, name: str) -> str:
    """Return the value of an attribute, `""` where *node* has none or it has no value."""
    return node.attributes.get(name) or ""


def ancestors(node: Element) -> Iterator[Element]:
    """Yield the elements around *node*, the innermost first."""
    parent = node.parent
    while parent is not None and parent.is_element_node:
        yield parent
        parent = parent.parent


def closest(node: Element, tag: str) -> Element | None:
    """Return the innermost element *tag* around *node*, `None` where it stands in none."""
    return next((one for one in ancestors(node) if one.tag == tag), None)


def element_text(node: Element) -> str:
    """Return the text of *node* without scripts, folded; a `<br>` and a block's edge part words."""
    if all(one.tag in INLINE for one in _below(node)):
        return fold(node.text())
    return fold("".join(_parted(node)))


def _below(node: Element) -> Iterator[Element]:
    elements = node.traverse()
    next(elements)
    return elements


def _parted(node: Element) -> Iterator[str]:
    """Yield the pieces of text in *node*, with a blank at each edge of an element that is not inline."""
    open_elements: list[Element] = []
    one = node.first_child
    budget = MAX_TEXT
    while one is not None and budget:
        budget -= 1
        tag = one.tag
        if tag == TEXT:
            yield one.text_content or ""
        elif tag not in INLINE:
            yield " "
        inner = one.first_child if tag not in UNSHOWN else None
        if inner is not None:
            open_elements.append(one)
            one = inner
            continue
        following = one.next
        while following is None and open_elements:
            yield "" if open_elements[-1].tag in INLINE else " "
            following = open_elements.pop().next
        one = following


def selector(tag: str) -> str:
    r"""Return the CSS selector of *tag*, which a page may have invented.

    >>> selector("p"), selector("x:y")
    ('p', 'x\\3a y')
    """
    return _NO_NAME.sub(lambda sign: f"\\{ord(sign[0]):x} ", tag)
