from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.dates.calendars import day_of, full_year


@pytest.mark.parametrize(
    ("persian", "common"),
    [
        ((1399, 12, 30), (2021, 3, 20)),
        ((1400, 1, 1), (2021, 3, 21)),
        ((1402, 12, 15), (2024, 3, 5)),
        ((1403, 12, 30), (2025, 3, 20)),
        ((1357, 11, 22), (1979, 2, 11)),
    ],
)
def test_persian_days(persian, common):
    assert day_of(*persian) == datetime(*common)


def test_no_thirtieth_of_esfand_in_a_common_year():
    with pytest.raises(ValueError, match="no day of the Persian calendar"):
        day_of(1402, 12, 30)


@given(st.integers(1300, 1498), st.integers(1, 12), st.integers(1, 29))
def test_persian_months_follow_each_other(year, month, day):
    start = day_of(year, month, 1)
    assert day_of(year, month, day) == start + timedelta(days=day - 1)
    following = day_of(year + month // 12, month % 12 + 1, 1)
    assert timedelta(days=29) <= following - start <= timedelta(days=31)


@given(st.dates(datetime(1900, 1, 1).date(), datetime(2060, 1, 1).date()))
def test_buddhist_years_are_543_ahead(day):
    assert day_of(day.year + 543, day.month, day.day) == datetime(day.year, day.month, day.day)


def test_years_in_two_figures():
    assert (full_year("24", "en"), full_year("98", "en"), full_year("67", "th")) == (2024, 1998, 2567)
