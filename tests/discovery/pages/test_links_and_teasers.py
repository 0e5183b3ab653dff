"""Links with their place and text; listings as cards with headline and excerpt."""

from newscrawl.discovery.pages.head_links import read_head_links
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.discovery.pages.teasers import read_cards
from newscrawl.extraction.page.document import Document

URL = "https://example.org/sport/"

PAGE = """<html><head><base href="/base/"><link rel="canonical" href="/sport"><link rel=next href="?page=2">
<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" hreflang="de" href="/de"></head>
<body><nav><a href="/world">World</a></nav>
<div role="navigation"><a href="/menu">Menu</a></div>
<main><h2><a href="one">A   headline
 here</a></h2><a href="two"><img alt="What the picture shows"></a>
<a href="three"><h3>Title</h3><p>Excerpt of it</p></a>
<a href="mailto:a@example.org">Mail</a><a href="javascript:void 0">Script</a><a>Nothing</a></main>
<footer><a rel="nofollow" href="/imprint">Imprint</a></footer></body></html>"""

LISTING = """<main>
<div class=x><a href="/a-1"><img alt=""></a><h3><a href="/a-1">The bridge is open again</a></h3>
<p>After two years of work the bridge over the river carries traffic again.</p><a href="/a-1">Read more</a></div>
<div class=x><h3><a href="/a-2">A school for the village</a></h3><span>5 August 2025</span></div>
</main>"""


def links(html: str):  # type: ignore[no-untyped-def]
    return list(read_links(LinkedPage.of(Document.parse(html, URL))))


def test_links_know_address_text_and_place() -> None:
    found = {link.url.rpartition("/")[2]: link for link in links(PAGE)}
    assert set(found) == {"world", "menu", "one", "two", "three", "imprint"}
    assert found["one"].url == "https://example.org/base/one"
    assert (found["one"].text, found["one"].heading, found["one"].place) == ("A headline here", True, "main")
    assert found["two"].text == "What the picture shows"
    assert (found["three"].text, found["three"].heading) == ("Title", True)
    assert (found["world"].place, found["menu"].place, found["imprint"].place) == ("nav", "nav", "footer")
    assert "nofollow" in found["imprint"].rel


def test_head_links_are_resolved_against_the_base() -> None:
    head = read_head_links(LinkedPage.of(Document.parse(PAGE, URL)))
    assert head.canonical == "https://example.org/sport"
    assert head.next_page == "https://example.org/base/?page=2"
    assert head.feeds == ("https://example.org/feed",)


def test_cards_join_the_links_of_one_article() -> None:
    first, second = read_cards(links(LISTING))
    assert first.headline == "The bridge is open again"
    assert first.excerpt == "After two years of work the bridge over the river carries traffic again."
    assert (second.headline, second.excerpt, second.position) == ("A school for the village", None, 2)


def test_a_page_of_many_links_and_deep_nesting_is_read_in_bounds() -> None:
    html = "<div>" * 500 + "".join(f'<a href="/story-of-number-{n}">Story {n}</a>' for n in range(9_000))
    found = links(html)
    assert len(found) == 5_000
    assert len(read_cards(found)) == 5_000
