"""A listing's pages are known by the form of their addresses, in any language."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.discovery.pages.pagination import Pagination, find_pagination, pages_beside
from newscrawl.extraction.page.document import Document


def paged(url: str, html: str, next_page: str | None = None) -> Pagination | None:
    return find_pagination(list(read_links(LinkedPage.of(Document.parse(html, url)))), url, next_page)


def anchors(*pairs: tuple[str, str]) -> str:
    return "".join(f'<a href="{href}">{text}</a> ' for href, text in pairs)


@pytest.mark.parametrize(
    ("url", "links", "following"),
    [
        ("/sport", [("/sport?page=2", "2"), ("/sport?page=9", "9")], "/sport?page=2"),
        ("/sport?page=4", [("/sport?page=3", "3"), ("/sport?page=5", "5")], "/sport?page=5"),
        ("/sport", [("/sport/page/2/", "Suivant")], "/sport/page/2/"),
        ("/sport", [("/sport/page/2", "Articles plus anciens »")], "/sport/page/2"),
        ("/sport/page/2", [("/sport", "Neuer"), ("/sport/page/3", "Älter")], "/sport/page/3"),
        ("/sport", [("/sport/2", "2"), ("/sport/3", "3")], "/sport/2"),
        ("/sport.html", [("/sport-2.html", "次へ")], "/sport-2.html"),
        ("/c/3", [("/c/3?debut=10", "2"), ("/c/3?debut=20", "3")], "/c/3?debut=10"),
        ("/?lang=fr", [("/?lang=fr&p=2", "›")], "/?lang=fr&p=2"),
    ],
)
def test_the_next_page_is_found(url: str, links: list[tuple[str, str]], following: str) -> None:
    found = paged("https://example.org" + url, anchors(*links))
    assert found is not None
    assert found.next is not None
    assert found.page_url(found.next) == "https://example.org" + following


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("/", [("/c/1", "Politique"), ("/c/2", "Économie"), ("/c/3", "Culture")]),
        ("/author/4", [("/author/3", "Ann Lee"), ("/author/7", "Bo Ek")]),
        ("/2025/11/", [("/2025/11/23/", "23"), ("/2025/11/24/", "24")]),
        ("/archive/2025", [("/archive/2024", "2024")]),
        ("/", [("/?p=1234", "The headline of an article on the front page")]),
        ("/sport", [("/world?page=2", "2")]),
        ("/news/a-story-100001", [("/news/a-story-100002", "Another story that is told")]),
    ],
)
def test_numbers_that_do_not_count_pages_are_left_alone(url: str, links: list[tuple[str, str]]) -> None:
    assert paged("https://example.org" + url, anchors(*links)) is None


def test_rel_next_is_taken_at_its_word() -> None:
    found = paged("https://example.org/a", "", "https://example.org/a?seite=2")
    assert found is not None
    assert found.next == 2


def test_the_last_page_has_no_next_and_offsets_know_their_step() -> None:
    last = paged("https://example.org/a?page=3", anchors(("/a?page=2", "2"), ("/a?page=1", "1")))
    assert last is not None
    assert (last.current, last.next, last.last) == (3, None, 3)
    offsets = paged("https://example.org/a", anchors(("/a?start=20", "2"), ("/a?start=40", "3")))
    assert offsets is not None
    assert (offsets.current, offsets.step, offsets.last) == (0, 20, 40)


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=10), st.text(max_size=20))
def test_no_links_make_it_fail(pairs: list[tuple[str, str]], path: str) -> None:
    paged("https://example.org/" + path, anchors(*pairs))


_places = st.lists(
    st.sampled_from(
        ["news", "story", "page", "2", "17", "2026", "amp", "story-3", "a.html", "a-2.html", "p4.html", "p5.html"]
    ),
    max_size=4,
)
_addresses = st.builds(
    lambda host, places, slash, query: f"https://{host}/{'/'.join(places)}{slash if places else ''}{query}",
    st.sampled_from(["news.example", "www.news.example", "m.news.example"]),
    _places,
    st.sampled_from(["", "/"]),
    st.sampled_from(["", "?page=2", "?start=20", "?id=7&page=3", "?p=1"]),
)


@example(url="https://news.example/a.html", links=[("https://news.example/a-2.html", "2")])
@example(url="https://news.example/a/", links=[("https://news.example/a-2/", "2")])
@example(
    url="https://news.example/a/page/3", links=[("https://www.news.example/a", "1"), ("http://news.example/a/2", "2")]
)
@given(url=_addresses, links=st.lists(st.tuples(_addresses, st.sampled_from(["2", "3", "17", "next", "A story"]))))
def test_the_quick_test_passes_all_that_count_as_pages(url: str, links: list[tuple[str, str]]) -> None:
    beside = list(filter(lambda pair: pages_beside(url)(pair[0]), links))
    assert paged(url, anchors(*beside)) == paged(url, anchors(*links))
