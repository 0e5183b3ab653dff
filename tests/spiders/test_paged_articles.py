"""An article on several pages becomes one record; what is no page of it, or does not come, is not sewn on."""

import asyncio

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle
from newscrawl.spiders.paged_articles import PagedArticles, PageMissing

STORY = "https://news.example/the-long-story"


class Paper:
    """Pages by address: status, headline and paragraphs; each leads to the next."""

    def __init__(self, *pages: tuple[int, str, str]) -> None:
        self.pages = {STORY if n == 0 else f"{STORY}?page={n + 1}": page for n, page in enumerate(pages)}

    def document(self, url: str) -> Document:
        number = list(self.pages).index(url) + 2
        return Document.parse(f'<html><body><a href="{STORY}?page={number}">{number}</a></body></html>', url)

    def article(self, url: str) -> NewsArticle:
        _, headline, text = self.pages[url]
        return NewsArticle(url=url, headline=headline, articleBody=text, articleBodyHtml=f"<p>{text}</p>")

    async def download(self, request: Request) -> Response:
        if request.url not in self.pages:
            return HtmlResponse(request.url, status=404)
        return HtmlResponse(request.url, status=self.pages[request.url][0], body=self.document(request.url).source)

    async def read(self, response: Response, document: Document) -> NewsArticle | None:
        return self.article(response.url)

    def whole(self) -> tuple[NewsArticle, list[str]]:
        article = self.article(STORY)
        paged = PagedArticles(Request, self.download, self.read)
        return article, asyncio.run(paged.complete(article, f"{STORY}?page=2"))


def test_all_pages_make_one_text_in_order_and_what_they_repeat_stands_once() -> None:
    article, pages = Paper(
        (200, "Long", "One.\n\nLead."), (200, "Long", "Lead.\n\nTwo."), (200, "LONG", "Three.")
    ).whole()
    assert article.articleBody == "One.\n\nLead.\n\nTwo.\n\nThree."
    assert pages == [f"{STORY}?page=2", f"{STORY}?page=3"]


@pytest.mark.parametrize("second", [(200, "Another story", "Two."), (200, "Long", "One."), (404, "Long", "Two.")])
def test_another_story_or_the_same_text_or_nothing_is_no_further_page(second: tuple[int, str, str]) -> None:
    article, pages = Paper((200, "Long", "One."), second).whole()
    assert (article.articleBody, pages) == ("One.", [])


def test_a_page_that_does_not_come_leaves_no_half_article() -> None:
    with pytest.raises(PageMissing, match="answered 503"):
        Paper((200, "Long", "One."), (503, "Long", "Two.")).whole()
