"""The names of months, from the tables of dateparser (Unicode's CLDR and more)."""

import re
import unicodedata
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

_TABLES: Final = "dateparser.data.date_translation_data"

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

# "fr", "fil": what a page states as its language is part of a module's name here
_CODE: Final = re.compile(r"[a-z]{2,3}")

# Marks of Arabic that sites set or leave out, and the dots of "มี.ค." and "Sept."
_OMITTED: Final = dict.fromkeys(map(ord, "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640.’'"))

COMMON: Final = (
    "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "hu", "ro", "tr", "ru", "uk", "ar",
    "fa", "hi", "bn", "id", "vi", "th", "el", "he",
)  # fmt: skip
"""Asked first where the page's own language does not know a word: each names at most one month by it."""

# Forms that the tables lack: the Persian and the Afghan months, and names that the press writes otherwise.
_PERSIAN: Final = (
    "فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد امرداد اسد", "شهریور سنبله", "مهر میزان",
    "آبان عقرب", "آذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت",
)  # fmt: skip
_MORE: Final = {
    "fa": {name: number for number, names in enumerate(_PERSIAN, 1) for name in names.split()},
    "en": {"sept": 9},
    "th": {name: number for number, name in enumerate("มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค".split(), 1)},
    "ar": {
        name: number
        for number, names in enumerate(
            (
                "يناير جانفي", "فبراير فيفري شباط", "مارس آذار", "أبريل ابريل أفريل نيسان", "مايو ماي أيار ايار",
                "يونيو جوان حزيران", "يوليو جويلية تموز", "أغسطس اغسطس أوت آب", "سبتمبر أيلول ايلول", "أكتوبر اكتوبر",
                "نوفمبر", "ديسمبر",
            ),
            1,
        )
        for name in names.split()
    },
    "sw": {"machi": 3, "aprili": 4, "juni": 6, "julai": 7, "agosti": 8, "oktoba": 10, "disemba": 12},
}  # fmt: skip


def month_number(words: str, languages: tuple[str, ...]) -> int | None:
    """Return the month, 1 to 12, that *words* name in the first of *languages* (ISO 639 codes) that knows them.

    Of two names of one month ("آذار/مارس") either will do.

    >>> month_number("Août", ("fr",)), month_number("Aug.", ("fr", "en"))
    (8, 8)
    """
    names = [name for part in words.split("/") if (name := _tidy(part))]
    for language in languages:
        table = _names(language)
        for name in names:
            if name in table:
                return table[name]
    return None


def month_anywhere(words: str) -> int | None:
    """Return the month that *words* name in whatever language, `None` where languages are at odds about it."""
    known = month_number(words, COMMON)
    if known is not None:
        return known
    numbers = {number for code in _codes() if (number := month_number(words, (code,))) is not None}
    return numbers.pop() if len(numbers) == 1 else None


@lru_cache(maxsize=1024)
def names_like(word: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return, for each language in which *word*, a part of an address, names a month, its number and all twelve.

    They are written as it is: in full or by three letters, with accents or without, with a capital or none. Languages
    that write all twelve alike count once.

    >>> number, names = names_like("Novembre")[0]
    >>> number, names[7]
    (11, 'Aout')
    """
    lower = word.casefold()
    found: dict[tuple[str, ...], int] = {}
    for full in filter(None, map(_full_names, COMMON)):
        plain = tuple(map(_without_accents, full))
        for names in (full, plain, tuple(name[:3] for name in full), tuple(name[:3] for name in plain)):
            if lower in names and len(set(names)) == len(_MONTHS):
                found.setdefault(names if word == lower else tuple(map(str.title, names)), names.index(lower) + 1)
    return tuple((number, names) for names, number in found.items())


def _without_accents(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


@lru_cache(maxsize=64)
def _full_names(language: str) -> tuple[str, ...]:
    """Return the twelve names in *language* as CLDR writes them in full, which are in lower case in the tables."""
    table: dict[str, list[str]] = import_module(f"{_TABLES}.{language}").info
    names = [[name for name in table.get(month, ()) if name == name.lower()] for month in _MONTHS]
    return tuple(max(of_one, key=len) for of_one in names) if all(names) else ()


def _tidy(name: str) -> str:
    return name.casefold().translate(_OMITTED).strip()


@lru_cache(maxsize=1)
def _codes() -> tuple[str, ...]:
    names = (module.name for module in iter_modules(import_module(_TABLES).__path__))
    return tuple(sorted(name for name in names if _CODE.fullmatch(name)))


@lru_cache(maxsize=256)
def _names(language: str) -> dict[str, int]:
    if not _CODE.fullmatch(language):
        return {}
    try:
        table: dict[str, list[str]] = import_module(f"{_TABLES}.{language}").info
    except ImportError:
        return {}
    found = {
        _tidy(name): number
        for number, month in enumerate(_MONTHS, 1)
        for name in table.get(month, ())
        if not name.isdigit()
    }
    return found | _MORE.get(language, {})
