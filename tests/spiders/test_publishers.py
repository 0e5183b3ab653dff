"""A publisher from outside the package is obeyed by the general spider."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newscrawl.storage import Store
from tests.spiders.serving import Site, links, serving

MODULE = """
from web_poet import HttpResponse, PageParams, field, handle_urls
from newscrawl.publishers.page import NewsArticlePage
from newscrawl.publishers.publisher import Publisher

class VillagePage(NewsArticlePage):
    @field
    def section(self):
        return self.css(".rubric::text").get()

    @field
    async def keywords(self):
        return ["village"]

VILLAGE = Publisher(hosts="127.0.0.1", page=VillagePage, zone="Africa/Dakar", ids=r"-([0-9]+)$")
"""
HANDLED = """
import attrs
from web_poet import PageParams, field, handle_urls
from newscrawl.publishers.page import NewsArticlePage

@handle_urls("127.0.0.1")
@attrs.define
class VillagePage(NewsArticlePage):
    params: PageParams

    @field
    def section(self):
        return self.css(".rubric::text").get() + str(len(self.params))
"""
SENTENCES = "The bridge over the river was opened on Monday after two years of work, the mayor said. " * 3


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        paths = [f"/news/the-bridge-of-village-{number}-is-open-{10000 + number}" for number in range(20)]
        for number, path in enumerate(paths):
            text = f"<p>{number} {SENTENCES}</p>" * 3
            site.page(path, f"<article><h1>Bridge {number}</h1>{text}</article><b class=rubric>Town</b>")
        site.page("/", links(paths))
        yield site


def test_its_page_object_reads_every_article(scrapy_crawl: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    (tmp_path / "village.py").write_text(MODULE)
    records = scrapy_crawl("news", site.url, NEWSCRAWL_PUBLISHERS="village").records
    assert len(records) == 20
    assert {(record["section"], *record["keywords"]) for record in records} == {("Town", "village")}
    assert {record["articleId"] for record in records} == {str(10000 + number) for number in range(20)}


def test_a_page_object_under_handle_urls_gets_what_it_asks_for(
    scrapy_crawl: Callable[..., Any], site: Site, tmp_path: Path
) -> None:
    (tmp_path / "village.py").write_text(HANDLED)
    records = scrapy_crawl("news", site.url, NEWSCRAWL_PUBLISHERS="village").records
    assert [record["section"] for record in records] == ["Town0"] * 20


def test_a_page_object_can_be_named_for_one_crawl(scrapy_crawl: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    (tmp_path / "village.py").write_text(MODULE)
    records = scrapy_crawl("news", site.url, ("page=village:VillagePage",)).records
    assert [record["section"] for record in records] == ["Town"] * 20


def test_a_module_that_cannot_be_imported_is_one_line(
    scrapy_crawl: Callable[..., Any], site: Site, tmp_path: Path
) -> None:
    done = scrapy_crawl("news", site.url, NEWSCRAWL_PUBLISHERS="nowhere")
    assert done.code != 0
    # Not a traceback's lines: the command as Scrapy logs it, and the reason.
    assert len([line for line in done.log.splitlines() if "cannot be imported" in line]) == 1
    assert not site.asked


EXTENDED = """
import attrs
from web_poet import Returns, field, handle_urls
from newscrawl.items import NewsArticle
from newscrawl.publishers.page import NewsArticlePage

@attrs.define(kw_only=True)
class DeskArticle(NewsArticle):
    desk: str | None = None

@handle_urls("127.0.0.1")
class VillagePage(NewsArticlePage, Returns[DeskArticle]):
    @field
    def desk(self):
        return self.css(".rubric::text").get()
"""


def test_a_class_of_articles_with_more_fields_goes_from_the_page_to_feed_and_store(
    scrapy_crawl: Callable[..., Any], site: Site, tmp_path: Path
) -> None:
    (tmp_path / "village.py").write_text(EXTENDED)
    records = scrapy_crawl("news", site.url, NEWSCRAWL_PUBLISHERS="village").records
    assert [record["desk"] for record in records] == ["Town"] * 20
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        assert [record["desk"] for record in store.records()] == ["Town"] * 20
