"""Years and days of other calendars in the common one."""

from datetime import datetime, timedelta
from typing import Final

BUDDHIST: Final = range(2400, 2700)
"""Years of the Buddhist era in Thailand, 543 ahead: 2567 is 2024."""

JALALI: Final = range(1300, 1500)
"""Years of the Persian calendar of this age and the last: 1402 began in March 2023."""

_BUDDHIST_AHEAD: Final = 543
_JALALI_EPOCH: Final = datetime(2021, 3, 21)
"""The first day of 1400."""

# The year before the first of an East Asian era: 令和6年 is 2018 + 6, 民國113年 is 1911 + 113.
ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911, "中華民國": 1911}


def day_of(year: int, month: int, day: int) -> datetime:
    """Return the first second of a day whose year may be Buddhist or Persian; raises ValueError where it is none.

    >>> day_of(2567, 6, 6), day_of(1402, 12, 15)
    (datetime.datetime(2024, 6, 6, 0, 0), datetime.datetime(2024, 3, 5, 0, 0))
    """
    if year in JALALI:
        return _jalali(year, month, day)
    return datetime(year - _BUDDHIST_AHEAD if year in BUDDHIST else year, month, day)


def full_year(year: str, language: str) -> int:
    """Return the year that two digits, or more, stand for: "24" is 2024, on a Thai page "67" is 2567."""
    number = int(year)
    if len(year) != 2:
        return number
    if language == "th" and number >= 40:
        return 2500 + number
    return number + (1900 if number >= 70 else 2000)


def _jalali(year: int, month: int, day: int) -> datetime:
    length = 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= length):
        raise ValueError(f"{year}/{month}/{day} is no day of the Persian calendar")
    years = range(1400, year) if year >= 1400 else range(year, 1400)
    days = sum(366 if _is_leap(one) else 365 for one in years)
    start = _JALALI_EPOCH + timedelta(days=days if year >= 1400 else -days)
    return start + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def _is_leap(year: int) -> bool:
    """Tell whether a Persian *year* of `JALALI` has 366 days: eight of 33 have, which fits the sky until 1633."""
    return (25 * year + 11) % 33 < 8
