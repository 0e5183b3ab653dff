"""Charts: cut as their span asks, and no column as wide as a page."""

from datetime import date

import pytest

from newscrawl.browse import charts
from newscrawl.browse.periods import Periods, over_time
from newscrawl.browse.queries.facets import Value
from newscrawl.browse.queries.spans import Span


@pytest.mark.parametrize(
    ("first", "unit", "count", "label"),
    [
        (date(2026, 1, 1), "day", 31, "1 January"),
        (date(2025, 9, 1), "week", 22, "week of 1 September 2025"),
        (date(2024, 3, 15), "month", 23, "March 2024"),
        (date(1999, 5, 1), "year", 28, "1999"),
    ],
)
def test_a_span_is_cut_as_its_length_asks(first, unit, count, label):
    found = Periods.of(Span(first, date(2026, 1, 31)))
    assert (found.unit, len(found.starts), found.labels()[0]) == (unit, count, label)
    assert found.place(date(2026, 1, 31)) == count - 1
    assert found.place(first) == 0
    assert len(list(found.searches())) == count


def test_one_article_does_not_fill_a_page():
    (bar,) = charts.columns("Articles a day", ["articles"], [charts.Column(label="1 May", values=[1])]).bars
    assert bar.width <= charts.WIDEST
    assert bar.x + bar.width / 2 == pytest.approx(charts.WIDTH / 2)


@pytest.mark.parametrize(
    ("months", "rows"),
    [
        (["2026-01", "2026-03"], [("January 2026", 1), ("February 2026", 0), ("March 2026", 1)]),
        (["1996-05", "2026-01"], [("1996", 1), ("1997", 0)]),
        (["9999-12"], [("December 9999", 1)]),
        (["0001-01", "9999-12"], [("1", 1), ("2", 0)]),
    ],
    ids=["months", "years", "the last month of all", "all of time"],
)
def test_what_was_found_is_drawn_over_all_of_its_time(months, rows):
    chart = over_time([Value(value=month, articles=1) for month in months], lambda since, until: f"{since} {until}")
    assert chart.rows[: len(rows)] == rows
    assert sum(count for _, count in chart.rows) == len(months)
