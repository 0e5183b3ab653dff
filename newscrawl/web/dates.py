"""Dates as pages write them, in any language, as `datetime`."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateparser.timezone_parser import pop_tz_offset_from_string

from newscrawl.web.months import month_number
from newscrawl.web.text import fold

MAX_TEXT = 160
"""Characters; a longer text is no date."""

EARLIEST = 1900

# 2025-10-27T08:59:03.120+01:00   2025-10-27 08:59 Z   20251027T0859   2025/10/27
ISO = re.compile(
    r"^(\d{4})([-/.]?)(\d{2})\2(\d{2})"
    r"(?:(?:T|\s+|,\s*)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}(?::\d{2})?|[+-]\d{2})?)?(?:\s*\[[\w/]+\])?$",
    re.IGNORECASE,
)
# 1730019543 or 1730019543120
EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
# Mon Apr 29 2024 10:00:00 GMT+0200 (CEST)
SCRIPTED = re.compile(r"^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)?([+-]\d{4})")
# Tue, 05 Aug 2025 08:59:00 +0000
RFC_2822 = re.compile(
    r"^(?:[A-Za-z]{3},\s*)?\d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4}\s+\d\d:\d\d(?::\d\d)?\s*"
    r"(?:[+-]\d{4}|[A-Z]{1,4})$"
)
# 2025年1月13日 10時30分   2025년 1월 13일 20:57   2025. 5. 15. 20:57
EASTERN = re.compile(
    r"(\d{4})\s*[年년.]\s*(\d{1,2})\s*[月월.]\s*(\d{1,2})\s*(?:[日일.]|(?=\s|$))"
    r"[^\d]{0,12}(?:(\d{1,2})\s*[:時时시]\s*(\d{1,2}))?"
)
# 05.08.2025 - 08:59 Uhr   05/08/2025 à 8h59   25.04.24
DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|(?<=\.)\d{2})(?!\d)(?:\D{1,12}(\d{1,2})\s*[:.hH]\s*(\d{2})(?!\d))?"
)
# 8:59 am, 8.59 p.m.
MERIDIEM = re.compile(r"\b\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?m\b", re.IGNORECASE)
# What may follow a date: ", at 8:59 p.m. EDT", "à 08h59", "- 08.59 Uhr"
CLOCK = re.compile(
    r"\D{0,16}?(?<!\d)(\d{1,2})\s?[:.hH]\s?(\d{2})(?!\d)(?::\d{2})?"
    r"\s*([AaPp]\.?[Mm]\b\.?)?\s*\(?(UTC|GMT|[A-Z]{1,3}T\b|[+-]\d{2}:?\d{2}\b)?"
)
# 5 août 2025, 5. August 2025, 5th of August, 2025, 5 de agosto de 2025
DAY_MONTH_YEAR = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|º|\.|:)?\s*(?:of |de |da |-)?\s*(?P<month>[^\W\d_]{3,20})\.?,?\s*"
    r"(?:of |de |del |-)?\s*(?P<year>\d{4})(?!\d)"
)
# August 5, 2025, Aug. 5th 2025
MONTH_DAY_YEAR = re.compile(
    r"(?P<month>[^\W\d_]{3,20})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?,?\s+(?P<year>\d{4})(?!\d)"
)
# 2025. augusztus 5., 2025 m. rugpjūčio 5 d., 2025 August 5
YEAR_MONTH_DAY = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?:\s*m)?\.?,?\s+(?P<month>[^\W\d_]{3,20})\.?\s+(?P<day>\d{1,2})(?!\d)"
)
# 08/05/2025 where the month comes first, 2025-08-05 within other words
NUMERIC = re.compile(r"(?<!\d)(?:(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})[./-](\d{1,2})[./-](\d{1,2}))(?!\d)")
DIGIT = re.compile(r"\d")

COMMON_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "sv", "pl", "tr", "ru", "ar", "id")
"""Tried where a page does not state its language: a word can be a month in one of many."""

DAY_FIRST_ENGLISH = "en-gb"
DAY_FIRST_REGIONS = frozenset({"gb", "uk", "ie", "au", "nz", "in", "ng", "gh", "ke", "mt", "sg", "za"})

CODES = {"no": "nb", "iw": "he", "in": "id", DAY_FIRST_ENGLISH: "en"}


def parse_date(text: str, language: str | None = None, timezone: tzinfo | str | None = None) -> datetime | None:
    """Read one date, with or without a time of day, from *text*.

    *language* is the page's (BCP 47, `"fr"`, `"pt-BR"`); it decides how printed months and `05/08/2025` read.
    *timezone* (a `tzinfo` or an IANA name) holds where the text names none. The answer has an offset if the
    text or *timezone* gave one, and is naive otherwise. Relative ("2 hours ago"), incomplete and senseless
    dates give `None`; so does an unknown time zone's name. Safe to call from several threads.

    >>> parse_date("mardi 05 août 2025 à 08:59", "fr", "Africa/Bamako").isoformat()
    '2025-08-05T08:59:00+00:00'
    """
    moment = _parse_cached(text.strip(), _writing(language or "")) if text else None
    if moment is None or moment.tzinfo is not None or timezone is None:
        return moment
    zone = _zone(timezone) if isinstance(timezone, str) else timezone
    return moment.replace(tzinfo=zone) if zone is not None else None


@lru_cache(maxsize=256)
def _writing(language: str) -> str:
    """Return the language without its region, but `DAY_FIRST_ENGLISH` where English writes the day first."""
    code, _, region = language.lower().replace("_", "-").partition("-")
    return DAY_FIRST_ENGLISH if code == "en" and region in DAY_FIRST_REGIONS else code


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=8192)
def _parse_cached(text: str, language: str) -> datetime | None:
    if len(text) > MAX_TEXT or not DIGIT.search(text):
        return None
    try:
        moment = _machine(text) or _printed(fold(text), language)
        if moment is None or moment.year < EARLIEST:
            return None
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def _machine(text: str) -> datetime | None:
    """Read a date written for machines: ISO 8601 and its neighbours, Unix time, RFC 2822, JavaScript's."""
    match = ISO.match(text)
    if match:
        return _iso(match)
    if EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    match = SCRIPTED.match(text)
    if match:
        return datetime.strptime(" ".join(match.groups()), "%b %d %Y %H:%M:%S %z")
    return parsedate_to_datetime(text) if RFC_2822.match(text) else None


def _iso(match: re.Match[str]) -> datetime:
    year, _, month, day, hour, minute, second, fraction, zone = match.groups()
    moment = datetime(int(year), int(month), int(day))
    if hour is None:
        return moment
    if int(hour) > 24 or int(minute) > 59:
        raise ValueError(f"{hour}:{minute} is no time of day")
    moment += timedelta(hours=int(hour), minutes=int(minute), seconds=min(int(second or 0), 59))
    microsecond = int((fraction or "0")[:6].ljust(6, "0"))
    return moment.replace(microsecond=microsecond, tzinfo=_offset(zone) if zone else None)


def _offset(text: str) -> tzinfo:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
    return timezone(-delta if text[0] == "-" else delta)


def _printed(text: str, language: str) -> datetime | None:
    match = EASTERN.search(text)
    if match:
        year, month, day, hour, minute = match.groups()
        return datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))
    match = DAY_FIRST.search(text)
    if match and language != "en" and not MERIDIEM.search(text) and int(match[3]) <= 12:
        day, _, month, year, hour, minute = match.groups()
        century = 2000 if len(year) == 2 else 0
        return datetime(century + int(year), int(month), int(day), int(hour or 0), int(minute or 0))
    return _worded(text, language)


def _worded(text: str, language: str) -> datetime | None:
    """Read a date with a month in words, or in English figures, wherever it stands in *text*."""
    languages = (CODES.get(language, language), "en") if language else COMMON_LANGUAGES
    for pattern in (DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY):
        match = pattern.search(text)
        month = month_number(match["month"], languages) if match else None
        if match and month and 1 <= int(match["day"]) <= 31:
            return _at_clock(text, match, datetime(int(match["year"]), month, int(match["day"])))
    match = NUMERIC.search(text)
    return _at_clock(text, match, _numeric(match, language)) if match else None


def _numeric(match: re.Match[str], language: str) -> datetime:
    first, second, year, own_year, month, day = match.groups()
    if own_year:
        return datetime(int(own_year), int(month), int(day))
    months_first = language in ("", "en")
    if int(first if months_first else second) > 12:
        months_first = not months_first
    return datetime(int(year), *((int(first), int(second)) if months_first else (int(second), int(first))))


def _at_clock(text: str, date: re.Match[str], day: datetime) -> datetime:
    """Return *day*, which *date* names in *text*, at the time of day that follows."""
    clock = CLOCK.match(text[date.end() : date.end() + 40])
    if clock is None or int(clock[1]) > 24 or int(clock[2]) > 59:
        return day
    hour, minute, meridiem, zone = clock.groups()
    hours = int(hour)
    if meridiem and hours <= 12:
        hours = hours % 12 + 12 * meridiem.lower().startswith("p")
    moment = day + timedelta(hours=hours, minutes=int(minute))
    return moment.replace(tzinfo=_named_offset(zone)) if zone else moment


@lru_cache(maxsize=256)
def _named_offset(name: str) -> tzinfo | None:
    """Return the offset of "UTC", "+0200" or an abbreviation such as "CEST"; `None` where it is of no zone."""
    if name in ("UTC", "GMT") or name[0] in "+-":
        return _offset(name)
    _, zone = pop_tz_offset_from_string(f"00:00 {name}")
    return timezone(zone.utcoffset(None)) if isinstance(zone, tzinfo) else None
