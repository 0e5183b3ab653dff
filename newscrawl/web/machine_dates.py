"""Dates of feeds and sitemaps: RFC 822/2822 and the W3C profile of ISO 8601, read leniently."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_W3C = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)"
    r"(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.IGNORECASE,
)
_MAX_LENGTH = 64


def machine_date(text: str | None) -> datetime | None:
    """Return the moment that *text* states, aware and in UTC, or None where it states none.

    Read are `2026-11-24T05:38:01+01:00` and its shorter forms down to the year, and
    `Tue, 24 Nov 2026 05:38:01 GMT`. A time without an offset is taken as UTC, a day as its first second.
    """
    text = (text or "").strip()[:_MAX_LENGTH]
    if not text:
        return None
    try:
        match = _W3C.fullmatch(text)
        moment = _from_w3c(match) if match else parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _from_w3c(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second, zone = match.groups()
    moment = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
    if not zone:
        return moment
    return datetime.fromisoformat(moment.isoformat() + zone.upper())
