"""Sites out of subscriptions, tables and lines."""

import pytest

from newscrawl.errors import SitesError
from newscrawl.sites.listing.importing import Listed, sites_in

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head/><body>
<outline text="Mali, daily"><outline type="rss" xmlUrl="https://www.a.example/feed/" htmlUrl="https://www.a.example/x"/>
<outline type="rss" xmlUrl="https://feeds.a.example/sport.xml"/></outline>
<outline text="B" xmlUrl="http://b.example/rss"/><outline text="empty"/></body></opml>"""


def test_subscriptions_are_sites_with_their_folders_as_tags():
    assert sites_in(OPML, "a.opml") == [Listed("https://www.a.example/", ("mali-daily",)), Listed("http://b.example/")]


@pytest.mark.parametrize(
    "text",
    [
        "name,url,category\nA,https://a.example/x,daily\nB,b.example,",
        "Name;Website;Tags\nA;https://a.example/x;daily\nB;b.example;",
        "\ufeffurl\ttag\nhttps://a.example/x\tdaily\nb.example\t",
    ],
)
def test_a_table_of_any_make(text):
    assert sites_in(text.encode(), "a.csv") == [Listed("https://a.example/", ("daily",)), Listed("https://b.example/")]


def test_lines_with_comments_and_what_is_no_address():
    text = b"# mine\nhttps://a.example/x  the first\n\nb.example\nnot one\nhttps://www.a.example/again\n"
    assert [listed.url for listed in sites_in(text, "-")] == ["https://a.example/", "https://b.example/"]


@pytest.mark.parametrize("data", [b"", b"nothing here", b"<opml><body/></opml>", b"\x00\xff\xfe", b"<"])
def test_what_names_no_site_is_told(data):
    with pytest.raises(SitesError, match=r"f\.txt"):
        sites_in(data, "f.txt")
