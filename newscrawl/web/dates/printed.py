"""Dates printed for readers, in any language, wherever they stand in a short text."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from itertools import islice
from typing import Final

import attrs

from newscrawl.web.dates.calendars import ERAS, day_of, full_year
from newscrawl.web.dates.clock import with_clock
from newscrawl.web.dates.months import month_anywhere, month_number
from newscrawl.web.dates.written import WrittenDate

DAY_FIRST_ENGLISH: Final = "en-gb"
"""What `Writing.language` is where English writes the day before the month."""

CODES: Final = {"no": "nb", "iw": "he", "in": "id", DAY_FIRST_ENGLISH: "en", "ph": "fil"}
YEAR_FIRST: Final = frozenset(["zh", "ja", "ko", "hu", "fa", "mn"])
"""Languages that write the year in front: 24/03/05 is of 2024."""

MAX_MATCHES: Final = 6

# A letter of a month's name, with the marks of the scripts that set vowels as such
_LETTER: Final = r"(?:[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u0652\u0900-\u0dff\u0e30-\u0e4e\u200c])"
_WORD: Final = rf"{_LETTER}(?:{_LETTER}|['’]|[.](?=[\u0e00-\u0e7f]))+"
# août   آذار/مارس   tháng 3   tháng Ba   3-р сарын
_MONTH: Final = rf"(?P<month>(?:tháng|thg\.?)\s(?:\d{{1,2}}|{_WORD}(?:\s(?:hai|một))?)|{_WORD}(?:\s?/\s?{_WORD})?)"
_SUFFIX: Final = r"(?:st|nd|rd|th|er|re|[ºª°.:]|-?(?:ము|го|е|a))?"

# 5 août 2025   5. August 2025   5th of August, 2025   5 de agosto de 2025   5 Mar 24   ngày 5 tháng 3 năm 2024
DAY_MONTH_YEAR: Final = re.compile(
    rf"(?<![\d/.])(?P<day>\d{{1,2}}){_SUFFIX}[\s,/-]*(?:(?:of|de|da|di|d[ei]l|من|mensis)\s|d['’])?{_MONTH}\.?,?[\s/-]*"
    rf"(?:(?:of|de|del|da|năm|พ\.ศ\.|ค\.ศ\.)\s*)?(?P<year>\d{{4}}|['’]?\d{{2}}(?![\d:.]|\s?h\b|\s?[ap]\.?m))(?!\d)",
    re.IGNORECASE,
)
# August 5, 2025   Aug. 5th 2025   Tháng Ba 5, 2024   March 5, '24
MONTH_DAY_YEAR: Final = re.compile(
    rf"{_MONTH}\.?[\s/-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?,?[\s/-]+(?:of\s|de\s)?(?P<year>\d{{4}}|['’]\d{{2}})(?![\d:])",
    re.IGNORECASE,
)
# 2025. augusztus 5.   2025 m. rugpjūčio 5 d.   2025 August 5   2024. gada 5. marts
YEAR_MONTH_DAY: Final = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})(?:\s?(?:m|ko|оны)\b)?[.,]?[\s/-]+{_MONTH}\.?[\s-]+(?P<day>\d{{1,2}})(?!\d|:)",
    re.IGNORECASE,
)
YEAR_DAY_MONTH: Final = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})\.\s?gada\s(?P<day>\d{{1,2}})\.\s?{_MONTH}", re.IGNORECASE
)
# 2025年1月13日   令和6年3月5日   2025년 1월 13일   2024 оны 3-р сарын 5
EASTERN: Final = re.compile(
    rf"(?P<era>{'|'.join(ERAS)})?(?<!\d)(?P<year>\d{{1,4}})\s*(?:[年년]|оны)\s*"
    r"(?P<number>\d{1,2})\s*(?:[月월]|-р сарын)\s*(?P<day>\d{1,2})(?!\d)"
)
# 2025-01-13   2025.1.13   2025. 1. 13.   1402/12/15
YEAR_FIGURES: Final = re.compile(
    r"(?<![\d./-])(?P<year>\d{4})(?P<mark>[./-])\s?(?P<number>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})(?!\d)"
)
# 05.08.2025   05/08/2025   25.04.24   5-3-24   5 / 3 / 2024
FIGURES: Final = re.compile(
    r"(?<![\d./,:-])(?P<first>\d{1,2})(?P<space>\s?)(?P<mark>[./-])(?P=space)(?P<second>\d{1,2})(?P=space)(?P=mark)(?P=space)"
    r"(?P<year>\d{4}|['’]?\d{2})(?![\d/-]|[.,]\d)"
)
FORMS: Final = (
    DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_DAY_MONTH, YEAR_MONTH_DAY, EASTERN, YEAR_FIGURES, FIGURES,
)  # fmt: skip
# What every date has: figures of a day and of a year
FIGURES_TWICE: Final = re.compile(r"\d\D+\d")


@attrs.frozen
class Writing:
    """How the page of a text writes dates."""

    language: str
    """Without a region, but `DAY_FIRST_ENGLISH` where English writes the day first; `""` unknown."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages whose months are looked up first."""
        return (CODES.get(self.language, self.language), "en") if self.language else ()

    def month(self, words: str) -> int | None:
        """Return the month that *words* name, in the page's language or else in another."""
        digits = "".join(filter(str.isdigit, words))
        if digits:
            return int(digits) if 1 <= int(digits) <= 12 else None
        return month_number(words, self.languages) or month_anywhere(words)


def printed_dates(text: str, language: str, home: tzinfo | None) -> Iterator[tuple[int, int, WrittenDate]]:
    """Yield start, end and value of the dates that *text* prints (folded, figures in ASCII), in its order.

    Each has the time of day that stands beside it. *language* as in `Writing`; *home* as in `zone_named`.
    """
    writing = Writing(language)
    if not FIGURES_TWICE.search(text):
        return
    days = [one for form in FORMS if _can_hold(form, text) for one in _days(form, text, writing)]
    kept: list[tuple[int, int, datetime]] = []
    for start, end, day in sorted(days, key=lambda one: (one[0], -one[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, day))
    before = 0
    following = [*(start for start, _, _ in kept[1:]), len(text)]
    for (start, end, day), after in zip(kept, following, strict=False):
        # A time of day is one date's only.
        date, before = with_clock(text[:after], before, start, end, day, home)
        yield start, end, date


def _can_hold(form: re.Pattern[str], text: str) -> bool:
    """Tell, at little cost, whether *text* may hold a date in *form*."""
    if form is EASTERN:
        return any(sign in text for sign in ("年", "년", "оны"))
    return form is not YEAR_DAY_MONTH or "gada" in text


def _days(form: re.Pattern[str], text: str, writing: Writing) -> Iterator[tuple[int, int, datetime]]:
    """Yield start, end and value of the days that *text* has in a *form*; what is no day is passed over."""
    for match in islice(form.finditer(text), MAX_MATCHES):
        try:
            day = _day(form, match, writing)
        except ValueError:
            continue
        if day is not None:
            yield match.start(), match.end(), day


def _day(form: re.Pattern[str], match: re.Match[str], writing: Writing) -> datetime | None:
    if form is FIGURES:
        return _figures(match, writing)
    parts = match.groupdict()
    month = int(parts["number"]) if "number" in parts else writing.month(parts["month"])
    if month is None:
        return None
    year = parts["year"].lstrip("'’")
    if parts.get("era"):
        return datetime(ERAS[parts["era"]] + int(year), month, int(parts["day"]))
    return day_of(full_year(year, writing.language), month, int(parts["day"]))


def _figures(match: re.Match[str], writing: Writing) -> datetime:
    """Return the day of three figures, the year last, or first where that is short and the language's custom."""
    first, second, year = int(match["first"]), int(match["second"]), match["year"].lstrip("'’")
    if len(year) == 2 and writing.language in YEAR_FIRST and first > 12:
        return day_of(full_year(match["first"], writing.language), second, int(year))
    months_first = _months_first(match, writing)
    if (first if months_first else second) > 12:
        months_first = not months_first
    month, day = (first, second) if months_first else (second, first)
    return day_of(full_year(year, writing.language), month, day)


def _months_first(match: re.Match[str], writing: Writing) -> bool:
    return writing.language in ("", "en", "fil") and match["mark"] != "."
