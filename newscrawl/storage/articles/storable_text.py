"""Text that both engines can hold."""

import codecs
import re
import unicodedata
from functools import cache, lru_cache
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

# The signs that Windows-1252 knows are nearly all of a text in a language of Western Europe: one table says of each
# what it is folded to, and a blank stands for what belongs to no word.
_TABLED = "cp1252"

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
    found = _tabled_words(text)
    if found is None:
        plain = _plain(text)
        found = (WORD_OR_CHARACTER if UNSPACED.search(plain) else WORD).findall(plain)
    return found


def _tabled_words(text: str) -> list[str] | None:
    """Return the words of *text* by the table alone; None where it does not say all of them."""
    try:
        signs = text.replace("ß", "ss").encode(_TABLED, _FOLDED_FIRST)
    except UnicodeEncodeError:
        return None
    table, untold = _table()
    folded_signs = signs.translate(table, untold)
    if len(folded_signs) < len(signs):
        return None
    found = folded_signs.decode(_TABLED).split()
    return found if max(map(len, found), default=0) <= MAX_WORD else None


def _folded_first(error: UnicodeError) -> tuple[str, int]:
    """Put what the table has not by what it is folded to: a name's accent, a picture, a narrow blank."""
    assert isinstance(error, UnicodeEncodeError)
    found = _plain(error.object[error.start : error.end])
    return "".join(sign if WORD_OR_CHARACTER.match(sign) else " " for sign in found), error.end


_FOLDED_FIRST = "newscrawl.folded_first"
codecs.register_error(_FOLDED_FIRST, _folded_first)


@cache
def _table() -> tuple[bytes, bytes]:
    """Return what each sign of the table is folded to, and the signs that are folded to more than one sign or to
    none of the table."""
    table = bytearray(b" " * 256)
    untold = bytearray()
    for code in range(256):
        plain = _plain(bytes([code]).decode(_TABLED, "replace"))
        letters = WORD.findall(plain)
        if letters == [plain] and len(plain) == 1:
            try:
                table[code : code + 1] = plain.encode(_TABLED)
                continue
            except UnicodeEncodeError:
                pass
        if letters:
            untold.append(code)
    return bytes(table), bytes(untold)


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = COMBINING.sub("", text)
    return text.casefold()
