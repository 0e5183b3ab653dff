"""Days, weeks, months or years: what a chart of some span of time is cut into."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import attrs

from newscrawl.browse import charts
from newscrawl.browse.queries.facets import Value
from newscrawl.browse.queries.spans import Span

MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 92, 370, 366 * 8
"""Up to so many days a span is drawn by days, by weeks, by months; beyond that by years."""

_MOST = {"day": MOST_DAYS, "week": MOST_WEEKS, "month": MOST_MONTHS}


@attrs.frozen
class Periods:
    """A span in pieces: what one is called (`day`), where each begins, and where the last ends."""

    unit: str
    starts: list[date]
    end: date

    @classmethod
    def of(cls, span: Span, least: str = "day") -> "Periods":
        """Cut *span* as its length asks, into nothing smaller than *least*."""
        days = (span.last - span.first).days + 1
        smallest = tuple(_MOST).index(least)
        unit = next((unit for unit, most in list(_MOST.items())[smallest:] if days <= most), "year")
        starts = [_start(span.first, unit)]
        while starts[-1] < (following := _following(starts[-1], unit)) <= span.last:
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
    try:
        if unit == "month":
            return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        days = timedelta(days=7 if unit == "week" else 1)
        return start.replace(year=start.year + 1) if unit == "year" else start + days
    except (OverflowError, ValueError):
        return date.max


def _label(start: date, unit: str) -> str:
    return {
        "day": f"{start.day} {start:%B}",
        "week": f"week of {start.day} {start:%B %Y}",
        "month": f"{start:%B %Y}",
        "year": f"{start:%Y}",
    }[unit]


def over_time(months: Sequence[Value], href: Callable[[str, str], str] | None = None) -> charts.Chart:
    """Return the chart of the articles of *months* (`2026-01`, in order, at least one), by year where they are many;
    *href*: where the articles from one day to before another are found."""
    first, last = (date.fromisoformat(f"{one.value}-01") for one in (months[0], months[-1]))
    periods = Periods.of(Span(first, last), "month")
    counts = [0] * len(periods.starts)
    for one in months:
        counts[periods.place(date.fromisoformat(f"{one.value}-01"))] += one.articles
    ends = [*periods.starts[1:], periods.end]
    drawn = [
        charts.Column(label=label, values=[count], href=href(str(start), str(end)) if href else None)
        for label, count, start, end in zip(periods.labels(), counts, periods.starts, ends, strict=True)
    ]
    return charts.columns(f"Articles a {periods.unit}", ["articles"], drawn)
