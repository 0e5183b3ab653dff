"""Families of words in class names and at the start of short texts, in several languages, as bits.

A family says what such words usually announce, never what to do about it: the weights decide that. The
words are in `word_classes.json`: `names` are words of class, id, role and itemprop attributes; `openings` are
regular expressions for what short texts begin with, in lower case.
"""

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

_FAMILIES: Final = json.loads(files("newscrawl.extraction.page").joinpath("word_classes.json").read_text("utf-8"))

NAMES: Final[tuple[str, ...]] = tuple(_FAMILIES["names"])
OPENING_NAMES: Final[tuple[str, ...]] = tuple(_FAMILIES["openings"])

LONGEST_NAMES: Final = 400
"""Characters of an attribute's value that are looked at."""

_BULLETS: Final = "-–—•·*[(>»›→ "

# A pattern that starts with one of these starts with no letter of its own.
_SPECIAL: Final = "\\([.^"

# `relatedPosts` gives `related`, `Posts`; `h2` stays whole.
_NAME_WORD: Final = re.compile(r"[A-Z]?[a-z]+[1-6]?|[A-Z]+")


def words(text: str) -> tuple[str, ...]:
    """Return the words of *text*: long lists of names read better in one line."""
    return tuple(text.split())


def family_bits(names: str) -> int:
    """Return the bits of the families *names*, parted by blanks.

    >>> family_bits("body content")
    3
    """
    return sum(1 << NAMES.index(name) for name in names.split())


def _bits_by_word() -> dict[str, int]:
    bits: dict[str, int] = {}
    for name in NAMES:
        for word in _FAMILIES["names"][name]:
            for form in {word, word.capitalize(), word.upper()}:
                bits[form] = bits.get(form, 0) | family_bits(name)
    return bits


BITS: Final = _bits_by_word()
"""By word: the families that it is of, as bits."""


@lru_cache(maxsize=8192)
def name_bits(names: str) -> int:
    """Return the families of the words in *names*, a string of attribute values, as bits."""
    bits = 0
    for name in names[:LONGEST_NAMES].split():
        bits |= _bits_of(name)
    return bits


@lru_cache(maxsize=32768)
def _bits_of(name: str) -> int:
    bits = 0
    for word in _NAME_WORD.findall(name):
        if word in BITS:
            bits |= BITS[word]
    return bits


def _openings_by_letter() -> dict[str, list[tuple[str, str]]]:
    """Return the patterns of openings, with their families, by first letter; under "" those of any text."""
    patterns = [(name, word) for name in OPENING_NAMES for word in _FAMILIES["openings"][name]]
    letters = {"", *(word[0] for _, word in patterns if word[0] not in _SPECIAL)}
    anywhere = tuple(_SPECIAL)
    return {
        letter: [(name, word) for name, word in patterns if word.startswith((letter or "\\", *anywhere))]
        for letter in letters
    }


_OPENINGS: Final = _openings_by_letter()


@cache
def _opening_pattern(letter: str) -> re.Pattern[str]:
    """Return what matches the openings in *letter*, a key of `_OPENINGS`; families are groups, all there."""
    words: dict[str, list[str]] = {name: [] for name in OPENING_NAMES}
    for name, word in _OPENINGS[letter]:
        words[name].append(word)
    return re.compile("|".join(f"((?:{'|'.join(some)}))" if some else "((?!))" for some in words.values()))


def opening(text: str) -> int:
    """Return 1 + the index in `OPENING_NAMES` of what *text* announces by its first words, or 0.

    >>> OPENING_NAMES[opening("Lire aussi : Kayes") - 1]
    'related'
    """
    start = text[:60].lower().lstrip(_BULLETS)
    letter = start[:1]
    match = _opening_pattern(letter if letter in _OPENINGS else "").match(start)
    return match.lastindex or 0 if match else 0
