from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.discovery.learned.rendering_need import RenderingNeed

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_first_five_pages_of_a_kind_are_looked_at() -> None:
    need = RenderingNeed(NOW)
    for _ in range(5):
        assert need.is_open("article")
        need.saw("article")
    assert not need.is_open("article")
    assert need.is_open("listing")


def test_two_trials_in_vain_are_enough() -> None:
    need = RenderingNeed(NOW)
    need.tried_one("article", gained=False)
    assert need.is_open("article")
    need.tried_one("article", gained=False)
    assert not need.is_open("article")
    assert not need.gained


def test_one_gain_settles_it_for_a_month_and_for_the_next_runs() -> None:
    need = RenderingNeed(NOW)
    need.tried_one("listing", gained=True)
    again = RenderingNeed.from_note(need.as_note(), NOW + timedelta(days=29))
    assert again == need
    assert again.gained
    assert not again.is_open("article")
    assert RenderingNeed.from_note(need.as_note(), NOW + timedelta(days=31)) == RenderingNeed(NOW + timedelta(days=31))


@pytest.mark.parametrize("note", [None, [], {}, {"since": "never"}, {"since": 3, "seen": 5}, "text"])
def test_a_note_that_cannot_be_read_begins_anew(note: object) -> None:
    assert RenderingNeed.from_note(note, NOW) == RenderingNeed(NOW)
