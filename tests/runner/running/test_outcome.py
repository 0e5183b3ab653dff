"""How a crawl ended, judged by its stats: a run that lost something is never called good."""

from typing import Any

import pytest

from newscrawl.runner.output.progress import Tally
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.outcome import LOST, Ended, judged
from newscrawl.signals import VERDICT, WHY
from newscrawl.storage.state.run_outcome import FAILURES, GOOD, RunOutcome

PAGES = {"downloader/response_status_count/200": 5}
REFUSED = {"downloader/response_status_count/403": 5}


@pytest.mark.parametrize(
    ("reason", "stats", "tally", "outcome", "says"),
    [
        ("finished", PAGES, Tally(), RunOutcome.FINISHED, None),
        ("finished", {"downloader/response_status_count/304": 1}, Tally(), RunOutcome.FINISHED, None),
        ("finished", PAGES, Tally(unreached=2), RunOutcome.FINISHED, "2 pages failed"),
        ("closespider_pagecount", PAGES, Tally(), RunOutcome.LIMITED, None),
        ("closespider_pagecount", PAGES, Tally(exceptions=1), RunOutcome.LIMITED, "1 page failed"),
        ("finished", REFUSED, Tally(), RunOutcome.FAILED, "gave no page"),
        ("finished", {}, Tally(), RunOutcome.FAILED, "gave no page"),
        ("shutdown", PAGES, Tally(), RunOutcome.STOPPED, "cut short"),
        ("shutdown", {}, Tally(), RunOutcome.STOPPED, "cut short"),
        (LOST, PAGES, Tally(), RunOutcome.LOST, "cut short"),
        ("out of memory", PAGES, Tally(), RunOutcome.FAILED, "cut short (out of memory)"),
        ("finished", PAGES, Tally(unstored=1), RunOutcome.FINISHED, "1 page failed"),
        ("finished", PAGES, Tally(unstored=3, lost=3), RunOutcome.STORE_FAILED, "3 articles were read"),
        ("finished", PAGES | {VERDICT: "blocked", WHY: "9 of 9 answered 403"}, Tally(), RunOutcome.BLOCKED, "9 of 9"),
        ("finished", PAGES | {VERDICT: "empty", WHY: "only scripts"}, Tally(lost=1), RunOutcome.STORE_FAILED, "an art"),
    ],
)
def test_the_gravest_finding_is_told(
    reason: str, stats: dict[str, Any], tally: Tally, outcome: RunOutcome, says: str | None
) -> None:
    found, why = judged(reason, stats, tally)
    assert found is outcome
    assert (why is None) if says is None else (says in (why or ""))


def test_a_line_of_trouble_names_the_site_and_costs_the_exit_code() -> None:
    crawl = Crawl("news", {"url": "https://a.example/"})
    assert Ended(crawl, Tally(), RunOutcome.FINISHED).trouble is None
    ended = Ended(crawl, Tally(unreached=1), RunOutcome.FINISHED, ": 1 page failed")
    assert (ended.trouble, ended.exit_code) == ("a.example: 1 page failed", 1)


def test_what_is_good_is_no_failure_and_a_stopped_run_is_neither() -> None:
    assert not set(GOOD) & set(FAILURES)
    assert set(RunOutcome) - set(GOOD) - set(FAILURES) == {
        RunOutcome.STOPPED,
        RunOutcome.LOST,
        RunOutcome.FEED_FAILED,
    }
    assert {outcome.exit_code for outcome in GOOD} == {0}
