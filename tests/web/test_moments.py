from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.moments import moment_of, stored_moment, utc_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2026-01-31", "2026-01-31T00:00:00Z"),
        ("2026-01-31T08:59", "2026-01-31T08:59:00Z"),
        ("2026-01-31T08:59:00.5+01:00", "2026-01-31T07:59:00Z"),
        (datetime(2026, 1, 31, 8, tzinfo=timezone(timedelta(hours=3))), "2026-01-31T05:00:00Z"),
        ("next week", None),
        ("", None),
        (None, None),
    ],
)
def test_the_store_s_form(value, text):
    assert utc_text(value) == text


@pytest.mark.parametrize("value", [None, 5, [], {}, "soon", "0001-01-01T00:00+14:00"])
def test_what_is_no_time_is_none(value):
    assert moment_of(value) is None


def test_a_stored_time_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="'soon' is no time"):
        stored_moment("soon")


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_what_is_written_is_read(moment):
    assert stored_moment(utc_text(moment)) == moment.replace(microsecond=0)
