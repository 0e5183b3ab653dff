"""The general page object, and a publisher's that reads one field better."""

import asyncio

import pytest
from web_poet import HttpResponse, field

from newscrawl.extraction import extract
from newscrawl.items import NewsArticle, as_record
from newscrawl.publishers.page import NewsArticlePage

URL = "https://example.org/2026/02/10/the-bridge-is-open"
SENTENCES = "The bridge over the river was opened on Monday after two years of work, the mayor said. " * 3
PAGE = f"""<html lang=en><head><title>The bridge is open</title></head><body><article><h1>The bridge is open</h1>
<p>{SENTENCES}</p><p>{SENTENCES}</p><p>{SENTENCES}</p></article><b class=rubric>Town</b></body></html>"""


class TownPage(NewsArticlePage):
    """Reads the section where this publisher prints it."""

    @field
    def section(self) -> str | None:
        return self.css(".rubric::text").get()


def response(html: str) -> HttpResponse:
    return HttpResponse(URL, body=html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def item(page: NewsArticlePage) -> NewsArticle:
    assert page.is_article
    return asyncio.run(page.to_item())


def test_it_reads_what_extract_reads() -> None:
    assert as_record(item(NewsArticlePage(response=response(PAGE)))) == as_record(extract(PAGE.encode(), URL))


def test_a_publisher_overrides_one_field_and_keeps_the_rest() -> None:
    general, own = item(NewsArticlePage(response=response(PAGE))), item(TownPage(response=response(PAGE)))
    assert own.section == "Town"
    assert (own.headline, own.articleBody) == (general.headline, general.articleBody)


@pytest.mark.parametrize("html", ["", "<p>Hello</p>", "<html><body><a href=/a>A</a><a href=/b>B</a></body></html>"])
def test_other_pages_are_no_articles(html: str) -> None:
    assert not NewsArticlePage(response=response(html)).is_article
