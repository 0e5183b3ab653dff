"""`scrapy crawl lessor` on the demo site, over loopback, as a user runs it."""

from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest

from newscrawl.demo import RENDITIONS, DemoServer, DemoSite, Trait
from newscrawl.items import as_record
from newscrawl.pages.lessor.urls import article_id
from newscrawl.spiders.lessor import LessorSpider
from tests.conftest import CrawlResult

Crawl = Callable[..., CrawlResult]
ARTICLES = 72
# The crawl's own, or what a former slug alone does not tell.
NOT_COMPARED = {"images", "fetchedAt", "contentHash", "canonicalUrl", "url"}


@pytest.fixture(params=list(RENDITIONS))
def server(request: pytest.FixtureRequest) -> Iterator[DemoServer]:
    with DemoServer(DemoSite(request.param, articles=ARTICLES)) as server:
        yield server


def fetched(server: DemoServer) -> Counter[str]:
    """Count what was asked for: articles by id, other pages by path; redirects and failures do not count."""
    answered = [r for r in server.requests if r.status == 200]
    return Counter(article_id(server.url + r.path) or r.path for r in answered)


def test_every_article_once_with_every_field_and_no_page_twice(
    server: DemoServer, scrapy_crawl: Crawl
) -> None:
    result = scrapy_crawl("lessor", server.url + "/")

    truth = {article.articleId: as_record(article) for article in server.site.truth(server.url)}
    found = {record["articleId"]: record for record in result.records}
    assert result.code == 0
    assert len(result.records) == len(found)
    assert found.keys() == truth.keys()
    for identifier, expected in truth.items():
        record = found[identifier]
        names = (expected.keys() | record.keys()) - NOT_COMPARED
        assert [n for n in sorted(names) if expected.get(n) != record.get(n)] == [], record["url"]
        assert urlsplit(record["canonicalUrl"]).netloc == urlsplit(server.url).netloc
    assert [page for page, count in fetched(server).items() if count > 1] == []

    robots = RobotFileParser()
    robots.parse(server.site.answer("/robots.txt", server.url).body.decode().splitlines())
    assert [r.path for r in server.requests if not robots.can_fetch("newscrawl", r.path)] == []
    assert result.stat("newscrawl/articles/new") == len(truth)


def test_a_second_run_stores_nothing_new(server: DemoServer, scrapy_crawl: Crawl) -> None:
    scrapy_crawl("lessor", server.url + "/")
    again = scrapy_crawl("lessor", server.url + "/")
    assert again.code == 0
    assert again.stat("newscrawl/articles/new") == 0
    assert again.stat("newscrawl/articles/changed") == 0


def test_a_later_run_finds_what_is_new_and_what_was_corrected(scrapy_crawl: Crawl) -> None:
    site = DemoSite("hashed", articles=40)
    with DemoServer(site) as server:
        scrapy_crawl("lessor", server.url + "/")
        grown = site.grow(3)
        corrected = site.having(Trait.FLAKY)[0]
        site.correct(corrected)
        again = scrapy_crawl("lessor", server.url + "/")
    assert set(grown) <= {record["articleId"] for record in again.records}
    assert again.stat("newscrawl/articles/new") == len(grown)
    assert again.stat("newscrawl/articles/changed") == 1


def test_the_four_hosts_are_one_site() -> None:
    spider = LessorSpider(url="http://journalessor.ml")
    assert spider._front == "https://www.lessor.ml/"
