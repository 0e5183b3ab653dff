"""How far a crawl is, from its start on."""

import io

import pytest
from rich.console import Console
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from newscrawl.runner.output.progress import ProgressDisplay, Tally


class Named(Spider):
    name = "named"


@pytest.fixture
def crawler():
    return get_crawler(Named)


def test_a_crawl_that_has_not_begun_counts_nothing(crawler):
    assert Tally.of(crawler) == Tally()
    assert Tally.of(Crawler(Named)) == Tally()


def test_what_waits_is_what_was_queued_and_not_yet_asked_for(crawler):
    crawler.stats.set_value("scheduler/enqueued", 12)
    crawler.stats.set_value("scheduler/enqueued/memory", 12)
    crawler.stats.set_value("scheduler/dequeued", 5)
    assert Tally.of(crawler).queue == 7


def test_tallies_add_up(crawler):
    crawler.stats.set_value("response_received_count", 3)
    crawler.stats.set_value("spider_exceptions/count", 1)
    assert Tally.sum([Tally.of(crawler), Tally(pages=4, unreached=2)]) == Tally(pages=7, exceptions=1, unreached=2)


def test_what_the_spider_has_still_to_ask_for_waits_too(crawler):
    crawler.spider = Named()
    crawler.spider.waiting = 40
    crawler.stats.set_value("scheduler/enqueued", 2)
    assert Tally.of(crawler).queue == 42


class Shown:
    """A display over *terminal* or a pipe, at a time that is given."""

    def __init__(self, terminal: bool) -> None:
        self.now = 0.0
        self.console = Console(file=io.StringIO(), force_terminal=terminal, width=160, color_system=None)
        self.display = ProgressDisplay(self.console, lambda: self.now)

    def after(self, seconds: float, tally: Tally, sites: dict[str, Tally] | None = None) -> str:
        self.now = seconds
        with self.display:
            self.display.update(tally, sites)
        return self.console.file.getvalue()


def test_how_long_it_takes_is_told_once_the_rate_says_something():
    assert "left" not in Shown(terminal=False).after(1, Tally(pages=10, queue=100))
    assert "about 2 min left" in Shown(terminal=False).after(60, Tally(pages=60, queue=100))
    assert "left" not in Shown(terminal=False).after(60, Tally(pages=60))


def test_a_terminal_shows_a_bar_and_a_line_for_each_of_several_sites():
    sites = {"one.example": Tally(pages=3, queue=1), "two.example": Tally(pages=7, queue=9)}
    shown = Shown(terminal=True).after(5, Tally(pages=10, queue=10), sites)
    assert "█" in shown
    assert shown.index("two.example  7 pages") < shown.index("one.example  3 pages")
    assert "one.example" not in Shown(terminal=True).after(5, Tally(pages=3), {"one.example": Tally(pages=3)})


def test_of_very_many_sites_the_busiest_are_shown_and_the_others_counted():
    sites = {f"s{number}.example": Tally(queue=number) for number in range(20)}
    shown = Shown(terminal=True).after(5, Tally(pages=1), sites)
    assert "s19.example" in shown
    assert "s0.example" not in shown
    assert "and 12 more sites" in shown
