"""Charts as numbers that a template draws: rectangles in a box of 1000 × 100, stretched to the width that there is.

Words and scales stand beside the box, as text, so that they stay readable on a phone.
"""

from collections.abc import Mapping, Sequence

import attrs

WIDTH = 1000.0
HEIGHT = 100.0

SERIES = 6
"""How many series have a colour of their own; the rest is drawn together."""

_SHADES = 5

WIDEST = 40.0
"""Greatest width of a column: one article must not fill a page."""


@attrs.frozen(kw_only=True)
class Bar:
    """A rectangle; `style` is the class of its colour, `title` what it stands for, `href` where it leads."""

    x: float
    y: float
    width: float
    height: float
    style: str = "s0"
    title: str | None = None
    href: str | None = None


@attrs.frozen(kw_only=True)
class Chart:
    """Columns over time: `top` is the value at the upper edge, `names` the series drawn, `summary` the chart in
    words, `rows` its numbers."""

    bars: list[Bar]
    top: int
    first: str
    last: str
    names: list[str]
    summary: str
    rows: list[tuple[str, int]]
    middle: str = ""


@attrs.frozen(kw_only=True)
class Column:
    """One column: what stands under it, its values in the order of the series, where it leads."""

    label: str
    values: Sequence[int]
    href: str | None = None


def columns(what: str, names: Sequence[str], found: Sequence[Column]) -> Chart:
    """Return a chart of *found* columns, the values of each (one for each of *names*) on top of each other."""
    totals = [sum(column.values) for column in found]
    top = nice(max(totals, default=0))
    step = WIDTH / max(len(found), 1)
    bars = [bar for place, column in enumerate(found) for bar in _stack(column, names, place * step, step, top)]
    labels = [column.label for column in found] or [""]
    highest = max(zip(totals, labels, strict=False), default=(0, ""), key=lambda pair: pair[0])
    return Chart(
        bars=bars,
        top=top,
        first=labels[0],
        last=labels[-1] if len(labels) > 1 else "",
        middle=labels[len(labels) // 2] if len(labels) > 4 else "",
        names=list(names),
        summary=f"{what}: {sum(totals):,} from {labels[0]} to {labels[-1]}, most on {highest[1]} ({highest[0]:,})",
        rows=list(zip(labels, totals, strict=False)),
    )


def _stack(column: Column, names: Sequence[str], x: float, step: float, top: int) -> list[Bar]:
    bars, base, gap = [], 0, min(step * 0.18, 4.0)
    for place, value in enumerate(column.values):
        if value:
            height = HEIGHT * value / top
            name = f" {names[place]}" if len(names) > 1 else ""
            width = min(step - gap, WIDEST)
            bars.append(
                Bar(
                    x=round(x + (step - width) / 2, 2),
                    y=round(HEIGHT - HEIGHT * base / top - height, 2),
                    width=round(width, 2),
                    height=round(height, 2),
                    style=f"s{place}",
                    title=f"{column.label}{name}: {value:,}",
                    href=column.href,
                )
            )
        base += value
    return bars


def nice(value: int) -> int:
    """Return a round number of at least *value*, and at least 1.

    >>> [nice(n) for n in (0, 7, 43, 160)]
    [1, 8, 50, 200]
    """
    if value <= 10:
        return max(value + value % 2, 1) if value != 1 else 1
    power = 10 ** (len(str(value)) - 1)
    return next(int(step * power) for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= value)


@attrs.frozen(kw_only=True)
class Cell:
    """An hour of the week: `shade` from 0 (nothing) to 5 (most)."""

    value: int
    shade: int
    title: str


@attrs.frozen(kw_only=True)
class HeatMap:
    """A table of shades, with the names of its rows."""

    rows: list[tuple[str, list[Cell]]]
    summary: str
    total: int


DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def heat_map(week: Sequence[Sequence[int]]) -> HeatMap:
    """Return the heat map of a *week*: numbers by weekday and hour."""
    most = max((value for day in week for value in day), default=0)
    rows = [
        (name, [_cell(name, hour, value, most) for hour, value in enumerate(day)])
        for name, day in zip(DAYS, week, strict=True)
    ]
    total = sum(map(sum, week))
    busiest = max((cell for _, cells in rows for cell in cells), key=lambda cell: cell.value)
    summary = f"Articles by weekday and hour: {total:,}, most on {busiest.title}" if total else "No times are known"
    return HeatMap(rows=rows, summary=summary, total=total)


def _cell(day: str, hour: int, value: int, most: int) -> Cell:
    shade = -(-value * _SHADES // most) if most else 0
    return Cell(value=value, shade=shade, title=f"{day} {hour:02d}–{(hour + 1) % 24:02d} h: {value:,}")


def spark(numbers: Sequence[int]) -> list[Bar]:
    """Return *numbers* as a row of small columns."""
    top, step = max([*numbers, 1]), WIDTH / max(len(numbers), 1)
    return [
        Bar(
            x=round(place * step + step * 0.1, 1),
            y=round(HEIGHT - HEIGHT * value / top, 1),
            width=round(step * 0.8, 1),
            height=round(HEIGHT * value / top, 1),
        )
        for place, value in enumerate(numbers)
        if value
    ]


def shares(counts: Mapping[str, int]) -> list[tuple[str, int, float]]:
    """Return (name, number, width from 0 to `WIDTH` beside the largest) for each of *counts*."""
    top = max(counts.values(), default=0)
    return [(name, count, round(WIDTH * count / top, 1) if top else 0.0) for name, count in counts.items()]
