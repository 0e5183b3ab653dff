"""Where a page that is read once more belongs: the publisher's changes are told from another reader's."""

from itertools import permutations

import pytest

from newscrawl.storage.articles.versions.timeline import Reading, placed


def reading(day: int, text: str, extractor: str = "2", *, since: int | None = None) -> Reading:
    """Return what *extractor* read on the page fetched on *day*, standing *since*."""
    return Reading(
        first_seen=f"2026-03-{since or day:02d}",
        read_at=f"2026-03-{day:02d}",
        fields={"articleBody": text},
        content_hash=text,
        extractor=extractor,
    )


def after(
    *readings: Reading, stored: tuple[Reading, ...], is_own: bool = True
) -> tuple[list[tuple[int, str]], list[str]]:
    """Return (day first seen, text) of each version once *readings* came in turn, and what each of them brought."""
    versions, effects, known_until = stored, [], stored[-1].read_at
    for one in readings:
        found = placed(versions, one, known_until, is_own=is_own)
        versions, known_until = found.versions, max(known_until, one.read_at)
        effects.append(found.effect)
    return [(int(v.first_seen[-2:]), v.fields["articleBody"]) for v in versions], effects


def test_the_same_fetch_read_otherwise_is_no_change() -> None:
    assert after(reading(1, "better"), stored=(reading(1, "worse", "1"),)) == ([(1, "better")], ["reread"])


def test_who_is_behind_a_version_is_told() -> None:
    (version,) = placed((reading(1, "worse", "1"),), reading(1, "better"), "2026-03-05", is_own=True).versions
    assert (version.cause, version.extractor) == ("reader", "2")
    (version,) = placed((reading(1, "same", "1"),), reading(1, "same"), "2026-03-05", is_own=True).versions
    assert (version.cause, version.extractor) == ("publisher", "2")


def test_what_only_the_better_reader_sees_is_a_change_of_the_publisher() -> None:
    """The former reader saw one text in three fetches; the new one sees that a line was added on day 3."""
    stored = (reading(5, "short", "1", since=1),)
    found = after(reading(1, "a"), reading(3, "a b"), reading(5, "a b"), stored=stored)
    assert found == ([(1, "a"), (3, "a b")], ["reread", "changed", "unchanged"])


def test_what_only_the_former_reader_saw_is_no_change() -> None:
    stored = (reading(1, "a", "1"), reading(3, "a advert", "1"))
    found = after(reading(1, "a"), reading(3, "a"), stored=stored)
    assert found == ([(1, "a")], ["unchanged", "reread"])


def test_each_past_version_is_read_anew() -> None:
    stored = (reading(1, "a", "1"), reading(3, "b", "1"), reading(5, "c", "1"))
    found = after(reading(1, "A"), reading(3, "B"), reading(5, "C"), stored=stored)
    assert found == ([(1, "A"), (3, "B"), (5, "C")], ["reread"] * 3)


def test_a_fetch_that_is_later_than_all_that_was_known_is_the_publisher_s_even_to_another_reader() -> None:
    found = placed((reading(1, "a", "1"),), reading(5, "b"), "2026-03-01", is_own=True)
    assert (found.effect, len(found.versions)) == ("changed", 2)


FETCHES = [reading(1, "a"), reading(2, "a"), reading(3, "b"), reading(4, "b"), reading(5, "a")]


@pytest.mark.parametrize("order", list(permutations(range(1, 5))), ids=str)
def test_files_may_be_read_in_any_order(order: tuple[int, ...]) -> None:
    rest = [FETCHES[number] for number in order]
    found, _ = after(*rest, stored=(FETCHES[0],), is_own=False)
    again, effects = after(*FETCHES, stored=(FETCHES[0],), is_own=False)
    assert found == again == [(1, "a"), (3, "b"), (5, "a")]
    assert effects.count("changed") == 2


def test_reading_all_of_it_a_second_time_changes_nothing() -> None:
    stored: tuple[Reading, ...] = (reading(5, "short", "1", since=1),)
    for one in FETCHES:
        stored = placed(stored, one, "2026-03-05", is_own=True).versions
    for one in FETCHES:
        found = placed(stored, one, "2026-03-05", is_own=True)
        assert (found.versions, found.effect) == (stored, "unchanged")


def test_an_older_copy_of_somebody_else_s_does_not_replace_a_later_reading() -> None:
    stored = (reading(5, "late", "1", since=1),)
    assert after(reading(3, "old copy"), stored=stored, is_own=False) == ([(1, "late")], ["unchanged"])


def test_a_copy_from_before_the_first_fetch_goes_before_it() -> None:
    assert after(reading(2, "a"), stored=(reading(5, "a"),)) == ([(2, "a")], ["unchanged"])
    assert after(reading(2, "z"), stored=(reading(5, "a"),)) == ([(2, "z"), (5, "a")], ["changed"])
