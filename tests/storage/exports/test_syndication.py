"""Feeds of articles: RSS, Atom, JSON Feed, with the whole text."""

import json
from datetime import UTC, datetime

import pytest
from lxml import etree

from newscrawl.items import as_record
from newscrawl.storage import StoreError
from newscrawl.storage.exports.syndication import Channel, atom, json_feed, rss, write_feed
from tests.storage.builders import article

CHANNEL = Channel(
    title="a & b", url="https://f.example/feed?q=a&b=c", home="https://f.example/", now=datetime(2026, 2, 1, tzinfo=UTC)
)
RECORDS = [
    as_record(article(1, headline="A <b> & \x0b control", withdrawnAt="2026-01-31T00:00:00Z")),
    as_record(article(2, datePublished=None, authors=None, description=None, articleBodyHtml="<p>x &amp; y</p>")),
]
NAMES = {"a": "http://www.w3.org/2005/Atom", "c": "http://purl.org/rss/1.0/modules/content/"}


def test_rss_is_well_formed_and_has_the_whole_text():
    tree = etree.fromstring(rss(CHANNEL, RECORDS).encode())
    first, second = tree.iterfind(".//item")
    assert first.findtext("title") == "[withdrawn] A <b> &  control"
    assert first.findtext("pubDate") == "Fri, 02 Jan 2026 08:30:00 +0000"
    assert "Second paragraph" in first.findtext("c:encoded", namespaces=NAMES)
    assert (second.find("pubDate"), second.findtext("c:encoded", namespaces=NAMES)) == (None, "<p>x &amp; y</p>")


def test_atom_has_what_its_standard_asks_for():
    tree = etree.fromstring(atom(CHANNEL, RECORDS).encode())
    for entry in tree.iterfind("a:entry", NAMES):
        assert all(entry.find(f"a:{name}", NAMES) is not None for name in ("id", "title", "updated", "author"))
    assert tree.find("a:link[@rel='self']", NAMES).get("href") == CHANNEL.url


def test_json_feed():
    found = json.loads(json_feed(CHANNEL, RECORDS))
    assert found["version"].endswith("/1.1")
    assert found["items"][0]["authors"][0] == {"name": "Awa DIARRA"}
    assert "date_published" not in found["items"][1]


def test_a_file_of_another_kind_is_refused(tmp_path):
    with pytest.raises(StoreError, match=r"\.rss, \.xml, \.atom, \.json"):
        write_feed(tmp_path / "feed.txt", CHANNEL, RECORDS)
