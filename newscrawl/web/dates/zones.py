"""Zones as texts name them: "Z", "+0100", "GMT+2", "CET", "ET", "Europe/Paris"."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

MAX_OFFSET: Final = timedelta(hours=15)

_STANDARD: Final = {
    "UTC GMT UT Z WET": "+00:00", "WAT CET MEZ BST WEST": "+01:00", "CEST MESZ MEST CAT SAST EET HAEC": "+02:00",
    "EEST MSK EAT TRT IDT": "+03:00", "GST AZT": "+04:00", "PKT UZT": "+05:00", "IST": "+05:30", "NPT": "+05:45",
    "BDT": "+06:00", "MMT": "+06:30", "ICT WIB": "+07:00", "HKT SGT MYT PHT AWST WITA": "+08:00",
    "JST KST WIT": "+09:00", "ACST": "+09:30", "AEST": "+10:00", "ACDT": "+10:30", "AEDT": "+11:00", "NZST": "+12:00",
    "NZDT": "+13:00", "ART BRT UYT ADT": "-03:00", "NST": "-03:30", "NDT": "-02:30", "AST EDT CLT BOT VET": "-04:00",
    "EST CDT COT PET": "-05:00", "CST MDT": "-06:00", "MST PDT": "-07:00", "PST AKDT": "-08:00", "AKST": "-09:00",
    "HST": "-10:00",
}  # fmt: skip
"""Abbreviations that say themselves whether it is summer time."""

_BY_SEASON: Final = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "AKT": "America/Anchorage", "MET": "Europe/Paris", "UK": "Europe/London",
    "EASTERN": "America/New_York", "CENTRAL": "America/Chicago", "MOUNTAIN": "America/Denver",
    "PACIFIC": "America/Los_Angeles", "AET": "Australia/Sydney", "NZT": "Pacific/Auckland",
}  # fmt: skip
"""Names of a place's clock, whose offset the date decides."""

_BY_HOME: Final = {
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "CST": ("Asia/Shanghai", "Asia/Taipei", "Asia/Macau", "America/Havana"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "AST": ("Asia/Riyadh", "Asia/Baghdad", "Asia/Kuwait", "Asia/Bahrain", "Asia/Qatar", "Asia/Aden"),
    "WST": ("Australia/Perth", "Pacific/Apia"),
    "EST": ("Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane"),
}  # fmt: skip
"""Abbreviations that several places use, with those places: it is the site's own where it is among them."""

# "Z"   "+01:00"   "-0500"   "+01"   "GMT+2"   "UTC +5:30"
OFFSET: Final = re.compile(r"(?:UTC|GMT)?\s?([+\-−])(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?", re.IGNORECASE)
# "Europe/Paris"
PLACE: Final = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2}")

ZONE_TEXT: Final = (
    r"(?:(?:UTC|GMT)\s?[+\-−]\d{1,2}(?::?\d{2})?(?!\d)|[+\-−]\d{2}:?\d{2}(?::\d{2})?(?!\d)|[+\-−]\d{2}(?![\d:])|"
    r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2}|(?:Eastern|Central|Mountain|Pacific)(?= (?:Daylight |Standard )?Time)|"
    r"[A-Z]{1,5}(?![A-Za-z]))"
)
"""What can name a zone where a time of day stands before it; `zone_named` tells whether it does."""


def zone_named(name: str, home: tzinfo | None = None) -> tzinfo | None:
    """Return the zone that *name* stands for, `None` where it is no zone's.

    *home* is the site's own zone, where known: it tells which of several places' "IST" or "CST" is meant.
    """
    name = name.strip(" ()[]")
    match = OFFSET.fullmatch(name)
    if match:
        return _fixed(match[1], int(match[2]), int(match[3] or 0))
    if PLACE.fullmatch(name):
        return zone_of_name(name)
    upper = name.upper()
    if isinstance(home, ZoneInfo) and home.key in _BY_HOME.get(upper, ()):
        return home
    if upper in _BY_SEASON:
        return zone_of_name(_BY_SEASON[upper])
    offset = _OFFSETS.get(upper)
    return UTC if offset == "+00:00" else _fixed(offset[0], int(offset[1:3]), int(offset[4:])) if offset else None


@lru_cache(maxsize=512)
def zone_of_name(name: str) -> tzinfo | None:
    """Return the zone of an IANA *name*, `None` where there is none of it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return the naive *moment* with the offset that *zone* has at it."""
    offset = moment.replace(tzinfo=zone).utcoffset() or timedelta(0)
    return moment.replace(tzinfo=timezone(offset) if offset else UTC)


def _fixed(sign: str, hours: int, minutes: int) -> tzinfo:
    """Return the zone of an offset. Raises ValueError where there is none so far from UTC."""
    delta = timedelta(hours=hours, minutes=minutes)
    if delta > MAX_OFFSET or minutes > 59:
        raise ValueError(f"{sign}{hours}:{minutes} is no offset")
    return timezone(delta if sign == "+" else -delta) if delta else UTC


_OFFSETS: Final = {name: offset for names, offset in _STANDARD.items() for name in names.split()}
