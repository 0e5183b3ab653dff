"""How far a crawl is, from its start on."""

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from newscrawl.runner.output.progress import Tally


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
