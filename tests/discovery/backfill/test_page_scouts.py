"""The first and the last article of a page tell whether those between can be of the period."""

import pytest

from newscrawl.discovery.backfill.page_scouts import PageScouts
from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.web.calendar_months import Month, Period

PERIOD = Period(Month(2019, 1), Month(2019, 12))
PAGE = "https://news.example/news?page=7"


def found(count: int) -> list[Fetch]:
    return [Fetch(url=f"https://news.example/story-{n}", kind="article", rank=2) for n in range(count)]


def test_a_few_articles_are_asked_for_at_once() -> None:
    assert len(PageScouts().split(PAGE, found(3))) == 3


@pytest.mark.parametrize(
    ("first", "last", "side"),
    [
        (Month(2021, 5), Month(2020, 1), "later"),
        (Month(2018, 12), Month(2017, 1), "earlier"),
        (Month(2020, 2), Month(2018, 11), None),
        (Month(2020, 2), Month(2019, 12), None),
        (Month(2020, 2), None, None),
    ],
)
def test_two_tell_of_the_others(first: Month, last: Month | None, side: str | None) -> None:
    scouts, articles = PageScouts(), found(6)
    assert scouts.split(PAGE, articles) == [articles[0], articles[-1]]
    assert scouts.came(articles[0].url, first) is None
    held = scouts.came(articles[-1].url, last)
    assert held is not None
    assert held.rest == articles[1:-1]
    assert held.side(PERIOD) == side
    assert scouts.is_held(articles[2].url)
    assert list(scouts.rest()) == []


def test_what_lost_scouts_held_back_is_let_go() -> None:
    scouts, articles = PageScouts(), found(6)
    scouts.split(PAGE, articles)
    assert [held.rest for held in scouts.rest()] == [articles[1:-1]]
