"""Pages of one article are told by numbers in their addresses, whatever their form; a series of stories is none."""

import pytest

from newscrawl.discovery.pages.article_pages import ArticlePages, read_article_pages
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.extraction.page.document import Document

STORY = "https://news.example/news/the-long-story.html"


def read(url: str, body: str, head: str = "") -> ArticlePages:
    page = Document.parse(f"<html><head>{head}</head><body><h1>Long</h1>{body}</body></html>", url)
    return read_article_pages(LinkedPage.of(page))


@pytest.mark.parametrize(
    ("url", "second"),
    [
        (STORY, f"{STORY}?page=2"),
        ("https://news.example/news/the-long-story/", "https://news.example/news/the-long-story/2/"),
        (STORY, "https://news.example/news/the-long-story-2.html"),
    ],
)
def test_the_next_page_of_an_article(url: str, second: str) -> None:
    assert read(url, f'<p>Page <b>1</b> <a href="{second}">2</a></p>') == ArticlePages(following=second)
    assert read(url, "<p>Text.</p>", f'<link rel="next" href="{second}">') == ArticlePages(following=second)


def test_a_later_page_names_the_first() -> None:
    found = read(f"{STORY}?page=2", f'<p><a href="{STORY}">1</a> 2 <a href="{STORY}?page=3">3</a></p>')
    assert found == ArticlePages(following=f"{STORY}?page=3", first=STORY)


def test_links_to_other_stories_are_no_pages_of_this_one() -> None:
    others = "".join(f'<p><a href="/news/story-number-{n}.html">A story of number {n}</a></p>' for n in range(4, 9))
    assert read(STORY, others) == ArticlePages()
    assert read(STORY, "<p>Text.</p>", '<link rel="next" href="/news/quite-another-story.html">') == ArticlePages()
