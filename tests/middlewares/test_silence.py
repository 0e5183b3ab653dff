"""A host from which no answer comes is not asked again and again."""

import socket
from collections import deque
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, DownloadTimeoutError
from scrapy.http import Response

from newscrawl.middlewares.silence import PATIENCE, PATIENCE_SECONDS, Silence
from newscrawl.signals import NoAnswer
from tests.conftest import CrawlResult


class Host:
    """A host, and a clock."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slot = SimpleNamespace(queue=deque())
        engine = SimpleNamespace(downloader=SimpleNamespace(slots={"a": self.slot}))
        crawler: Any = SimpleNamespace(engine=engine, stats=None)
        self.silence = Silence(crawler, lambda: self.now)

    def ask(self, exception: Exception | None = None, port: int = 80) -> bool:
        """Ask for a page, to which *exception* or an answer comes; tell whether it may be asked for once more."""
        request = Request(f"https://news.example:{port}/", meta={"download_slot": "a"})
        self.silence.process_request(request)
        if exception is None:
            self.silence.process_response(request, Response(request.url))
        else:
            self.silence.process_exception(request, exception)
        return "dont_retry" not in request.meta


@pytest.mark.parametrize("exception", [DownloadTimeoutError(), CannotResolveHostError("no such name")])
def test_a_host_that_has_never_answered_is_asked_once(exception: Exception) -> None:
    host = Host()
    waiting = Mock()
    host.slot.queue.append((None, waiting))
    assert not host.ask(exception)
    with pytest.raises(NoAnswer):
        host.ask()
    assert isinstance(waiting.errback.call_args[0][0], NoAnswer)
    assert host.ask(port=81)


def test_a_connection_that_broke_is_tried_again() -> None:
    host = Host()
    assert host.ask(DownloadFailedError())
    assert host.ask()


def test_a_host_that_has_answered_is_given_up_after_a_while() -> None:
    host = Host()
    host.ask()
    assert all(host.ask(DownloadTimeoutError()) for _ in range(PATIENCE + 3))
    host.ask()
    for _ in range(PATIENCE - 1):
        assert host.ask(DownloadTimeoutError())
        host.now += PATIENCE_SECONDS / 2
    assert not host.ask(DownloadTimeoutError())
    with pytest.raises(NoAnswer):
        host.ask()


@pytest.mark.parametrize("obey", [True, False])
def test_a_crawl_of_a_dead_host_asks_once_and_says_so(scrapy_crawl: Callable[..., CrawlResult], obey: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = scrapy_crawl("news", f"http://127.0.0.1:{port}/", DOWNLOAD_TIMEOUT=1, ROBOTSTXT_OBEY=obey)
        listener.setblocking(False)
        asked = 0
        while True:
            try:
                listener.accept()[0].close()
            except BlockingIOError:
                break
            asked += 1
    assert asked == 1, done.log
    assert "cannot be read" in done.log
