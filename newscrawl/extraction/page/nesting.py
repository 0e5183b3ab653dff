"""Pages that are no pages: so deeply nested, or with so many open elements, that a parser hangs or fills the memory."""

from typing import Any, Final

import numpy as np

from newscrawl.errors import PageTooComplex
from newscrawl.extraction.page.parser_load import LONG_TAG, TOKEN, ParserLoad

MOST_TAGS: Final = 250_000
"""The largest pages of news sites have some twenty thousand tags. Each takes some microseconds to read."""

MANY_TAGS: Final = 10_000
"""Pages with fewer tags are parsed in less than a second, however they nest."""

MANY_WORDS: Final = 20_000
"""Pages with fewer words, slashes and equals signs are parsed in less than a second, whatever attributes they have."""

MOST_REOPENED: Final = 500_000
"""Nodes that formatting elements opened anew may add to a page."""

MOST_OPEN: Final = 1_000

MOST_LOOKS: Final = 100_000_000
"""Open elements and options that a parser may look at: about a quarter of a second."""

MOST_COMPARED: Final = 100_000_000
"""Pairs of attributes that a parser may compare: about half a second."""

_BLANK: Final = ord(" ")
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


def check_size(data: bytes) -> None:
    """Raise `PageTooComplex` where *data*, a page, has more tags than any reader waits for."""
    count = data.count(b"<")
    if count > MOST_TAGS:
        raise PageTooComplex(f"the page has {count:,} tags, and {MOST_TAGS:,} are read at most: it is given up")


def check_nesting(data: bytes) -> None:
    """Raise `PageTooComplex` where *data*, a page, `is_absurd`."""
    if is_absurd(data):
        raise PageTooComplex(
            f"the page has more than {MOST_OPEN:,} elements open at once, or too many options in a list: it is given up"
        )


def is_absurd(data: bytes) -> bool:
    """Tell whether *data*, a page, leaves so many elements open that parsing it could hang or explode.

    Raises `PageTooComplex` for one whose attributes alone would make a parser hang.
    """
    page = np.frombuffer(data, np.uint8)
    tags = (page[:-2] == _OPEN).nonzero()[0] + 1
    formatting = np.count_nonzero(_FORMATTING[page[tags], page[tags + 1]])
    is_large = len(tags) >= MANY_TAGS or len(tags) * formatting > MOST_REOPENED
    if is_large or (_has_many_words(data, page) and _may_compare_much(data)):
        return _is_too_much(data)
    return False


def _has_many_words(data: bytes, page: "np.ndarray[Any, np.dtype[np.uint8]]") -> bool:
    """Tell whether *data*, of the bytes *page*, has enough to make many attributes."""
    if len(data) < 2 * MANY_WORDS:
        return False
    blank = page <= _BLANK
    words = int(np.count_nonzero(blank[:-1] & ~blank[1:]))
    return words + data.count(b"/") + data.count(b"=") >= MANY_WORDS


def _may_compare_much(data: bytes) -> bool:
    """Tell whether tags of *data* may have so many attributes that a parser compares more than `MOST_COMPARED` pairs.

    An attribute takes two bytes at least. Scripts and comments are looked through as if they were tags: what they hide
    from this count is counted with them.
    """
    compared = 0
    for token in TOKEN.finditer(data):
        length = token.end() - token.start()
        if length > LONG_TAG:
            compared += (length // 2) ** 2 // 2
    return compared > MOST_COMPARED


def _is_too_much(data: bytes) -> bool:
    load = ParserLoad()
    for _ in load.tags(data):
        if load.compared > MOST_COMPARED:
            raise PageTooComplex("the page has too many attributes in one tag to be read: it is given up")
        if load.depth > MOST_OPEN or load.looks > MOST_LOOKS or load.reopened > MOST_REOPENED:
            return True
    return False
