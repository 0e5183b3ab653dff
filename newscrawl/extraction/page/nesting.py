"""Pages that are no pages: nested so deeply, or with so many open elements, that a parser hangs or fills the memory.

A parser that follows the HTML Standard opens formatting elements that were never closed anew in each paragraph
(13.2.4.3), and looks through all open elements at many a tag: its tree and its time grow with the square of the page.
"""

import re
from collections import Counter
from typing import Final

import numpy as np

MANY_TAGS: Final = 10_000
"""Pages with fewer tags are parsed in less than a second, however they nest."""

MOST_REOPENED: Final = 500_000
"""Nodes that formatting elements opened anew may add to a page."""

MOST_OPEN: Final = 1_000

# The name in `<div …`, `</div …`
TAG_NAME: Final = re.compile(rb"<(/?[a-zA-Z][a-zA-Z0-9:-]*)")

NEVER_OPEN: Final = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li option dd dt td th tr path".split()
)
"""Elements without contents, or whose end many pages leave to the parser."""

_OPEN: Final = ord("<")
_ENDS: Final = b" \t\n\r\f/>"
_FORMATTING: Final = np.zeros((256, 256), bool)
"""Whether these two bytes begin the name of an element that is opened anew: `b i s u tt em big font code small …`."""
for _first, _second in [
    *((letter, end) for letter in b"bisu" for end in _ENDS),
    *((pair[0], pair[1]) for pair in (b"bi", b"co", b"em", b"fo", b"no", b"sm", b"st", b"tt")),
]:
    _FORMATTING[[_first, _first ^ 32], _second] = True
    _FORMATTING[[_first, _first ^ 32], _second ^ 32 if _second > 64 else _second] = True


def is_absurd(data: bytes) -> bool:
    """Tell whether *data*, a page, leaves so many elements open that reading it could hang or explode."""
    page = np.frombuffer(data, np.uint8)
    tags = (page[:-2] == _OPEN).nonzero()[0] + 1
    formatting = np.count_nonzero(_FORMATTING[page[tags], page[tags + 1]])
    if len(tags) >= MANY_TAGS or len(tags) * formatting > MOST_REOPENED:
        return _leaves_open(data)
    return False


def _leaves_open(data: bytes) -> bool:
    """Tell whether more than `MOST_OPEN` elements of *data* are open at once."""
    open_elements: Counter[bytes] = Counter()
    count = 0
    for tag in TAG_NAME.findall(data):
        name = tag.lower()
        if name[:1] == b"/":
            if open_elements[name[1:]]:
                open_elements[name[1:]] -= 1
                count -= 1
        elif name not in NEVER_OPEN:
            open_elements[name] += 1
            count += 1
            if count > MOST_OPEN:
                return True
    return False
