"""A crawl is judged by the pages that were wanted: blocked, empty, failed, or good."""

from collections import Counter

import pytest

from newscrawl.discovery.accounts.health import Health, Verdict
from newscrawl.fates import Reason


@pytest.mark.parametrize(
    ("refused", "answered", "blocked"), [(5, 0, True), (3, 2, True), (2, 3, False), (4, 0, False), (50, 51, False)]
)
def test_more_than_half_of_five_articles_refused_is_a_block(refused: int, answered: int, blocked: bool) -> None:
    health = Health(named=refused + answered, read=answered, answered=answered, refused=Counter({"403": refused}))
    verdict = health.verdict({}, has_articles=True)
    assert (verdict is not None and verdict.outcome == "blocked") == blocked


def test_a_first_crawl_without_an_article_is_empty_and_says_why() -> None:
    health = Health(front="the start page has only scripts")
    verdict = health.verdict({}, has_articles=False)
    assert verdict is not None
    assert verdict.outcome == "empty"
    assert "only scripts" in verdict.why


def test_a_later_crawl_that_finds_nothing_new_is_good_where_pages_name_what_is_known() -> None:
    assert Health(named=20).verdict({}, has_articles=True) is None
    assert Health(named=0).verdict({}, has_articles=True) is not None


def test_a_crawl_whose_articles_are_out_of_scope_is_no_empty_one() -> None:
    assert Health(named=3).verdict({Reason.SCOPE: 3}, has_articles=False) is None


def test_what_is_wrong_with_the_start_page_counts_more_than_a_few_articles() -> None:
    home = Verdict("blocked", "the start page answers 403")
    assert Health(home=home, read=3, answered=3).verdict({}, has_articles=True) is home
