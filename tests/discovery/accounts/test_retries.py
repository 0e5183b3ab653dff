"""What was asked for in vain comes again: on a plan, or at once when the site has recovered."""

from datetime import timedelta

import pytest

from newscrawl.discovery.accounts.retries import SCOUTS, Retries
from newscrawl.fates import FateNote, Reason
from newscrawl.web.page_keys import page_key
from tests.discovery.sites import HOME, NOW

PATHS = [f"{HOME}news/story-number-{50000 + n}" for n in range(6)]


def notes(reason: Reason, tries: int, hours: float) -> list[FateNote]:
    at = NOW - timedelta(hours=hours)
    return [FateNote(site="news.example", url=url, reason=reason, tries=tries, at=at) for url in PATHS]


@pytest.mark.parametrize(("tries", "hours"), [(1, 1), (2, 6), (3, 24), (4, 72), (5, 168)])
def test_a_refusal_is_asked_again_on_a_widening_plan(tries: int, hours: int) -> None:
    assert Retries.of(notes(Reason.REFUSED, tries, hours), NOW).due == PATHS
    assert len(Retries.of(notes(Reason.REFUSED, tries, hours - 0.1), NOW).due) == SCOUTS


def test_a_scout_that_brings_an_article_frees_all_that_were_refused_for_the_same_reason() -> None:
    mixed = [*notes(Reason.REFUSED, 1, 0)[:4], *notes(Reason.CHALLENGE, 1, 0)[4:]]
    retries = Retries.of(mixed, NOW)
    assert set(retries.recovered(retries.due[0])) == set(PATHS[:4]) - {retries.due[0]}
    assert retries.recovered(f"{HOME}news/never-asked-before") == []


def test_a_page_with_a_text_of_its_own_is_asked_again_only_if_named_and_three_times_at_most() -> None:
    assert Retries.of(notes(Reason.NOT_ARTICLE, 1, 2), NOW) == Retries(
        reasons=dict.fromkeys(map(page_key, PATHS), Reason.NOT_ARTICLE)
    )
    assert len(Retries.of(notes(Reason.NOT_ARTICLE, 1, 0.5), NOW).done) == len(PATHS)
    assert len(Retries.of(notes(Reason.NOT_ARTICLE, 3, 9999), NOW).done) == len(PATHS)


def test_what_stays_refused_after_the_plan_is_asked_for_only_if_it_is_named() -> None:
    retries = Retries.of(notes(Reason.REFUSED, 6, 200), NOW)
    assert (retries.due, retries.done) == ([], [])
