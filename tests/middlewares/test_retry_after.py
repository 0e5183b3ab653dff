"""A server that says when to come back is taken at its word, within bounds."""

from datetime import UTC, datetime
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.retry_after import RetryAfter, retry_after
from tests.spiders.running import Crawl
from tests.spiders.serving import Site, links

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
URL = "https://example.org/a"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("0", 0.0), ("120", 120.0), ("Mon, 09 Mar 2026 12:01:00 GMT", 60.0), ("Mon, 09 Mar 2026 11:00:00 GMT", 0.0),
     ("soon", None), ("", None), ("-5", None)],
)  # fmt: skip
def test_it_is_read_as_seconds_or_as_a_date(header: str, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text())
def test_no_header_makes_it_fail(header: str) -> None:
    retry_after(header, NOW)


def after(status: int, header: str | None, tried: int = 0) -> Request | Response:
    """Return what becomes of a response with *status* and the *header*."""
    crawler = get_crawler(Spider, {"NEWSCRAWL_MAX_RETRY_AFTER": 60, "RETRY_TIMES": 2})
    crawler.spider = Spider.from_crawler(crawler, name="news")
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(slots={}))  # type: ignore[assignment]
    headers = {} if header is None else {"Retry-After": header}
    middleware = RetryAfter(crawler, clock=lambda: NOW)
    return middleware.process_response(
        Request(URL, meta={"retry_times": tried}), Response(URL, status, headers=headers)
    )


@pytest.mark.parametrize("header", ["60", "0", None, "soon", "Mon, 09 Mar 2026 12:01:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_within_the_bound_is_made(status: int, header: str | None) -> None:
    assert isinstance(after(status, header), Request)


@pytest.mark.parametrize("header", ["61", "999999999999999999", "Mon, 09 Mar 2026 12:01:01 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_longer_wait_is_not_made(status: int, header: str) -> None:
    assert isinstance(after(status, header), Response)


@pytest.mark.parametrize("status", [200, 404, 301])
def test_other_answers_wait_for_nothing(status: int) -> None:
    assert isinstance(after(status, "5"), Response)


def test_it_is_not_asked_for_ever() -> None:
    assert isinstance(after(503, "5", tried=2), Response)


def test_the_hosts_other_requests_wait_as_well(crawl: Crawl, site: Site) -> None:
    paths = [site.article(n) for n in range(12)]
    site.page("/", "" + links(paths))
    busy = "/news/the-story-that-came-too-early-20000"
    site.page(busy, "<h1>Busy</h1>", 503, Retry_After="1")
    site.page("/", links([busy, *paths]))
    result = crawl()
    assert len(result["paths"]) == 13
    assert result["stats"]["newscrawl/retry_after"] == 1
    came = sorted(visit[0] for visit in site.visits)
    pauses = [later - earlier for earlier, later in pairwise(came)]
    assert max(pauses) > 0.8
