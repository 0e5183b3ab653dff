"""A response is taken for what it holds, not for what its type or its address says."""

import pytest

from newscrawl.discovery.sources.feeds import Feed
from newscrawl.discovery.sources.reading import read_source
from newscrawl.discovery.sources.sitemaps import Sitemap
from tests.packing import gzipped

URL = "https://example.org/x"
SITEMAP = b"<urlset><url><loc>https://example.org/a</loc></url></urlset>"
FEED = b"<rss><channel><item><link>https://example.org/a</link></item></channel></rss>"


@pytest.mark.parametrize("body", [SITEMAP, SITEMAP.upper(), b"\n<?xml version='1.0'?>" + SITEMAP, gzipped(SITEMAP)])
def test_a_sitemap_is_known_though_not_expected(body: bytes) -> None:
    assert isinstance(read_source(body, URL, expected=False), Sitemap)


@pytest.mark.parametrize("body", [FEED, b"<b>Notice</b>" + FEED, FEED.decode().encode("utf-16")])
def test_a_feed_is_known_though_not_expected(body: bytes) -> None:
    assert isinstance(read_source(body, URL, expected=False), Feed)


def test_a_list_of_addresses_is_a_sitemap_only_where_one_is_expected() -> None:
    assert isinstance(read_source(b"https://example.org/a\n", URL, expected=True), Sitemap)
    assert read_source(b"https://example.org/a\n", URL, expected=False) is None


@pytest.mark.parametrize(
    "body", [b"<!doctype html><rss>", b"<?xml version='1.0'?><html><body>", b"<p>text</p>", b"", b"{}", b"<svg></svg>"]
)
def test_a_web_page_is_no_source_though_expected(body: bytes) -> None:
    assert read_source(body, URL, expected=True) is None
