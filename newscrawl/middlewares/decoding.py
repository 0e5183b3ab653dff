"""Responses as what they are: unpacked, told apart from files, and marked where a part of them is missing."""

from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.responsetypes import responsetypes

from newscrawl.signals import CUT
from newscrawl.web.codings import CannotUnpack, unpack_codings
from newscrawl.web.gunzip import GZIP_MAGIC, Unpacked, unpack
from newscrawl.web.media import has_its_end, is_text, is_web_page

LOST_DATA = "dataloss"
"""Scrapy's flag: the connection ended before as much had come as the server had said."""

OK = 200
VALIDATORS = (b"Etag", b"Last-Modified")
PREFIX = "newscrawl/responses"


class Decoding(HttpCompressionMiddleware):
    """Scrapy's unpacking of `Content-Encoding`, and what that leaves to be done.

    - Gzip that no header tells of is unpacked.
    - What cannot be unpacked, and what is no text whatever its type says (a picture, a PDF), is no page: it goes on
      as a plain `Response`.
    - What a server sends as something else and begins as a web page is one.
    - A page that was cut off (shorter than its length or its packing said, and without its end) is asked for again
      as `RETRY_TIMES` says; if it comes cut each time, it goes on with the flag `signals.CUT`. One that is whole,
      though its server had said another length, is taken as it is.

    Counts `newscrawl/responses/cut`, `…/no_text`, `…/undecodable`, `…/unpacked`. Switched off by `COMPRESSION_ENABLED`.
    """

    def __init__(self, *, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._crawler = crawler

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        """Return *response* as what it is, or the request to make once more; raises `IgnoreRequest` for a bomb."""
        if request.method == "HEAD" or not response.body:
            return response
        codings = [
            part.decode("latin-1")
            for value in response.headers.getlist("Content-Encoding")
            for part in value.split(b",")
        ]
        try:
            unpacked = self._unpacked(request, response.body, codings)
        except CannotUnpack:
            if not is_text(response.body):
                self._count("undecodable")
                return _rebuilt(response, Response, response.body)
            unpacked = Unpacked(response.body)
        if unpacked.cut:
            raise IgnoreRequest(f"{response.url} unpacks to more than DOWNLOAD_MAXSIZE")
        response.headers.pop("Content-Encoding", None)
        result = self._as_what_it_is(response, unpacked.body)
        came_short = unpacked.torn or LOST_DATA in response.flags
        if came_short and response.status == OK and not has_its_end(unpacked.body):
            return self._once_more(request, result)
        return result

    def _unpacked(self, request: Request, body: bytes, codings: list[str]) -> Unpacked:
        limit = request.meta.get("download_maxsize", self._max_size) or self._max_size
        unpacked = unpack_codings(body, codings, limit)
        if unpacked.body.startswith(GZIP_MAGIC):
            inner = unpack(unpacked.body, limit)
            # What is larger than a page may be stays packed: a sitemap's reader has bounds of its own.
            if inner.body and not inner.cut:
                self._count("unpacked")
                return Unpacked(inner.body, unpacked.torn or inner.torn, unpacked.cut)
        return unpacked

    def _as_what_it_is(self, response: Response, body: bytes) -> Response:
        """Return *response* with *body*, of the class that fits what it holds."""
        if not is_text(body):
            self._count("no_text")
            return _rebuilt(response, Response, body)
        kind = responsetypes.from_args(headers=response.headers, url=response.url, body=body)
        if is_web_page(body) and not issubclass(kind, TextResponse):
            kind = HtmlResponse
        if body is response.body and type(response) is kind:
            return response
        return _rebuilt(response, kind, body)

    def _once_more(self, request: Request, response: Response) -> Request | Response:
        self._count("cut")
        assert self._crawler.spider is not None
        again = get_retry_request(request, spider=self._crawler.spider, reason="cut off")
        if again is not None:
            return again
        # Without validators, so that the next run asks for all of it.
        headers = {name: values for name, values in response.headers.items() if name not in VALIDATORS}
        return response.replace(flags=[*response.flags, CUT], headers=headers)

    def _count(self, what: str) -> None:
        if self.stats:
            self.stats.inc_value(f"{PREFIX}/{what}")


def _rebuilt(response: Response, kind: type[Response], body: bytes) -> Response:
    """Return *response* as one of *kind* with *body*; its charset is found anew."""
    values = {name: getattr(response, name) for name in Response.attributes}
    return kind(**{**values, "body": body})
