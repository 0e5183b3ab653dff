"""Months of the calendar, and spans of them: what archives and backfills count by. All in UTC."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import attrs

from newscrawl.errors import BadInput

FIRST_YEAR = 1800
"""No newspaper's archive on the web begins before."""

# 2019, 2019-01, 2019-01-31
_GIVEN = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@attrs.frozen(order=True)
class Month:
    """One month.

    >>> str(Month(2019, 12).after())
    '2020-01'
    """

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        """Return the month of *moment* (aware) in UTC."""
        moment = moment.astimezone(UTC)
        return cls(moment.year, moment.month)

    @classmethod
    def read(cls, text: str | None) -> "Month | None":
        """Return the month that `str` wrote as *text*."""
        match = re.fullmatch(r"(\d{4})-(\d\d)", text or "")
        return cls(int(match[1]), int(match[2])) if match and 1 <= int(match[2]) <= 12 else None

    def after(self, months: int = 1) -> "Month":
        """Return the month so many *months* later."""
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)

    @property
    def start(self) -> datetime:
        """Its first second."""
        return datetime(self.year, self.month, 1, tzinfo=UTC)


@attrs.frozen
class Period:
    """The months from `first` to `last`, both taken in."""

    first: Month
    last: Month

    def __contains__(self, month: object) -> bool:
        return isinstance(month, Month) and self.first <= month <= self.last

    def __iter__(self) -> Iterator[Month]:
        """Yield the months, the oldest first."""
        month = self.first
        while month <= self.last:
            yield month
            month = month.after()

    def meets(self, other: "Period") -> bool:
        """Tell whether the two have a month in common."""
        return self.first <= other.last and other.first <= self.last

    @property
    def since(self) -> datetime:
        """Its first second."""
        return self.first.start

    @property
    def until(self) -> datetime:
        """The first second after it."""
        return self.last.after().start

    @classmethod
    def parse(cls, first: str, last: str | None, now: datetime) -> "Period":
        """Return the period that the options `--from` *first* and `--to` *last* state; without the latter, up to *now*.

        A year is taken whole, of a day its month. What lies after *now* is left out. Raises `BadInput`.
        """
        this_month = Month.of(now)
        begin = _given("--from", first, 1)
        end = this_month if last is None else _given("--to", last, 12)
        if begin > this_month:
            raise BadInput(f"--from {first} lies in the future: give a month up to {this_month}")
        if end < begin:
            raise BadInput(f"--to {last} lies before --from {first}: give a later month")
        return cls(begin, min(end, this_month))


def _given(option: str, text: str, month: int) -> Month:
    match = _GIVEN.fullmatch(text.strip())
    found = None
    if match is not None:
        try:
            day = datetime(int(match[1]), int(match[2] or month), int(match[3] or 1), tzinfo=UTC)
            found = Month(day.year, day.month)
        except ValueError:
            found = None
    if found is None or found.year < FIRST_YEAR:
        raise BadInput(f"{option} {text[:40]} is no month: give one as 2019-01, or a year")
    return found
