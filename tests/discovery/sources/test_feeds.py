"""Feeds of every family are read by content; broken and hostile ones do no harm."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.sources.feeds import read_feed
from tests.packing import gzipped

URL = "https://example.org/feeds/all.xml"

RSS_2 = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Example</title><link>https://example.org/</link>
<atom:link rel="self" href="https://example.org/feeds/all.xml"/>
<atom:link rel="next" href="/feeds/all.xml?paged=2&amp;x=1"/>
<item><title>Bridge &amp;amp; road &lt;b&gt;open&lt;/b&gt;</title>
<link>https://example.org/a-1?utm_source=rss</link>
<description><![CDATA[<p>The   bridge is open.</p>]]></description>
<pubDate>Tue, 05 Aug 2025 08:59:00 +0200</pubDate></item>
<item><title>Two</title><guid isPermaLink="true">https://example.org/a-2</guid><dc:date>2025-08-05</dc:date></item>
<item><title>No address</title><guid isPermaLink="false">77</guid></item>
</channel></rss>"""

RSS_1 = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://example.org/"><title>E</title></channel>
<item rdf:about="https://example.org/a-1"><title>One</title><link>https://example.org/a-1</link></item></rdf:RDF>"""

RSS_091 = b"""<rss version="0.91"><channel><item><title>One</title><link>/a-1</link></item></channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>E</title><link rel="next" href="?page=2"/>
<entry><title>One</title><link rel="edit" href="/edit/1"/><link href="/a-1"/><id>tag:example.org,1</id>
<published>2025-08-05T08:59:00Z</published><updated>2025-08-06T08:59:00Z</updated><summary>Short.</summary></entry></feed>"""

JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "next_url": "/p2.json", "items": [
{"id": "1", "url": "https://example.org/a-1", "title": "One",
"date_published": "2025-08-05T08:59:00+02:00"}, 5, {}]}"""


def test_rss_2_entry_comes_without_markup_or_tracking() -> None:
    feed = read_feed(RSS_2, URL)
    assert feed is not None
    first, second = feed.entries
    assert first.url == "https://example.org/a-1"
    assert first.headline == "Bridge & road open"
    assert first.excerpt == "The bridge is open."
    assert first.published == datetime(2025, 8, 5, 6, 59, tzinfo=UTC)
    assert second.url == "https://example.org/a-2"
    assert second.published == datetime(2025, 8, 5, tzinfo=UTC)
    assert feed.next_url == "https://example.org/feeds/all.xml?paged=2&x=1"


@pytest.mark.parametrize("body", [RSS_1, RSS_091, ATOM, JSON_FEED, b"\xef\xbb\xbf  " + JSON_FEED, ATOM.lower()])
def test_every_family_gives_url_and_headline(body: bytes) -> None:
    feed = read_feed(body, URL)
    assert feed is not None
    assert [(entry.url, (entry.headline or "").title()) for entry in feed.entries] == [
        ("https://example.org/a-1", "One")
    ]


def test_atom_tells_published_from_updated_and_names_its_next_page() -> None:
    feed = read_feed(ATOM, URL)
    assert feed is not None
    assert feed.entries[0].published == datetime(2025, 8, 5, 8, 59, tzinfo=UTC)
    assert feed.entries[0].modified == datetime(2025, 8, 6, 8, 59, tzinfo=UTC)
    assert feed.entries[0].excerpt == "Short."
    assert feed.next_url == "https://example.org/feeds/all.xml?page=2"


@pytest.mark.parametrize("body", [b"", b"<html><body><rss></rss></body></html>", b"{}", b"[1]", b"plain", b"{" * 5000])
def test_what_is_no_feed_is_none(body: bytes) -> None:
    assert read_feed(body, URL) is None


def test_a_cut_feed_gives_what_came_before_the_cut() -> None:
    feed = read_feed(RSS_2[: RSS_2.index(b"<guid")], URL)
    assert feed is not None
    assert feed.entries[0].url == "https://example.org/a-1"


HOST = "https://example.org/"


def item(inner: str) -> str:
    return f"<item>{inner}</item>"


def rss(*items: str) -> str:
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{''.join(map(item, items))}</channel></rss>"
    )


ONE, TWO = f"<title>T</title><link>{HOST}a</link>", f"<link>{HOST}b</link>"


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        (rss(f"<link>{HOST}r?id=12&cat=3&copy=1</link>"), ["r?cat=3&copy=1&id=12"]),
        (rss(f"<link><![CDATA[ {HOST}r?id=12&amp;cat=3 ]]></link>"), ["r?cat=3&id=12"]),
        (rss("<link><![CDATA[/r?id=12&#38;cat=3]]></link>"), ["r?cat=3&id=12"]),
        (rss(ONE + "<description>x<br>y<img src=p></description>", TWO), ["a", "b"]),
        (rss(f"<title>T</title><link>{HOST}a<br>", TWO), ["a", "b"]),
        (rss(f"<link/>{HOST}a", TWO), ["a", "b"]),
        (rss(ONE + "</b></p>", TWO).replace("</channel></rss>", ""), ["a", "b"]),
        (rss(ONE, TWO).upper().replace(HOST.upper(), HOST), ["A", "B"]),
        ("<br />\n<b>Warning</b>: x in <b>/y.php</b><br />\n" + rss(ONE, TWO), ["a", "b"]),
        ("\n\n" + rss(ONE, TWO), ["a", "b"]),
        (f"<!-- {'c' * 9000} -->" + rss(ONE, TWO), ["a", "b"]),
        (rss(ONE, TWO).partition("?>")[2], ["a", "b"]),
        (rss("<title>T</title><guid>12345</guid>"), []),
        (rss("<title>T</title><guid>Story of the day</guid>"), []),
        (rss(f"<guid>{HOST}a</guid>", "<guid>/b</guid>"), ["a", "b"]),
        (rss(f"<guid isPermaLink='false'>{HOST}?p=1</guid>"), ["?p=1"]),
        (rss(f"<guid>{HOST}?p=1</guid>{ONE}"), ["a"]),
        (rss(f"<link>{HOST}count</link><feedburner:origLink>{HOST}a</feedburner:origLink>"), ["a"]),
        (rss(f"<atom:link rel='self' href='{HOST}self'/>{ONE}"), ["a"]),
        (rss(f"<comments>{HOST}a#c</comments><source url='{HOST}s'>S</source>{ONE}"), ["a"]),
        ("<feed xml:base='/news/'><entry><link href='one'/></entry></feed>", ["news/one"]),
        ("<rss xml:base='/x/'><channel xml:base='y/'>" + item("<link xml:base='z/'>one</link>"), ["x/y/z/one"]),
        ("<feed><entry xml:base='/news/'><link href='one'/></entry></feed>", ["news/one"]),
        ("<feed><entry><link rel='enclosure' href='/p.mp3'/><link type='text/html' href='/a'/></entry></feed>", ["a"]),
        ("<feed><entry><link type='application/json' href='/j'/><link href='/a'/></entry></feed>", ["a"]),
        ("<a:feed xmlns:a='x'><a:entry><a:link href='/a'/></a:entry></a:feed>", ["a"]),
        (f"<CHANNEL><ITEM HREF='{HOST}a'><TITLE>T</TITLE></ITEM></CHANNEL>", ["a"]),
    ],
)
def test_odd_feeds_name_their_articles(body: str, paths: list[str]) -> None:
    feed = read_feed(body.encode(), HOST + "feed.xml")
    assert feed is not None
    assert [entry.url.removeprefix(HOST) for entry in feed.entries] == paths


TITLE = "Après l'épopée à Ségou, les élèves fêtent la rentrée où ils étaient : à l'école du fleuve"
LATIN = rss(f"<title>{TITLE}</title><link>/a</link>")


@pytest.mark.parametrize(
    "body",
    [
        LATIN.encode(),
        LATIN.replace("utf-8", "utf-16").encode("utf-16"),
        LATIN.encode("utf-16-le"),
        LATIN.encode("utf-16-be"),
        LATIN.encode("latin-1"),
        LATIN.replace("utf-8", "iso-8859-1").encode("latin-1"),
        LATIN.partition("?>")[2].encode("latin-1"),
        gzipped(LATIN.encode()),
        gzipped(gzipped(LATIN.encode())),
    ],
)
def test_feeds_are_read_in_the_charset_that_they_have(body: bytes) -> None:
    feed = read_feed(body, URL)
    assert feed is not None
    assert [entry.headline for entry in feed.entries] == [TITLE]


@pytest.mark.parametrize(
    ("inner", "headline"),
    [
        ("<media:content><media:title>Picture</media:title></media:content><media:title>P</media:title>", "Story"),
        ("<image><title>Picture</title></image>", "Story"),
        ("<source><title>Agency</title></source>", "Story"),
    ],
)
def test_a_headline_is_the_entrys_own_title(inner: str, headline: str) -> None:
    feed = read_feed(rss(f"{inner}<title>Story</title><link>/a</link>").encode(), URL)
    assert feed is not None
    assert feed.entries[0].headline == headline


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("5 &lt; 6 and 7 &gt; 3", "5 < 6 and 7 > 3"),
        ("&lt;script&gt;bad()&lt;/script&gt;Good", "Good"),
        ("<![CDATA[A <i>new</i> day]]>", "A new day"),
        ("<div>A <i>new</i> day</div>", "A new day"),
        ("Law &amp; order", "Law & order"),
    ],
)
def test_a_headline_comes_without_markup(title: str, headline: str) -> None:
    feed = read_feed(rss(f"<title>{title}</title><link>/a</link>").encode(), URL)
    assert feed is not None
    assert feed.entries[0].headline == headline


def test_entities_are_not_expanded() -> None:
    bomb = b"""<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&b;&b;&f;</title>
    <link>https://example.org/a-1</link></item></channel></rss>"""
    feed = read_feed(bomb, URL)
    assert feed is not None
    assert all("aaa" not in (entry.headline or "") and "root" not in (entry.headline or "") for entry in feed.entries)


@given(st.one_of(st.binary(), st.builds(lambda a, b: RSS_2[:a] + b + RSS_2[a:], st.integers(0, 900), st.binary())))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    read_feed(body, URL)
