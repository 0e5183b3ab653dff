"""Charts: cut as their span asks, and no column as wide as a page."""

from datetime import date

import pytest

from newscrawl.browse import charts
from newscrawl.browse.periods import Periods
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
