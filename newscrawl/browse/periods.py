"""Days, weeks, months or years: what a chart of some span of time is cut into."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from newscrawl.browse.queries.spans import Span

MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 92, 370, 366 * 8
"""Up to so many days a span is drawn by days, by weeks, by months; beyond that by years."""


@attrs.frozen
class Periods:
    """A span in pieces: what one is called (`day`), where each begins, and where the last ends."""

    unit: str
    starts: list[date]
    end: date

    @classmethod
    def of(cls, span: Span) -> "Periods":
        """Cut *span* as its length asks."""
        days = (span.last - span.first).days + 1
        unit = next(
            (unit for unit, most in (("day", MOST_DAYS), ("week", MOST_WEEKS), ("month", MOST_MONTHS)) if days <= most),
            "year",
        )
        starts = [_start(span.first, unit)]
        while (following := _following(starts[-1], unit)) <= span.last:
            starts.append(following)
        return cls(unit, starts, _following(starts[-1], unit))

    def place(self, day: date) -> int:
        """Return the place of the piece in which *day* lies."""
        return bisect_right(self.starts, day) - 1

    def labels(self) -> list[str]:
        """Return what stands under each piece."""
        return [_label(start, self.unit) for start in self.starts]

    def searches(self) -> Iterable[str]:
        """Return the address of the articles of each piece."""
        ends = [*self.starts[1:], self.end]
        return [f"/search?since={start}&until={end}" for start, end in zip(self.starts, ends, strict=True)]


def _start(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]


def _following(start: date, unit: str) -> date:
    if unit == "month":
        return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    return start.replace(year=start.year + 1) if unit == "year" else start + timedelta(days=7 if unit == "week" else 1)


def _label(start: date, unit: str) -> str:
    return {
        "day": f"{start.day} {start:%B}",
        "week": f"week of {start.day} {start:%B %Y}",
        "month": f"{start:%B %Y}",
        "year": f"{start:%Y}",
    }[unit]
