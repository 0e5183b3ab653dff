"""A host that answers 429 is asked less and less, and in the end no more."""

from collections import deque
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from newscrawl.middlewares.backoff import LONGEST_DELAY, PATIENCE, Backoff
from newscrawl.signals import TooManyRequests

URL = "https://news.example/a"


class Host:
    """A host's slot in the downloader, and a clock."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slot = SimpleNamespace(delay=0.5, jitter=0.5, lastseen=0.0, queue=deque())
        engine = SimpleNamespace(downloader=SimpleNamespace(slots={"news.example": self.slot}))
        crawler: Any = SimpleNamespace(engine=engine, stats=None)
        self.backoff = Backoff(crawler, lambda: self.now)

    def answer(self, status: int, latency: float = 0.1, **headers: str) -> None:
        self.now += 1.0
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(URL, meta={"download_slot": "news.example", "download_latency": latency})
        self.backoff.process_response(request, Response(URL, status=status, headers=names))


def test_the_delay_doubles_from_five_seconds_to_sixty() -> None:
    host = Host()
    delays = []
    for _ in range(PATIENCE - 1):
        host.answer(429)
        delays.append(host.slot.delay)
    assert delays == [5.0, 10.0, 20.0, 40.0]
    host.slot.delay = 50.0
    host.answer(200)
    host.answer(429)
    assert host.slot.delay == LONGEST_DELAY


def test_answers_to_what_was_sent_before_the_delay_grew_count_once() -> None:
    host = Host()
    host.answer(429)
    host.answer(429, latency=3.0)
    assert host.slot.delay == 5.0


def test_a_host_that_says_when_to_come_back_is_left_to_that() -> None:
    host = Host()
    host.answer(429, Retry_After="7")
    assert host.slot.delay == 0.5


def test_a_host_that_goes_on_refusing_is_given_up_and_one_that_answers_is_not() -> None:
    host = Host()
    for _ in range(PATIENCE - 1):
        host.answer(429)
    host.backoff.process_request(Request(URL))
    host.answer(429)
    with pytest.raises(TooManyRequests):
        host.backoff.process_request(Request(URL))
    host.answer(200)
    host.backoff.process_request(Request(URL))
