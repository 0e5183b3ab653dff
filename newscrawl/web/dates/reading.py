"""Dates in texts: the face of what the modules beside this one read."""

import re
import unicodedata
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Final

import attrs

from newscrawl.web.dates.machine import read_machine, read_partial
from newscrawl.web.dates.printed import DAY_FIRST_ENGLISH, printed_dates
from newscrawl.web.dates.written import WrittenDate, is_sensible
from newscrawl.web.dates.zones import in_zone, zone_of_name
from newscrawl.web.text import fold

MAX_TEXT: Final = 160
"""Characters; a longer text is no date."""

DIGIT: Final = re.compile(r"\d")
# Marks of direction, which Arabic and Hebrew pages set between the parts of a date
MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u061c"))

DAY_FIRST_REGIONS: Final = frozenset({"gb", "uk", "ie", "au", "nz", "in", "ng", "gh", "ke", "mt", "sg", "za"})


def read_date(
    text: str, language: str | None = None, timezone: tzinfo | str | None = None, home: tzinfo | None = None
) -> WrittenDate | None:
    """Read one date, with or without a time of day, from *text*.

    *language* is the page's (BCP 47, `"fr"`, `"pt-BR"`); it decides how printed months and `05/08/2025` read,
    but months of another language are read too. *timezone* (a `tzinfo` or an IANA name) holds where the text
    names none; it or *home*, the site's own, tells which place's "IST" is meant. The answer has an offset if the
    text or *timezone* gave one, and is naive otherwise. Relative ("2 hours ago"), incomplete and senseless dates
    (1970-01-01) give `None`; so does an unknown time zone's name. Safe to call from several threads.

    >>> read_date("mardi 05 août 2025 à 8h", "fr")
    WrittenDate(moment=datetime.datetime(2025, 8, 5, 8, 0), precision='hour')
    """
    if not text:
        return None
    zone = zone_of_name(timezone) if isinstance(timezone, str) else timezone
    found = _read_cached(text.strip(), _writing(language or ""), zone or home)
    if found is None or found.moment.tzinfo is not None or timezone is None:
        return found
    return attrs.evolve(found, moment=in_zone(found.moment, zone)) if zone is not None else None


def parse_date(text: str, language: str | None = None, timezone: tzinfo | str | None = None) -> datetime | None:
    """Return the moment that `read_date` reads from *text*, however exactly it is told.

    >>> parse_date("mardi 05 août 2025 à 08:59", "fr", "Africa/Bamako").isoformat()
    '2025-08-05T08:59:00+00:00'
    """
    found = read_date(text, language, timezone)
    return found.moment if found is not None else None


def utc_date(text: str | None) -> datetime | None:
    """Return the moment that a feed, a sitemap or a header states, in UTC; `None` where it states none.

    A time without an offset is taken as UTC, a day, a month or a year as its first second.

    >>> utc_date("Tue, 24 Nov 2026 05:38:01 +0100").isoformat()
    '2026-11-24T04:38:01+00:00'
    """
    text = (text or "").strip()[: MAX_TEXT + 1]
    try:
        found = read_date(text, "en", UTC) or read_partial(text)
        if found is None or not is_sensible(found.moment):
            return None
        moment = found.moment.replace(microsecond=0)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def find_dates(
    text: str, language: str | None = None, timezone: tzinfo | str | None = None
) -> list[tuple[int, int, WrittenDate]]:
    """Return start, end and value of each date that `readable(text)` prints, each with the time of day beside it.

    *language* and *timezone* as in `read_date`; a date without a zone stays naive.
    """
    zone = zone_of_name(timezone) if isinstance(timezone, str) else timezone
    if len(text) > MAX_TEXT:
        return []
    return [one for one in printed_dates(text, _writing(language or ""), zone) if is_sensible(one[2].moment)]


@lru_cache(maxsize=256)
def _writing(language: str) -> str:
    """Return the language without its region, but `DAY_FIRST_ENGLISH` where English writes the day first."""
    code, _, region = language.lower().replace("_", "-").partition("-")
    return DAY_FIRST_ENGLISH if code == "en" and region in DAY_FIRST_REGIONS else code


@lru_cache(maxsize=8192)
def _read_cached(text: str, language: str, home: tzinfo | None) -> WrittenDate | None:
    if len(text) > MAX_TEXT or not DIGIT.search(text):
        return None
    try:
        tidy = readable(text)
        printed = printed_dates(tidy, language, home)
        found = read_machine(tidy, home) or next((date for _, _, date in printed if is_sensible(date.moment)), None)
        if found is None or not is_sensible(found.moment):
            return None
        found.moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found


def readable(text: str) -> str:
    """Return *text* as dates are looked for in it: folded, its figures in ASCII, without marks of direction."""
    text = fold(text)
    if text.isascii():
        return text
    text = text.translate(MARKS)
    return "".join(str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() else one for one in text)
