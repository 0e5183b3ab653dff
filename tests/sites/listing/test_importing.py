"""Sites out of subscriptions, tables and lines."""

import pytest

from newscrawl.errors import BadInput
from newscrawl.sites.listing.importing import Listed, sites_in
from newscrawl.storage import site_of

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head/><body>
<outline text="Mali, daily"><outline type="rss" xmlUrl="https://www.a.example/feed/" htmlUrl="https://www.a.example/x"/>
<outline type="rss" xmlUrl="https://feeds.a.example/sport.xml"/></outline>
<outline text="B" xmlUrl="http://b.example/rss"/><outline text="empty"/></body></opml>"""


def test_subscriptions_are_sites_with_their_folders_as_tags():
    found = sites_in(OPML, "a.opml").sites
    assert found == [Listed("https://www.a.example/", ("mali-daily",)), Listed("http://b.example/")]


@pytest.mark.parametrize(
    "text",
    [
        "name,url,category\nA,https://a.example/x,daily\nB,b.example,",
        "Name;Website;Tags\nA;https://a.example/x;daily\nB;b.example;",
        "\ufeffurl\ttag\nhttps://a.example/x\tdaily\nb.example\t",
        'sep=;\r\n"Name";"URL";"Tags"\r\n"A; B";"https://a.example/x";"daily"\r\n"B";"b.example";""\r\n',
    ],
)
def test_a_table_of_any_make(text):
    found = sites_in(text.encode(), "a.csv")
    assert found.sites == [Listed("https://a.example/", ("daily",)), Listed("https://b.example/")]
    assert found.unread == []


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_a_table_in_any_encoding(encoding):
    text = "média;url;catégorie;tag\r\nL’Été à Ségou;https://a.example/;presse écrite;régional\r\n".replace("’", "'")
    assert sites_in(text.encode(encoding), "a.csv").sites == [Listed("https://a.example/", ("régional",))]


def test_a_table_without_a_name_that_is_known_is_read_by_its_addresses():
    text = "Média;Adresse;Ville\nLe Jour;https://a.example/une;Kayes\nLa Nuit;b.example;Gao\n"
    found = sites_in(text.encode("latin-1"), "a.csv")
    assert [listed.url for listed in found.sites] == ["https://a.example/", "https://b.example/"]
    assert found.unread == [1]


@pytest.mark.parametrize(
    ("text", "unread"),
    [("url,tag\nhttps://a.example/,x\n,y\nnowhere,z\n\n", [3, 4]), ("a.example\nno address\n# remark\n\nb\n", [2, 5])],
)
def test_lines_that_name_no_site_are_counted(text, unread):
    assert sites_in(text.encode(), "a.csv").unread == unread


@pytest.mark.parametrize("begins", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7"])
def test_a_workbook_is_told(begins):
    with pytest.raises(BadInput, match=r"^mine\.xlsx is a.*: save the list as CSV"):
        sites_in(begins + b"\0" * 50, "mine.xlsx")


def test_names_of_hosts_may_be_in_any_script():
    assert site_of(sites_in("url\nпример.рф\n".encode(), "a.csv").sites[0].url) == "xn--e1afmkfd.xn--p1ai"


def test_lines_with_comments_and_what_is_no_address():
    text = b"# mine\nhttps://a.example/x  the first\n\nb.example\nnot one\nhttps://www.a.example/again\n"
    assert [listed.url for listed in sites_in(text, "-").sites] == ["https://a.example/", "https://b.example/"]


@pytest.mark.parametrize("data", [b"", b"nothing here", b"<opml><body/></opml>", b"\x00\xff\xfe", b"<"])
def test_what_names_no_site_is_told(data):
    with pytest.raises(BadInput, match=r"f\.txt"):
        sites_in(data, "f.txt")
