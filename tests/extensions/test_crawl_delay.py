"""The delay that robots.txt asks for is the least that is kept, up to a bound."""

from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from newscrawl.extensions.crawl_delay import CrawlDelay

URL = "https://example.org/a"


def delay_after(rules: str, own: float = 0.5, url: str = URL, **settings: float) -> float:
    """Return the delay of a slot that had its *own* one, for a request for *url*, once *rules* are known."""
    crawler = get_crawler(None, {"USER_AGENT": "newscrawl", **settings})
    slot = Slot(concurrency=4, delay=own, jitter=0.5)
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(slots={"example.org": slot}))  # type: ignore[assignment]
    extension = CrawlDelay.from_crawler(crawler)
    extension.robots_parsed(ProtegoRobotParser(rules.encode(), None), Request(URL))
    extension.slow_down(Request(url, meta={"download_slot": "example.org"}))
    return float(slot.delay)


def test_a_site_can_ask_for_more_but_not_for_less() -> None:
    assert delay_after("User-agent: *\nCrawl-delay: 5") == 5
    assert delay_after("User-agent: *\nCrawl-delay: 0.1") == 0.5


@pytest.mark.parametrize("rules", ["", "User-agent: other\nCrawl-delay: 5", "User-agent: *\nCrawl-delay: soon"])
def test_without_a_delay_for_us_nothing_changes(rules: str) -> None:
    assert delay_after(rules) == 0.5


def test_a_site_cannot_stop_the_crawl() -> None:
    assert delay_after("User-agent: *\nCrawl-delay: 86400") == 60
    assert delay_after("User-agent: *\nCrawl-delay: 86400", NEWSCRAWL_MAX_CRAWL_DELAY=7) == 7


def test_other_hosts_are_left_alone() -> None:
    assert delay_after("User-agent: *\nCrawl-delay: 5", url="https://other.example/") == 0.5
