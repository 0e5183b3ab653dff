"""What each host gave, and for how long it was asked."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.host_totals import MOST, HostTotals
from tests.cli.test_crawl_list import small_site
from tests.spiders.serving import serving

Run = Callable[..., "CompletedProcess[str]"]


class Clock:
    """A clock that is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def totals_at(clock: Clock) -> tuple[HostTotals, MemoryStatsCollector]:
    stats = MemoryStatsCollector(get_crawler())
    return HostTotals(stats, clock), stats


def test_time_is_that_in_which_a_host_was_asked_for_anything() -> None:
    clock = Clock()
    totals, stats = totals_at(clock)
    one, two = Request("https://a.example/1"), Request("https://a.example/2")
    totals.process_request(one)
    clock.now = 2.0
    totals.process_request(two)
    clock.now = 5.0
    totals.process_response(one, Response(one.url, body=b"12345678", headers={"A": "b"}))
    clock.now = 9.0
    totals.process_exception(two, DownloadTimeoutError())
    clock.now = 100.0
    totals.process_request(one)
    clock.now = 101.0
    totals.process_response(one, Response(one.url))
    assert stats.get_value("newscrawl/hosts/a.example/seconds") == 10.0
    assert stats.get_value("newscrawl/hosts/a.example/requests") == 3
    assert stats.get_value("newscrawl/hosts/a.example/bytes") == len(b"12345678A: b")


def test_what_others_answer_or_refuse_before_it_is_asked_for_is_not_counted() -> None:
    """Scrapy tells every middleware of it, those that it has not come to as well."""
    clock = Clock()
    totals, stats = totals_at(clock)
    kept, refused, asked = (Request(f"https://{name}.example/") for name in ("kept", "refused", "asked"))
    totals.process_response(kept, Response(kept.url, body=b"kept"))
    totals.process_exception(refused, IgnoreRequest())
    totals.process_request(asked)
    clock.now = 3.0
    totals.process_exception(Request("https://asked.example/b"), IgnoreRequest())
    totals.process_exception(asked, DownloadTimeoutError())
    totals.process_response(asked, Response(asked.url, body=b"an answer in place of the error"))
    assert stats.get_stats() == {
        "newscrawl/hosts/asked.example/requests": 1,
        "newscrawl/hosts/asked.example/seconds": 3.0,
    }


def test_hosts_without_end_are_counted_together() -> None:
    totals, stats = totals_at(Clock())
    for number in range(MOST + 10):
        totals.process_request(Request(f"https://h{number}.example/"))
    assert stats.get_value("newscrawl/hosts/others/requests") == 10
    assert len(stats.get_stats()) == MOST + 1


def test_a_crawl_says_what_its_hosts_gave(newscrawl: Run) -> None:
    with serving(small_site()) as site:
        assert newscrawl("crawl", site.url).returncode == 0
        (status,) = json.loads(newscrawl("status", "--json").stdout)
        asked = site.asked.total()
    ((host, told),) = status["counts"]["hosts"].items()
    assert host == site.url.split("/")[2]
    assert told["requests"] == asked
    assert 0 < told["bytes"] <= status["counts"]["bytes"]
    assert 0 < told["seconds"] <= status["counts"]["seconds"]
