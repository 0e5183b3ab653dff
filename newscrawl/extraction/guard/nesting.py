"""Pages that are no pages: so deeply nested, or with so many open elements, that a parser hangs or fills the memory."""

import re
from math import inf
from typing import Final

import numpy as np

from newscrawl.errors import PageTooComplex
from newscrawl.extraction.guard import parser_work
from newscrawl.extraction.guard.parser_load import Work, most_compared
from newscrawl.extraction.guard.parser_tags import FORMATTING

MOST_TAGS: Final = 250_000
"""The largest pages of news sites have some twenty thousand tags. Each takes some microseconds to read."""

MANY_TAGS: Final = 10_000
"""Pages with fewer tags are parsed in less than a second, however they nest."""

MANY_WORDS: Final = 20_000
"""Pages with fewer words, slashes and equals signs are parsed in less than a second, whatever attributes they have."""

MOST: Final = Work(looks=100_000_000, compared=100_000_000, reopened=500_000, deepest=1_000)
"""What a parser may have to do: it takes about a quarter of a second to look, and half a second to compare."""

MOST_OF_FEW: Final = MOST._replace(looks=inf, deepest=inf)
"""The same for pages with fewer than `MANY_TAGS`."""

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
    count = _count_tags(data)
    if count > MOST_TAGS:
        raise PageTooComplex(f"the page has {count:,} tags, and {MOST_TAGS:,} are read at most: it is given up")


def check_nesting(data: bytes) -> None:
    """Raise `PageTooComplex` where *data*, a page, `is_absurd`."""
    if is_absurd(data):
        raise PageTooComplex(
            f"the page has more than {MOST.deepest:,} elements open at once, or too many options in a list: "
            "it is given up"
        )


def is_absurd(data: bytes) -> bool:
    """Tell whether *data*, a page, leaves so many elements open that parsing it could hang or explode.

    Raises `PageTooComplex` for one whose attributes alone would make a parser hang.
    """
    many = _count_tags(data) >= MANY_TAGS
    if not (many or parser_work.COMPILED or _may_reopen_much(data) or _may_compare_much(data)):
        return False
    most = MOST if many else MOST_OF_FEW
    work = parser_work.work_of(data, most)
    if work.compared > most.compared:
        raise PageTooComplex("the page has too many attributes in one tag to be read: it is given up")
    return work.exceeds(most)


def _count_tags(data: bytes) -> int:
    return int(np.count_nonzero(np.frombuffer(data, np.uint8) == _OPEN))


def _may_reopen_much(data: bytes) -> bool:
    """Tell whether each tag in *data* may open so many formatting elements anew that it is too much."""
    page = np.frombuffer(data, np.uint8)
    tags = (page[:-2] == _OPEN).nonzero()[0] + 1
    if len(tags) * np.count_nonzero(_FORMATTING[page[tags], page[tags + 1]]) <= MOST.reopened:
        return False
    left_open = len(_OPENED.findall(data)) - len(_CLOSED.findall(data))
    return len(tags) * (left_open + 1) > MOST.reopened


def _may_compare_much(data: bytes) -> bool:
    """Tell whether tags of *data* may have so many attributes that it is too much to compare them."""
    return _has_many_words(data) and most_compared(data, int(MOST.compared)) > MOST.compared


def _has_many_words(data: bytes) -> bool:
    """Tell whether *data* has enough to make many attributes."""
    if len(data) < 2 * MANY_WORDS:
        return False
    page = np.frombuffer(data, np.uint8)
    blank = page <= _BLANK
    words = np.count_nonzero(blank[:-1] > blank[1:])
    signs = np.count_nonzero(page == _SLASH) + np.count_nonzero(page == _EQUALS)
    return bool(words + signs >= MANY_WORDS)
