"""A server that sends headers without end is left."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from twisted.internet.testing import StringTransport
from twisted.web import _newclient
from twisted.web._newclient import HTTP11ClientProtocol, HTTPClientParser, Request
from twisted.web.http_headers import Headers

from newscrawl.middlewares.header_bounds import BoundedParser, HeaderBounds


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[bytes]], Any]:
    monkeypatch.setattr(_newclient, "HTTPClientParser", HTTPClientParser)
    HeaderBounds.from_crawler(None)  # type: ignore[arg-type]
    assert _newclient.HTTPClientParser is BoundedParser

    def answer(lines: Iterable[bytes]) -> Any:
        protocol: Any = HTTP11ClientProtocol()
        protocol.makeConnection(StringTransport())
        found: list[Any] = []
        protocol.request(Request(b"GET", b"/", Headers({b"host": [b"a.example"]}), None)).addBoth(found.append)
        for line in lines:
            protocol.dataReceived(line + b"\r\n")
        return found[0] if found else None

    return answer


def test_an_ordinary_answer_is_read(read: Callable[[Iterable[bytes]], Any]) -> None:
    lines = [b"HTTP/1.1 200 OK", *(b"X-%d: y" % number for number in range(100)), b"Content-Length: 0", b""]
    assert read(lines).code == 200


@pytest.mark.parametrize("header", [b"X: y", b"X: " + b"y" * 10_000])
def test_headers_without_end_are_refused(read: Callable[[Iterable[bytes]], Any], header: bytes) -> None:
    assert "more headers than are read" in str(read([b"HTTP/1.1 200 OK", *[header] * 600]).value.reasons[0].value)
