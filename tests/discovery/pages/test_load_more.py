"""What a button loads is found in its data attributes."""

import pytest

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.load_more import read_load_more
from newscrawl.extraction.page.document import Document

URL = "https://example.org/news/"


def found(html: str) -> list[str]:
    page = LinkedPage.of(Document.parse(html, URL))
    return [url.removeprefix("https://example.org/") for url in read_load_more(page)]


@pytest.mark.parametrize(
    "element",
    ['<button data-url="/more?page=2">Mehr</button>', '<div data-next-url="/more?page=2"></div>',
     '<a href="#" data-href="/more?page=2">Plus</a>', '<a data-url="/more?page=2">Plus</a>',
     '<span role="button" data-ajax-url="/more?page=2"></span>', '<div class="btn-load-more" data-url="/more?page=2">',
     '<section data-load-more-url=" /more?page=2 ">', '<ul id="infinite" data-path="/more?page=2">',
     '<div data-next-page="https://example.org/more?page=2">'],
)  # fmt: skip
def test_a_button_names_what_it_loads(element: str) -> None:
    assert found(element) == ["more?page=2"]


@pytest.mark.parametrize(
    "element",
    ['<div class="share" data-url="/story">', '<button data-target="#menu">', '<button data-target=".nav">',
     '<div data-next="2">', '<div data-more="true">', '<a href="/x" data-url="/y?a=1">', '<button data-url="/news/">',
     '<button data-url="">', '<img data-src="/p.jpg?w=2">', '<button data-url="javascript:x()">'],
)  # fmt: skip
def test_other_data_are_no_pages(element: str) -> None:
    assert found(element) == []
