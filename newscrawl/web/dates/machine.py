"""Dates written for machines: ISO 8601 and its neighbours, Unix time, JavaScript's and C's forms."""

import re
from datetime import UTC, datetime, tzinfo
from typing import Final

from newscrawl.web.dates.calendars import day_of
from newscrawl.web.dates.months import month_number
from newscrawl.web.dates.written import Precision, WrittenDate, at_clock
from newscrawl.web.dates.zones import in_zone, zone_named

# 2025-10-27T08:59:03.120+01:00   2025-10-27 08:59 Z   2025-10-27T05+01   2025/10/27   2024-03-05T09:10:00 Europe/Paris
ISO: Final = re.compile(
    r"(\d{4})([-/.]?)(\d{2})\2(\d{2})"
    r"(?:(?:T|\s+|,\s*|T\s)(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?)?"
    r"\s*(?:\[?(Z|(?:UTC|GMT)?\s?[+\-−]\d{1,2}(?::?\d{2}(?::\d{2})?)?|[A-Z][A-Za-z]+/[A-Za-z_/-]+|(?![AP]M)[A-Z]{2,5})\]?)?"
    r"(?:\s*\[[\w/]+\])?)?",
    re.IGNORECASE,
)
# 20240305091000   202403050910
COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?")
# 1730019543   1730019543120   1730019543.0   /Date(1730019543120)/
EPOCH: Final = re.compile(r"(?:/Date\()?([1-9]\d{8,9})(\d{3}|\d{6}|\d{9})?(?:\.\d{1,9})?(?:[+-]\d{4})?(?:\)/)?")
# Mon Apr 29 2024 10:00:00 GMT+0200 (CEST)   Tue Mar  5 09:10:00 CET 2024   Tue Mar 05 09:10:00 2024
SCRIPTED: Final = re.compile(
    r"[A-Z][a-z]{2},? ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)"
    r"(?: ?((?:GMT|UTC)?[+-]\d{4}|[A-Z]{1,5}))?(?: (\d{4}))?(?: ?\(.{1,40}\))?"
)
# 2024   2024-03   202403: of a sitemap
PARTIAL: Final = re.compile(r"(\d{4})(?:-?(\d{2}))?")


def read_machine(text: str, home: tzinfo | None) -> WrittenDate | None:
    """Return what *text*, as a whole, says in a form for machines; `None` where it is in none.

    Raises ValueError for a day or a time that there is none of. *home*: see `zone_named`.
    """
    for pattern, read in ((COMPACT, _compact), (ISO, _iso), (EPOCH, _epoch), (SCRIPTED, _scripted)):
        match = pattern.fullmatch(text)
        if match is not None:
            return read(match, home)
    return None


def read_partial(text: str) -> WrittenDate | None:
    """Return the first second of a bare year or month, as sitemaps may give it."""
    match = PARTIAL.fullmatch(text)
    if match is None:
        return None
    return WrittenDate(datetime(int(match[1]), int(match[2] or 1), 1), "month" if match[2] else "year")


def _iso(match: re.Match[str], home: tzinfo | None) -> WrittenDate | None:
    year, separator, month, day, hour, minute, second, fraction, zone = match.groups()
    start = day_of(int(year), int(month), int(day))
    if hour is None:
        return WrittenDate(start, "day")
    if not separator and not minute and not zone:
        return None
    moment = at_clock(start, int(hour), int(minute or 0), int(second or 0))
    moment = moment.replace(microsecond=int((fraction or "0")[:6].ljust(6, "0")))
    return WrittenDate(_zoned(moment, zone, home), _precision(minute, second))


def _compact(match: re.Match[str], home: tzinfo | None) -> WrittenDate | None:
    year, month, day, hour, minute, second = match.groups()
    start = day_of(int(year), int(month), int(day))
    return WrittenDate(at_clock(start, int(hour), int(minute), int(second or 0)), _precision(minute, second))


def _epoch(match: re.Match[str], home: tzinfo | None) -> WrittenDate | None:
    return WrittenDate(datetime.fromtimestamp(int(match[1]), UTC), "second")


def _scripted(match: re.Match[str], home: tzinfo | None) -> WrittenDate | None:
    month, day, year, hour, minute, second, zone, year_last = match.groups()
    number = month_number(month, ("en",))
    if number is None or not (year or year_last):
        return None
    moment = at_clock(datetime(int(year or year_last), number, int(day)), int(hour), int(minute), int(second))
    return WrittenDate(_zoned(moment, zone, home), "second")


def _zoned(moment: datetime, zone: str | None, home: tzinfo | None) -> datetime:
    found = zone_named(zone, home) if zone else None
    return in_zone(moment, found) if found is not None else moment


def _precision(minute: str | None, second: str | None) -> Precision:
    return "second" if second else "minute" if minute else "hour"
