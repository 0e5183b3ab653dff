from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.durations import parse_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("45s", timedelta(seconds=45)),
        ("90m", timedelta(minutes=90)),
        (" 6 H ", timedelta(hours=6)),
        ("1d", timedelta(days=1)),
        ("2w", timedelta(weeks=2)),
        ("0m", timedelta(0)),
    ],
)
def test_durations(text, duration):
    assert parse_duration(text) == duration


@pytest.mark.parametrize("text", ["", "h", "5", "1.5h", "-1h", "1h30m", "999999d", "five m"])
def test_what_is_no_duration_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="give one such as 30m, 6h or 1d"):
        parse_duration(text)


def test_a_duration_under_the_least_is_refused():
    assert parse_duration("1m", timedelta(minutes=1)) == timedelta(minutes=1)
    with pytest.raises(ValueError, match="no interval of a minute or more"):
        parse_duration("59s", timedelta(minutes=1))


@given(st.integers(0, 99_999), st.sampled_from([("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400), ("w", 604_800)]))
def test_every_count_of_every_unit(count, unit):
    letter, seconds = unit
    assert parse_duration(f"{count}{letter}") == timedelta(seconds=count * seconds)
