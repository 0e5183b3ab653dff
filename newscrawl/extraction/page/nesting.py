"""Pages that are no pages: so deeply nested, or with so many open elements, that a parser hangs or fills the memory."""

import re
from typing import Any, Final

import numpy as np

from newscrawl.errors import PageTooComplex
from newscrawl.extraction.page import long_tokens
from newscrawl.extraction.page.parser_load import FORMATTING, ParserLoad

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

Bytes = np.ndarray[Any, np.dtype[np.uint8]]

_BLANK: Final = ord(" ")
_OPEN: Final = ord("<")
_SLASH: Final = ord("/")
_EQUALS: Final = ord("=")
_ENDS: Final = b" \t\n\r\f/>"
_FORMATTING: Final = np.zeros((256, 256), bool)
"""Whether these two bytes begin the name of an element that is opened anew: `b i s u tt em big font code small …`."""
for _first, _second in [
    *((letter, end) for letter in b"bisu" for end in _ENDS),
    *((pair[0], pair[1]) for pair in (b"bi", b"co", b"em", b"fo", b"no", b"sm", b"st", b"tt")),
]:
    _FORMATTING[[_first, _first ^ 32], _second] = True
    _FORMATTING[[_first, _first ^ 32], _second ^ 32 if _second > 64 else _second] = True

_REOPENED: Final = b"|".join(sorted(FORMATTING - {b"a"}))
# `<i class="x">`: a link is not counted, as the next one closes it
_OPENED: Final = re.compile(rb"<(?:" + _REOPENED + rb")(?=[\t\n\f\r />])", re.I)
# `<i class="x">text</i>`: closed for certain, wherever it stands
_CLOSED: Final = re.compile(
    rb"<(" + _REOPENED + rb")(?:[ \t\n\r]+[\w-]+(?:=\"[^\"<>]*+\")?)*+[ \t\n\r]*+>[^<]*+</\1>", re.I
)


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
    if len(tags) >= MANY_TAGS or _may_reopen_much(data, page, tags) or _may_compare_much(data, page):
        return _is_too_much(data)
    return False


def _may_reopen_much(data: bytes, page: Bytes, tags: "np.ndarray[Any, np.dtype[np.int64]]") -> bool:
    """Tell whether each of *tags*, places in *data*, may open so many formatting elements anew that it is too much."""
    if len(tags) * np.count_nonzero(_FORMATTING[page[tags], page[tags + 1]]) <= MOST_REOPENED:
        return False
    left_open = len(_OPENED.findall(data)) - len(_CLOSED.findall(data))
    return len(tags) * (left_open + 1) > MOST_REOPENED


def _has_many_words(data: bytes, page: Bytes) -> bool:
    """Tell whether *data*, of the bytes *page*, has enough to make many attributes."""
    if len(data) < 2 * MANY_WORDS:
        return False
    blank = page <= _BLANK
    words = np.count_nonzero(blank[:-1] > blank[1:])
    signs = np.count_nonzero(page == _SLASH) + np.count_nonzero(page == _EQUALS)
    return bool(words + signs >= MANY_WORDS)


def _may_compare_much(data: bytes, page: Bytes) -> bool:
    """Tell whether tags of *data* may have so many attributes that a parser compares more than `MOST_COMPARED` pairs.

    What is told sooner is asked first.
    """
    if long_tokens.COMPILED:
        return _has_long_tokens(data) and _has_many_words(data, page)
    return _has_many_words(data, page) and _has_long_tokens(data)


def _has_long_tokens(data: bytes) -> bool:
    """Tell whether tags of *data* are long enough for so many attributes.

    An attribute takes two bytes at least. Scripts and comments are looked through as if they were tags: what they hide
    from this count is counted with them.
    """
    return sum((length // 2) ** 2 // 2 for length in long_tokens.long_tokens(data)) > MOST_COMPARED


def _is_too_much(data: bytes) -> bool:
    load = ParserLoad()
    for _ in load.tags(data):
        if load.compared > MOST_COMPARED:
            raise PageTooComplex("the page has too many attributes in one tag to be read: it is given up")
        if load.depth > MOST_OPEN or load.looks > MOST_LOOKS or load.reopened > MOST_REOPENED:
            return True
    return False
