"""What a text says of a point in time: the moment, and how exactly it tells it."""

from datetime import datetime, timedelta
from typing import Final, Literal

import attrs

Precision = Literal["second", "minute", "hour", "day", "month", "year"]

EARLIEST: Final = 1900
LATEST: Final = 2060
"""Years; a date beyond is a placeholder for "never" or of another calendar."""

# What clocks and databases give for "no date": the starts of Unix time and of spreadsheets.
NO_DAYS: Final = frozenset([(1970, 1, 1), (1969, 12, 31), (1900, 1, 1)])


@attrs.frozen
class WrittenDate:
    """A date as a text writes it."""

    moment: datetime
    """Aware where the text, or who asked, tells the zone; parts that are not told are the first."""
    precision: Precision
    """The smallest part that is told."""

    @property
    def has_clock(self) -> bool:
        """Whether a time of day is told."""
        return self.precision in ("second", "minute", "hour")


def is_sensible(moment: datetime) -> bool:
    """Tell whether *moment* can be when something was published: no placeholder, in no far year."""
    return EARLIEST <= moment.year <= LATEST and (moment.year, moment.month, moment.day) not in NO_DAYS


def at_clock(day: datetime, hour: int, minute: int, second: int) -> datetime:
    """Return *day* at the time of day; 24:00 is the next day's start. Raises ValueError where it is none."""
    if hour > 24 or minute > 59 or (hour == 24 and (minute or second)):
        raise ValueError(f"{hour}:{minute}:{second} is no time of day")
    return day + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
