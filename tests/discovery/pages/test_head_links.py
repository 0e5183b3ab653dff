"""Feeds, sitemaps and the next page are found where a head or a header names them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.pages.head_links import HeadLinks, read_head_links
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.extraction.page.document import Document

URL = "https://example.org/news/"


def head(html: str, header: str = "") -> HeadLinks:
    page = Document.parse(f"<html><head>{html}</head><body></body>", URL)
    return read_head_links(LinkedPage.of(page), header)


@pytest.mark.parametrize(
    "attributes",
    ["rel=alternate type=application/rss+xml", "rel=alternate type=application/atom+xml", "rel=alternate type=text/xml",
     "rel=alternate type=application/xml", "rel=ALTERNATE type='APPLICATION/RSS+XML'", "rel=feed",
     "rel='alternate feed' type=text/html", "rel=alternate type='application/rss+xml; charset=utf-8'",
     "rel=alternate type=application/rdf+xml", "rel=alternate type=application/feed+json",
     "rel=alternate type=text/rss",
     "rel=alternate type=application/x-rss+xml", "rel='feed alternate'"],
)  # fmt: skip
def test_a_feed_is_known_by_its_relation_and_type(attributes: str) -> None:
    assert head(f"<link {attributes} href='../rss?a=1&amp;b=2'>").feeds == ("https://example.org/rss?a=1&b=2",)


@pytest.mark.parametrize(
    "attributes",
    ["rel=alternate hreflang=fr", "rel=alternate type=text/xml+oembed", "rel=alternate type=application/json+oembed",
     "rel=stylesheet type=text/xml", "rel=alternate type=application/json",
     "rel=alternate media=handheld", "type=text/xml"],
)  # fmt: skip
def test_other_alternates_are_no_feeds(attributes: str) -> None:
    assert head(f"<link {attributes} href='/other'>") == HeadLinks()


def test_sitemaps_next_page_and_canonical_are_read() -> None:
    links = head("<link rel=sitemap href=/map.xml><link rel=next href='?page=2'><link rel=canonical href=/news>")
    assert links.sitemaps == ("https://example.org/map.xml",)
    assert (links.next_page, links.canonical) == ("https://example.org/news/?page=2", "https://example.org/news")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('</p2>; rel="next"', "https://example.org/p2"),
        ("<?after=abc>; rel=next", "https://example.org/news/?after=abc"),
        ('</x.css>; rel=preload; as=style, </p,2>; title="a, b"; rel="prefetch next"', "https://example.org/p,2"),
        ('</p0>; rel="prev"', None),
        ("/p2; rel=next", None),
        ("", None),
    ],
)
def test_the_next_page_is_read_from_the_link_header(header: str, expected: str | None) -> None:
    assert head("", header).next_page == expected


def test_the_page_comes_before_its_header_and_both_name_feeds() -> None:
    links = head(
        "<link rel=next href=/p2><link rel=feed href=/a.xml>",
        '</p9>; rel="next", </b.xml>; rel="alternate"; type="application/rss+xml"',
    )
    assert links.next_page == "https://example.org/p2"
    assert links.feeds == ("https://example.org/a.xml", "https://example.org/b.xml")


@given(st.text())
def test_no_header_makes_it_fail(header: str) -> None:
    head("", header)
    head("", "<a>;" + header)
