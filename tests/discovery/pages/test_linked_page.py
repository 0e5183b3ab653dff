"""What on a page names addresses."""

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.extraction.page.document import Document

URL = "https://example.org/news/"


def page(html: str) -> LinkedPage:
    return LinkedPage.of(Document.parse(html, URL))


def test_anchors_lead_where_the_first_base_says_in_document_order() -> None:
    found = page(
        "<head><base href='/archive/'><base href='/other/'></head><a href=one>1</a><map><area href=two></map>"
        "<a>no address</a><a href='mailto:a@example.org'>mail</a><a href='?utm_source=x'>3</a>"
    )
    assert found.base == "https://example.org/archive/"
    assert [target.removeprefix("https://example.org/") for _, target in found.anchors] == [
        "archive/one",
        "archive/two",
        "archive/",
    ]


def test_without_a_base_the_page_itself_is_one() -> None:
    found = page("<head><link rel=next href=2><base target=_blank></head><a href=one>1</a>")
    assert (found.base, [target for _, target in found.anchors]) == (URL, [f"{URL}one"])
    assert [link.attributes["href"] for link in found.links] == ["2"]


def test_the_tree_is_scanned_once_however_often_it_is_asked() -> None:
    found = page("<a href=one>1</a>")
    assert found.anchors is found.anchors
    assert found.links is found.links
