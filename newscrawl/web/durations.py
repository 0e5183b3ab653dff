"""Durations as settings, options and lists of sites write them: `30m`, `6h`, `1d`."""

import re
from datetime import timedelta
from typing import Final

_UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_DURATION: Final = re.compile(r"(\d{1,5})\s*([smhdw])", re.IGNORECASE)


def parse_duration(text: str, least: timedelta = timedelta(0)) -> timedelta:
    """Return the duration that *text* states in seconds, minutes, hours, days or weeks: `90s 30m 6h 1d 2w`.

    Raises ValueError, with an example, where it states none or a shorter one than *least*.

    >>> parse_duration("90m")
    datetime.timedelta(seconds=5400)
    """
    match = _DURATION.fullmatch(text.strip())
    found = timedelta(seconds=int(match[1]) * _UNITS[match[2].lower()]) if match else None
    if found is None or found < least:
        bound = f" of {_words(least)} or more" if least else ""
        raise ValueError(f"{text!r} is no interval{bound}: give one such as 30m, 6h or 1d")
    return found


def duration_text(duration: timedelta) -> str:
    """Return *duration*, of whole seconds, as `parse_duration` reads it, in the largest unit without a remainder.

    >>> duration_text(timedelta(hours=36)), duration_text(timedelta(seconds=90))
    ('36h', '90s')
    """
    seconds = round(duration.total_seconds())
    unit = next(unit for unit in ("d", "h", "m", "s") if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"


def _words(least: timedelta) -> str:
    return "a minute" if least == timedelta(minutes=1) else f"{least.total_seconds():g} seconds"
