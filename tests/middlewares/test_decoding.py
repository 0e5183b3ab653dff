"""Bodies are unpacked, told apart from files, and asked for again where a part is missing."""

import zlib
from typing import Any

import brotli
import pytest
from backports import zstd
from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.decoding import Decoding
from newscrawl.signals import CUT
from tests.packing import gzipped

URL = "https://example.org/news/a.html"
PAGE = b"<!doctype html><html><body><h1>Story</h1>" + b"<p>The bridge is open again.</p>" * 300 + b"</body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8", "ETag": '"1"'}


def middleware(**settings: Any) -> Decoding:
    crawler = get_crawler(Spider, {"RETRY_TIMES": 2, "DOWNLOAD_MAXSIZE": 200_000, **settings})
    crawler.spider = Spider.from_crawler(crawler, name="news")
    return Decoding.from_crawler(crawler)


def answer(body: bytes, *flags: str, status: int = 200, tried: int = 0, **headers: str) -> Response | Request:
    """Return what becomes of a response with *body*."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    response = HtmlResponse(URL, status=status, headers={**HTML, **names}, body=body, flags=list(flags))
    return middleware().process_response(Request(URL, meta={"retry_times": tried}), response)


def deflated(body: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(body) + packer.flush()


CODED = {
    "gzip": gzipped(PAGE),
    "x-gzip": gzipped(PAGE[:90]) + gzipped(PAGE[90:]),
    "deflate": zlib.compress(PAGE),
    "Deflate": deflated(PAGE, -15),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE),
    "gzip, br": brotli.compress(gzipped(PAGE)),
    "identity": PAGE,
    "UTF-8": PAGE,
}


@pytest.mark.parametrize("coding", CODED)
def test_every_coding_is_unpacked(coding: str) -> None:
    page = answer(CODED[coding], Content_Encoding=coding)
    assert isinstance(page, HtmlResponse)
    assert (page.body, page.headers.get("Content-Encoding")) == (PAGE, None)


@pytest.mark.parametrize("body", [gzipped(PAGE), gzipped(gzipped(PAGE))])
def test_gzip_without_its_header_is_unpacked(body: bytes) -> None:
    page = answer(body)
    assert isinstance(page, HtmlResponse)
    assert page.body == PAGE


def test_gzip_in_gzip_is_unpacked() -> None:
    page = answer(gzipped(gzipped(PAGE)), Content_Encoding="gzip")
    assert isinstance(page, HtmlResponse)
    assert page.body == PAGE


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd", "dcb", "aes128gcm"])
def test_a_page_that_is_not_packed_is_read_whatever_its_header_says(coding: str) -> None:
    page = answer(PAGE, Content_Encoding=coding)
    assert isinstance(page, HtmlResponse)
    assert page.body == PAGE


NOISE = bytes((n * n * 31 + n // 7) % 256 for n in range(9000))


@pytest.mark.parametrize(
    ("coding", "body"), [("gzip", NOISE), ("br", NOISE), ("dcb", NOISE), ("gzip", brotli.compress(PAGE))]
)
def test_what_cannot_be_unpacked_is_no_page(coding: str, body: bytes) -> None:
    page = answer(body, Content_Encoding=coding)
    assert type(page) is Response


@pytest.mark.parametrize(
    "body",
    [b"\xff\xd8\xff\xe0\x00\x10JFIF" + NOISE, b"%PDF-1.7\n1 0 obj <</Type /Catalog>>", b"\x89PNG\r\n\x1a\n" + NOISE,
     b"GIF89a" + NOISE, b"PK\x03\x04" + NOISE, b"\0\0\0\x18ftypmp42" + NOISE, NOISE, b"RIFF" + NOISE, b"\0" * 500,
     PAGE + NOISE, b"OggS" + NOISE],
)  # fmt: skip
def test_what_is_no_text_is_no_page_whatever_its_type_says(body: bytes) -> None:
    assert type(answer(body)) is Response


@pytest.mark.parametrize(
    "body",
    [PAGE, PAGE.decode().encode("utf-16"), PAGE.decode().encode("utf-16-le"), "Épopée à Ségou".encode("latin-1") * 50,
     "橋が開いた。".encode("iso2022_jp") * 50, PAGE + b"\0\1", b"BMW opens a plant.",
     b"ID3 of the day", b"<p>RIFF</p>"],
)  # fmt: skip
def test_text_in_any_charset_stays_a_page(body: bytes) -> None:
    page = answer(body)
    assert isinstance(page, HtmlResponse)
    assert page.body == body


@pytest.mark.parametrize("kind", ["application/octet-stream", "image/jpeg", "application/x-gzip"])
def test_a_page_of_another_type_is_a_page(kind: str) -> None:
    response = Response(URL, headers={"Content-Type": kind}, body=gzipped(PAGE))
    assert isinstance(middleware().process_response(Request(URL), response), HtmlResponse)


def test_types_of_other_texts_stay_what_they_are() -> None:
    feed = answer(b"<?xml version='1.0'?><rss></rss>", Content_Type="application/rss+xml")
    robots = answer(b"User-agent: *", Content_Type="text/plain")
    assert isinstance(feed, XmlResponse)
    assert type(robots) is TextResponse


CUT_ONES = [
    ("dataloss", PAGE[:4000], {}),
    ("", gzipped(PAGE)[:-60], {"Content_Encoding": "gzip"}),
    ("", gzipped(PAGE)[:-60], {}),
    ("", zlib.compress(PAGE)[:-60], {"Content_Encoding": "deflate"}),
    ("", brotli.compress(PAGE, quality=0)[:-30], {"Content_Encoding": "br"}),
    ("", zstd.compress(PAGE)[:-20], {"Content_Encoding": "zstd"}),
]


@pytest.mark.parametrize(("flag", "body", "headers"), CUT_ONES)
def test_a_page_that_was_cut_off_is_asked_for_again_and_marked_at_last(
    flag: str, body: bytes, headers: dict[str, str]
) -> None:
    again = answer(body, flag, **headers)
    assert isinstance(again, Request)
    assert again.meta["retry_times"] == 1
    last = answer(body, flag, tried=2, **headers)
    assert isinstance(last, Response)
    assert CUT in last.flags
    assert "ETag" not in last.headers


@pytest.mark.parametrize(
    ("body", "headers"),
    [(PAGE, {}), (PAGE + b"\n<!-- cached -->", {}), (gzipped(PAGE)[:-8], {"Content_Encoding": "gzip"}),
     (b"<rss></rss>", {})],
)  # fmt: skip
def test_a_whole_page_of_another_length_than_announced_is_kept(body: bytes, headers: dict[str, str]) -> None:
    page = answer(body, "dataloss", **headers)
    assert isinstance(page, HtmlResponse)
    assert CUT not in page.flags


def test_the_cut_page_of_an_error_is_not_asked_for_again() -> None:
    assert isinstance(answer(b"<h1>Not", "dataloss", status=404), Response)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(IgnoreRequest):
        answer(gzipped(b" " * 1_000_000), Content_Encoding="gzip")


def test_a_packed_file_larger_than_a_page_stays_packed() -> None:
    packed = gzipped(b" " * 1_000_000)
    page = answer(packed)
    assert type(page) is Response
    assert page.body == packed


def test_what_happened_is_counted() -> None:
    decoding = middleware()
    for body in (gzipped(PAGE), NOISE, b"\xff\xd8\xff" + NOISE):
        decoding.process_response(Request(URL), HtmlResponse(URL, headers=HTML, body=body))
    decoding.process_response(Request(URL), HtmlResponse(URL, headers=HTML, body=PAGE[:99], flags=["dataloss"]))
    assert decoding.stats is not None
    counts = {name: decoding.stats.get_value(f"newscrawl/responses/{name}") for name in ("unpacked", "no_text", "cut")}
    assert counts == {"unpacked": 1, "no_text": 2, "cut": 1}
