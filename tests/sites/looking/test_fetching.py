"""Pages that are asked for one by one come in bounded time, and from nowhere that the user did not name."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from newscrawl.sites.looking import fetching
from newscrawl.sites.looking.fetching import fetch
from tests.spiders.serving import Site, serving


@contextmanager
def dripping(start: bytes) -> Iterator[str]:
    """Serve a page that begins with *start* and goes on with a byte now and then, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        connection.sendall(start)
        while not over.wait(0.02):
            try:
                connection.sendall(b"x")
            except OSError:
                break
        connection.close()

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        over.set()
        thread.join()
        listener.close()


@pytest.mark.parametrize(
    "start",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Header: ", b"HTTP/1."],
    ids=["body", "header", "status"],
)
def test_a_drip_is_given_up(start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TIMEOUT_SECONDS", 0.3)
    started = time.monotonic()
    with dripping(start) as url:
        answer = fetch(url, "test")
    assert answer.status == 0
    assert "not complete after 0.3 seconds" in (answer.error or "")
    assert time.monotonic() - started < 5


def test_a_redirect_to_another_port_is_not_followed() -> None:
    with serving(Site()) as inner, serving(Site()) as site:
        inner.page("/", "secret")
        site.page("/robots.txt", "", 302, Location=inner.url)
        answer = fetch(f"{site.url}robots.txt", "test")
        assert (answer.status, answer.body) == (0, b"")
        assert not inner.asked


def test_a_private_address_that_was_not_named_is_not_asked() -> None:
    with serving(Site()) as inner:
        inner.page("/sitemap.xml", "secret")
        answer = fetch(f"{inner.url}sitemap.xml", "test", named="https://news.example/")
        assert "not of the public internet" in (answer.error or "")
        assert not inner.asked


def test_a_page_that_was_named_is_fetched() -> None:
    with serving(Site()) as site:
        site.page("/", "hello")
        assert fetch(site.url, "test").body.endswith(b"hello")
