"""Text that both engines can hold."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

# NUL (refused by PostgreSQL) and lone surrogates (no UTF-8 form).
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# Latin, Greek, Cyrillic, Hebrew and Arabic marks that `unicode61 remove_diacritics` leaves out as well.
COMBINING = re.compile("[\u0300-\u036f]+")

_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"  # Thai, kana, Chinese characters
UNSPACED = re.compile(f"[{_UNSPACED}]")
MAX_WORD = 64
WORD = re.compile(rf"[^\W_]{{1,{MAX_WORD}}}")
WORD_OR_CHARACTER = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_]){{1,{MAX_WORD}}}")

# What keeps many texts in Latin script from being ASCII once they are decomposed: without it, their words
# are found in less than half of the time that the expressions above take.
_FREQUENT_MARKS = "\u0301\u0300\u0302\u0327\u0308\u0303"  # é è ê ç ë ñ
_TYPOGRAPHIC = "‘’“”„«»–—•"
_PUNCTUATION_TO_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}

MAX_URL_BYTES = 2048
"""A longer URL fits no index entry of PostgreSQL, and no page of a news site needs one."""


def is_storable(json_text: str) -> bool:
    """Tell whether what *json_text* says can be held as it is: far quicker than to look for what cannot."""
    try:
        json_text.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in json_text


def storable(value: Any) -> Any:
    """Return *value* (plain dicts, lists, scalars) with every character that no engine can hold as U+FFFD."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {storable(key): storable(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [storable(entry) for entry in value]
    return value


@lru_cache(maxsize=10_000)
def is_url(url: str | None) -> bool:
    """Tell whether *url* is a web address that the store can index."""
    return (
        isinstance(url, str)
        and url.startswith(("http://", "https://"))
        and not UNSTORABLE.search(url)
        and len(url.encode()) <= MAX_URL_BYTES
    )


def folded(text: str) -> str:
    """Return *text* without accents, case and needless blanks: `Bandé  SISSOKO` gives `bande sissoko`."""
    return " ".join(_plain(text).split())


def words(text: str) -> list[str]:
    """Return the words of *text*, folded; of a script written without blanks, its characters.

    A word of more than 64 characters counts as several.

    >>> words("L'Essor n°20500 : café")
    ['l', 'essor', 'n', '20500', 'cafe']
    """
    plain = _plain(text)
    if not plain.isascii():
        for sign in _TYPOGRAPHIC:
            plain = plain.replace(sign, " ")
    if plain.isascii():
        found = plain.translate(_PUNCTUATION_TO_BLANKS).split()
        if len(max(found, key=len, default="")) <= MAX_WORD:
            return found
    return (WORD_OR_CHARACTER if UNSPACED.search(plain) else WORD).findall(plain)


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        for mark in _FREQUENT_MARKS:
            text = text.replace(mark, "")
        if not text.isascii():
            text = COMBINING.sub("", text)
    return text.casefold()
