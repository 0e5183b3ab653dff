"""One page, read by what is known of its publisher, without a crawl."""

import attrs
import pytest
from web_poet import PageParams, field

from newscrawl.errors import BadInput
from newscrawl.publishers.page import NewsArticlePage
from newscrawl.publishers.publisher import Publisher
from newscrawl.publishers.reading import read_alone, with_declared
from newscrawl.publishers.registry import Registry
from tests.publishers.test_page import PAGE, URL, TownPage


class OddPage(NewsArticlePage):
    """Takes no page for an article."""

    is_article = False  # type: ignore[assignment]

    @field
    async def agency(self) -> str:
        return "AMAP"


@attrs.define
class DemandingPage(NewsArticlePage):
    """Asks for more than the response."""

    params: PageParams


def known(page: type[NewsArticlePage] | None, **declared: object) -> Registry:
    return Registry((Publisher(hosts="example.org", page=page, **declared),))  # type: ignore[arg-type]


def test_the_publisher_s_page_object_reads_it() -> None:
    article = read_alone(PAGE.encode(), URL, "utf-8", known(TownPage))
    assert article is not None
    assert article.section == "Town"


def test_who_asks_for_one_page_knows_that_it_is_an_article() -> None:
    article = read_alone(PAGE.encode(), URL, None, known(OddPage))
    assert article is not None
    assert (article.headline, article.agency) == ("The bridge is open", "AMAP")
    assert read_alone(b"", URL, None, known(None)) is None


def test_a_page_object_that_asks_for_more_says_so() -> None:
    with pytest.raises(BadInput, match="DemandingPage"):
        read_alone(PAGE.encode(), URL, None, known(DemandingPage))


def test_ids_and_zone_are_the_declared_ones() -> None:
    dated = PAGE.replace("<p>", '<time datetime="2026-02-10T08:46">10 February 2026, 08:46</time><p>', 1)
    article = read_alone(dated.encode(), URL, None, known(None, ids=r"/(the-[a-z-]+)$", zone="Africa/Nairobi"))
    assert article is not None
    assert article.articleId == "the-bridge-is-open"
    assert article.datePublished == "2026-02-10T08:46:00+03:00"
    assert with_declared(article, Publisher(hosts="example.org", zone="Asia/Tokyo")).datePublished == (
        "2026-02-10T08:46:00+03:00"
    )
