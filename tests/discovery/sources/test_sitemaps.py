"""Sitemaps of every form; broken, huge and hostile ones stay harmless."""

import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.sources.sitemaps import lists_articles, names_sitemap, read_sitemap
from tests.packing import gzipped

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


@pytest.mark.parametrize("body", [URLSET, gzipped(URLSET)])
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
    for body in (URLSET[: URLSET.index(b"/a-2")], gzipped(URLSET)[:-20]):
        sitemap = read_sitemap(body, URL)
        assert sitemap is not None
        assert sitemap.entries[0].url == "https://example.org/a-1"


HOST = "https://example.org/"
A, B = f"<url><loc>{HOST}a</loc></url>", f"<url><loc>{HOST}b</loc></url>"


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        (f"<urlset><url><loc>{HOST}a?x=1&lang=fr</loc></url>{B}</urlset>", ["a?lang=fr&x=1", "b"]),
        (f"<urlset><url><loc><![CDATA[{HOST}a?x=1&amp;y=2]]></loc></url>{B}</urlset>", ["a?x=1&y=2", "b"]),
        (f"<URLSET>{A}{B}</URLSET>".upper().replace(HOST.upper(), HOST), ["A", "B"]),
        (f"<b>Notice</b>: x<br>\n<?xml version='1.0'?><urlset>{A}{B}</urlset>", ["a", "b"]),
        (f"<!-- {'c' * 70_000} --><urlset>{A}{B}</urlset>", ["a", "b"]),
        (f"<urlset><url><image:image><image:loc>{HOST}p.jpg</image:loc></image:image><loc>{HOST}a</loc></url>{B}",
         ["a", "b"]),
        (f"<urlset>{A}<br>{B}<p></urlset>", ["a", "b"]),
        (f"<urlset>{A.replace('</url>', '')}{B}", ["a", "b"]),
        (f"<urlset><loc>{HOST}x</loc>{A}{B}</urlset>", ["a", "b"]),
        (f"<s:urlset xmlns:s='x'>{A}{B}</s:urlset>".replace("url>", "s:url>"), ["a", "b"]),
        (f"<sitemapindex>{A}{B}</sitemapindex>", ["a", "b"]),
        (f"{HOST}a\n   {HOST}b  \n\n", ["a", "b"]),
        (f"\n\n# ours\n{HOST}a\r\n{HOST}b", ["a", "b"]),
        (f"{HOST}a\n{HOST}b".replace("https://e", "HTTPS://E"), ["a", "b"]),
        (f"{HOST}a\r{HOST}b", ["a", "b"]),
    ],
)  # fmt: skip
def test_odd_sitemaps_name_their_pages(body: str, paths: list[str]) -> None:
    for form in (body.encode(), gzipped(body.encode()), gzipped(gzipped(body.encode()))):
        sitemap = read_sitemap(form, URL)
        assert sitemap is not None
        assert [entry.url.removeprefix(HOST) for entry in sitemap.entries] == paths


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8"])
def test_a_sitemap_in_any_unicode_form_is_read(charset: str) -> None:
    sitemap = read_sitemap(f"<?xml version='1.0'?><urlset>{A}</urlset>".encode(charset), URL)
    assert sitemap is not None
    assert [entry.url for entry in sitemap.entries] == [HOST + "a"]


def test_a_second_gzip_member_is_read() -> None:
    sitemap = read_sitemap(gzipped(f"<urlset>{A}".encode()) + gzipped(f"{B}</urlset>".encode()), URL)
    assert sitemap is not None
    assert len(sitemap.entries) == 2


def test_a_url_set_of_sitemaps_is_an_index() -> None:
    names = ["sitemap-news-1.xml", "posts.xml.gz", "sitemap.php?page=2"]
    body = "<urlset>" + "".join(f"<url><loc>{HOST}{name}</loc></url>" for name in names) + "</urlset>"
    sitemap = read_sitemap(body.encode(), URL)
    assert sitemap is not None
    assert (sitemap.kind, len(sitemap.entries)) == ("index", 3)


@pytest.mark.parametrize(
    "path", ["news/a-sitemap-for-the-town", "sitemap.html", "a.html", "xml/a", "a.xmlx", "2026/11/"]
)
def test_a_page_is_no_sitemap_by_its_address(path: str) -> None:
    assert not names_sitemap(HOST + path)


@pytest.mark.parametrize("tag", [b"<a/>", b"<a>", b"<!--"])
def test_a_small_file_that_unpacks_to_much_takes_little_memory(tag: bytes) -> None:
    bomb = gzipped(b"<urlset>" + tag * (1_000_000 // len(tag)))
    tracemalloc.start()
    read_sitemap(bomb, URL)
    assert tracemalloc.get_traced_memory()[1] < 12_000_000
    tracemalloc.stop()


def test_a_gzip_bomb_is_read_up_to_the_limit() -> None:
    bomb = gzipped(OPEN + b"<url><loc>https://example.org/a-1</loc></url>" + b" " * 30_000_000)
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
    read_sitemap(gzipped(body), URL)
