"""The names of months, from the tables of dateparser (Unicode's CLDR and more)."""

import re
from functools import lru_cache
from importlib import import_module
from typing import Final

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

# "fr", "fil": what a page states as its language is part of a module's name here
_CODE: Final = re.compile(r"[a-z]{2,3}")


def month_number(word: str, languages: tuple[str, ...]) -> int | None:
    """Return the month, 1 to 12, that *word* names in the first of *languages* (ISO 639 codes) that knows it.

    >>> month_number("Août", ("fr",)), month_number("Aug.", ("fr", "en"))
    (8, 8)
    """
    name = word.casefold().rstrip(".")
    return next((names[name] for names in map(_names, languages) if name in names), None)


@lru_cache(maxsize=256)
def _names(language: str) -> dict[str, int]:
    if not _CODE.fullmatch(language):
        return {}
    try:
        table: dict[str, list[str]] = import_module(f"dateparser.data.date_translation_data.{language}").info
    except ImportError:
        return {}
    return {
        name.casefold().rstrip("."): number
        for number, month in enumerate(_MONTHS, 1)
        for name in table.get(month, ())
        if not name.isdigit()
    }
