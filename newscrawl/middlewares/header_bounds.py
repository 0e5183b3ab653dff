"""Bounds on the head of an answer: a server that sends headers without end fills no memory."""

from typing import Any, Self

from scrapy.crawler import Crawler
from twisted.web import _newclient
from twisted.web._newclient import HTTPClientParser, ParseError

MOST_HEADERS = 500
MOST_BYTES = 256 * 1024
"""Of all names and values of one answer."""


class BoundedParser(HTTPClientParser):
    """Reads an answer's head as Twisted does, and breaks the connection where it is beyond all bounds."""

    _count = _size = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 (Twisted's name)
        """Count *line*, of the head, and read it. Raises `ParseError` where there are too many."""
        self._count += 1
        self._size += len(line)
        if self._count > MOST_HEADERS or self._size > MOST_BYTES:
            raise ParseError("the answer has more headers than are read", line[:80])  # type: ignore[no-untyped-call]
        super().lineReceived(line)  # type: ignore[no-untyped-call]


class HeaderBounds:
    """Extension that has every answer of the process read by `BoundedParser`.

    Twisted knows no setting for it, and makes its parser itself.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        parsers: Any = _newclient
        parsers.HTTPClientParser = BoundedParser
        return cls()
