"""What a filter takes for a date, a site and a language."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from newscrawl.storage import Filter


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize("value", ["yesterday", "2026-13-01", "", 20260101, 0.5])
def test_what_is_no_date_is_a_value_error_that_says_what_is(name, value):
    with pytest.raises(ValueError, match="2026-01-31"):
        Filter(**{name: value})


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (date(2026, 1, 31), "2026-01-31T00:00:00Z"),
        (datetime(2026, 1, 31, 8, tzinfo=UTC), "2026-01-31T08:00:00Z"),
        (datetime(2026, 1, 31, 8, tzinfo=timezone(timedelta(hours=2))), "2026-01-31T06:00:00Z"),
        ("2026-01-31", "2026-01-31T00:00:00Z"),
        ("2026-01-31T08:00+02:00", "2026-01-31T06:00:00Z"),
        (None, None),
    ],
)
def test_dates_of_every_shape(value, kept):
    assert Filter(since=value).since == kept


def test_a_cursor_is_no_negative_number():
    with pytest.raises(ValueError, match="cursor"):
        Filter(changed_since=-1)


def test_an_address_names_its_site():
    assert Filter(site="https://www.paper.example/a/b").site == Filter(site="paper.example").site
