"""`scrapy crawl lessor` on the demo site, over loopback, as a user runs it."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from jsonschema import Draft202012Validator

from newscrawl.demo import RENDITIONS, DemoServer, DemoSite, Trait
from newscrawl.items import NewsArticle, as_record
from newscrawl.publishers.lessor.urls import article_id
from newscrawl.schema import schema_text
from newscrawl.spiders.lessor import LessorSpider
from newscrawl.storage import Link, Store, site_of
from tests.conftest import CrawlResult
from tests.spiders.serving import Site, serving

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


def test_every_article_once_with_every_field_and_no_page_twice(server: DemoServer, scrapy_crawl: Crawl) -> None:
    result = scrapy_crawl("lessor", server.url + "/")

    truth = {article.articleId: as_record(article) for article in server.site.truth(server.url)}
    found = {record["articleId"]: record for record in result.records}
    assert result.code == 0
    assert len(result.records) == len(found)
    assert found.keys() == truth.keys()
    for identifier, expected in truth.items():
        record = found[identifier]
        assert record["metadata"].pop("extractorVersion")
        names = (expected.keys() | record.keys()) - NOT_COMPARED
        assert [n for n in sorted(names) if expected.get(n) != record.get(n)] == [], record["url"]
        assert urlsplit(record["canonicalUrl"]).netloc == urlsplit(server.url).netloc
    assert [page for page, count in fetched(server).items() if count > 1] == []
    validator = Draft202012Validator(json.loads(schema_text()))
    assert [error.message for record in result.records for error in validator.iter_errors(record)] == []

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


def test_articles_seen_and_never_asked_for_come_next_and_obey_robots_txt(scrapy_crawl: Crawl, tmp_path: Path) -> None:
    paths = [f"/posts/{word}-68ff3bd69b3{number}" for number, word in enumerate(("un", "deux", "secret"), start=10)]
    with serving(Site()) as site:
        site.page("/", "<h1>Une</h1>")
        site.file("/robots.txt", "text/plain", f"User-agent: *\nDisallow: {paths[2]}\n")
        with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
            base = site.url.rstrip("/")
            store.add_links(Link(from_url=base + "/", to_url=base + path, kind="listing") for path in paths)
        scrapy_crawl("lessor", site.url)
        assert {path for path in site.asked if path.startswith("/posts")} == set(paths[:2])
        scrapy_crawl("lessor", site.url)
        assert [site.asked[path] for path in paths] == [1, 1, 0]


def test_a_run_that_was_cut_short_is_gone_on_with(scrapy_crawl: Crawl) -> None:
    with DemoServer(DemoSite(next(iter(RENDITIONS)), articles=ARTICLES)) as server:
        first = scrapy_crawl("lessor", server.url + "/", CLOSESPIDER_ITEMCOUNT=3).records
        rest = scrapy_crawl("lessor", server.url + "/").records
        everything = {article.articleId for article in server.site.truth(server.url)}
    assert len(first) < ARTICLES
    assert {record["articleId"] for record in first + rest} == everything


def test_a_robots_txt_that_moved_is_obeyed(scrapy_crawl: Crawl) -> None:
    secret, open_ = "/posts/secret-68ff3bd69b312", "/posts/ouvert-68ff3bd69b313"
    with serving(Site()) as site:
        site.page("/robots.txt", "", 301, Location="/rules.txt")
        site.file("/rules.txt", "text/plain", f"User-agent: newscrawl\nDisallow: {secret}\n")
        site.page("/", f"<h1>Une</h1><a href={secret}>Secret</a><a href={open_}>Ouvert</a>")
        scrapy_crawl("lessor", site.url)
        assert (site.asked[secret], site.asked[open_]) == (0, 1)


def test_a_young_article_is_asked_for_again_and_marked_when_it_is_gone(scrapy_crawl: Crawl, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    young, old = "/posts/jeune-68ff3bd69b301", "/posts/vieux-68ff3bd69b302"
    with serving(Site()) as site, Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        base = site.url.rstrip("/")
        for path, age in ((young, timedelta(hours=2)), (old, timedelta(days=90))):
            published = (now - age).isoformat(timespec="seconds")
            fetched = (now - age * 0.75).isoformat(timespec="seconds")
            identifier = article_id(base + path)
            store.save(NewsArticle(url=base + path, articleId=identifier, datePublished=published, fetchedAt=fetched))
        site.page("/", f"<h1>Une</h1><a href={young}>Jeune</a><a href={old}>Vieux</a>")
        site.page(young, "Gone", 410)
        result = scrapy_crawl("lessor", site.url)
        assert (site.asked[young], site.asked[old]) == (1, 0)
        assert result.stat("newscrawl/discovery/withdrawn") == 1
        assert {known.url for known in store.known(site_of(base)) if known.withdrawn_at} == {base + young}


def test_the_four_hosts_are_one_site() -> None:
    spider = LessorSpider(url="http://journalessor.ml")
    assert spider._starts == ["https://www.lessor.ml/"]


def test_every_line_of_the_general_spider_s_feed_fits_the_schema(scrapy_crawl: Crawl) -> None:
    with DemoServer(DemoSite("semantic", articles=20)) as server:
        records = scrapy_crawl("news", server.url + "/").records
    assert len(records) >= 15
    validator = Draft202012Validator(json.loads(schema_text()))
    assert [error.message for record in records for error in validator.iter_errors(record)] == []
