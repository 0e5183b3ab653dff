"""Months as users state them, and spans of them."""

from datetime import UTC, datetime

import pytest

from newscrawl.errors import BadInput
from newscrawl.web.calendar_months import Month, Period

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-10", None, "2026-10 2026-11"),
        ("2025-12-31", "2026-1", "2025-12 2026-01"),
        ("2026-11", "2027-06", "2026-11"),
        ("2019", "2019-02", "2019-01 2019-02"),
    ],
)
def test_a_period_is_its_months(first: str, last: str | None, months: str) -> None:
    assert " ".join(map(str, Period.parse(first, last, NOW))) == months


def test_a_year_is_taken_whole() -> None:
    period = Period.parse("2019", "2020", NOW)
    assert (len(list(period)), period.since.isoformat(), period.until.isoformat()) == (
        24,
        "2019-01-01T00:00:00+00:00",
        "2021-01-01T00:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2019-13", None, "--from 2019-13 is no month"),
        ("yesterday", None, "--from yesterday is no month"),
        ("", None, "--from  is no month"),
        ("0001-01", None, "is no month"),
        ("2019-01", "2019-02-30", "--to 2019-02-30 is no month"),
        ("2026-12", None, "--from 2026-12 lies in the future: give a month up to 2026-11"),
        ("2019-05", "2019-04", "--to 2019-04 lies before --from 2019-05"),
    ],
)
def test_what_is_no_period_is_refused_in_words(first: str, last: str | None, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        Period.parse(first, last, NOW)


def test_months_are_ordered_and_counted_on() -> None:
    assert Month(2019, 12).after() == Month(2020, 1)
    assert Month(2019, 12) < Month(2020, 1)
    assert Month.read("2019-12") == Month(2019, 12)
    assert [Month.read(text) for text in ("2019-13", "2019", None)] == [None] * 3
    assert Period(Month(2019, 1), Month(2019, 6)).meets(Period(Month(2019, 6), Month(2020, 1)))
    assert not Period(Month(2019, 1), Month(2019, 6)).meets(Period(Month(2019, 7), Month(2020, 1)))
