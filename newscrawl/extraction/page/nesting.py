"""Pages that are no pages: so deeply nested, or with so many open elements, that a parser hangs or fills the memory."""

from typing import Final

import numpy as np

from newscrawl.extraction.page.parser_load import ParserLoad

MANY_TAGS: Final = 10_000
"""Pages with fewer tags are parsed in less than a second, however they nest."""

MANY_BYTES: Final = 256 * 1024
"""Shorter pages are parsed in less than a second, whatever attributes they have."""

MOST_REOPENED: Final = 500_000
"""Nodes that formatting elements opened anew may add to a page."""

MOST_OPEN: Final = 1_000

MOST_LOOKS: Final = 100_000_000
"""Open elements, options and attributes that a parser may look at: about a quarter of a second."""

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


def tag_count(data: bytes) -> int:
    """Return how many tags *data*, a page, has at most."""
    return data.count(b"<")


def is_absurd(data: bytes) -> bool:
    """Tell whether *data*, a page, leaves so much open or to be compared that parsing it could hang or explode."""
    page = np.frombuffer(data, np.uint8)
    tags = (page[:-2] == _OPEN).nonzero()[0] + 1
    formatting = np.count_nonzero(_FORMATTING[page[tags], page[tags + 1]])
    if len(tags) >= MANY_TAGS or len(data) >= MANY_BYTES or len(tags) * formatting > MOST_REOPENED:
        return _is_too_much(data)
    return False


def _is_too_much(data: bytes) -> bool:
    load = ParserLoad()
    return any(
        load.depth > MOST_OPEN or load.looks > MOST_LOOKS or load.reopened > MOST_REOPENED for _ in load.tags(data)
    )
