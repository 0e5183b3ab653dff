"""Links to feeds are known by address or text, headlines never are."""

import pytest

from newscrawl.discovery.pages.feed_links import leads_to_feed
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.extraction.page.document import Document

URL = "https://example.org/"


def leads(href: str, text: str, wrap: str = "p") -> bool:
    page = Document.parse(f'<{wrap}><a href="{href}">{text}</a></{wrap}>', URL)
    (link,) = read_links(LinkedPage.of(page))
    return leads_to_feed(link)


@pytest.mark.parametrize(
    ("href", "text"),
    [("/rss/all", "RSS"), ("/nieuws-rss", "Volg ons"), ("/abo", "RSS feed"), ("/feed/", ""),
     ("/feeds/sport.xml", "Sport"), ("/rss.php?id=2", "Alle"), ("/index.rdf", "x"), ("/?feed=rss2", "x"),
     ("/index.php?format=feed&type=rss", "x"),
     ("/a", "Atom"), ("/a", "RSS 2.0"), ("https://feeds.example.org/news", "News"),
     ("/rss2/", "Flux"), ("/news.atom", "")],
)  # fmt: skip
def test_links_to_feeds(href: str, text: str) -> None:
    assert leads(href, text)


@pytest.mark.parametrize(
    ("href", "text"),
    [("/news/farmers-look-for-cattle-feed", "Farmers look for cattle feed as prices rise"), ("/sport", "Sport"),
     ("/comments/feed/", "Comments"), ("/atomic-age", "Atomic age"), ("/news/feedback", "Feedback"),
     ("/feed/a-story-of-the-town", "A story of the town"), ("/rss-and-its-history", "RSS and its history")],
)  # fmt: skip
def test_other_links(href: str, text: str) -> None:
    assert not leads(href, text)


def test_a_headline_leads_to_no_feed() -> None:
    assert not leads("/cattle-feed", "Cattle feed", "h2")
