"""Sitemaps of every form; broken, huge and hostile ones stay harmless."""

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.sources.sitemaps import lists_articles, read_sitemap

URL = "https://example.org/sitemap.xml"
OPEN = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'

URLSET = (
    b"<?xml version='1.0'?>"
    + OPEN
    + b"""<!-- made by hand -->
<url><loc> https://example.org/a-1?utm_source=sitemap </loc><lastmod>2025-08-05</lastmod></url>
<url><loc>/a-2</loc><n:news><n:publication><n:name>E</n:name></n:publication>
<n:publication_date>2025-08-05T08:59:00+02:00</n:publication_date>
<n:title>Two &amp; more</n:title></n:news></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""
)
INDEX = b"""<sitemapindex><sitemap><loc>https://example.org/s1.xml.gz</loc><lastmod>2025-08-05</lastmod></sitemap>
<sitemap><loc>https://example.org/s2.xml</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize("body", [URLSET, gzip.compress(URLSET)])
def test_url_set_with_news_extension(body: bytes) -> None:
    sitemap = read_sitemap(body, URL)
    assert sitemap is not None
    assert sitemap.kind == "urls"
    first, second = sitemap.entries
    assert (first.url, first.modified) == ("https://example.org/a-1", datetime(2025, 8, 5, tzinfo=UTC))
    assert (second.url, second.headline) == ("https://example.org/a-2", "Two & more")
    assert second.published == datetime(2025, 8, 5, 6, 59, tzinfo=UTC)


def test_index_names_further_sitemaps() -> None:
    sitemap = read_sitemap(INDEX, URL)
    assert sitemap is not None
    assert sitemap.kind == "index"
    assert [entry.url for entry in sitemap.entries] == [
        "https://example.org/s1.xml.gz",
        "https://example.org/s2.xml",
    ]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_plain_text_list(newline: bytes) -> None:
    sitemap = read_sitemap(b"\xef\xbb\xbfhttps://example.org/a-1" + newline + b"https://example.org/a-2", URL)
    assert sitemap is not None
    assert [entry.url for entry in sitemap.entries] == ["https://example.org/a-1", "https://example.org/a-2"]


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"Not found", b"\x1f\x8bbroken", b"<rss></rss>"])
def test_what_is_no_sitemap_is_none(body: bytes) -> None:
    assert read_sitemap(body, URL) is None


def test_a_cut_sitemap_gives_what_came_before_the_cut() -> None:
    for body in (URLSET[: URLSET.index(b"/a-2")], gzip.compress(URLSET)[:-20]):
        sitemap = read_sitemap(body, URL)
        assert sitemap is not None
        assert sitemap.entries[0].url == "https://example.org/a-1"


def test_a_stray_ampersand_does_not_end_the_reading() -> None:
    body = (
        OPEN
        + b"<url><loc>https://example.org/a?x=1&y=2</loc></url><url><loc>https://example.org/b</loc></url></urlset>"
    )
    sitemap = read_sitemap(body, URL)
    assert sitemap is not None
    assert sitemap.entries[-1].url == "https://example.org/b"


def test_a_gzip_bomb_is_read_up_to_the_limit() -> None:
    bomb = gzip.compress(OPEN + b"<url><loc>https://example.org/a-1</loc></url>" + b" " * 30_000_000)
    sitemap = read_sitemap(bomb, URL, max_bytes=1_000_000)
    assert sitemap is not None
    assert sitemap.truncated
    assert len(sitemap.entries) == 1


def test_child_sitemaps_that_list_no_articles_are_known_by_name() -> None:
    assert lists_articles("https://example.org/post-sitemap.xml")
    assert lists_articles("https://example.org/news-image-sitemap.xml")
    assert not lists_articles("https://example.org/video-sitemap.xml")
    assert not lists_articles("https://example.org/author-sitemap3.xml.gz")


@given(st.one_of(st.binary(), st.builds(lambda a, b: URLSET[:a] + b + URLSET[a:], st.integers(0, 600), st.binary())))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    read_sitemap(body, URL)
    read_sitemap(b"\x1f\x8b" + body, URL)
    read_sitemap(gzip.compress(body), URL)
