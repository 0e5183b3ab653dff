"""What a host says outside of its pages is noted with each article, and what directives ask is done."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from newscrawl.archive import ArchivedResponse, read_archives
from newscrawl.fates import Reason
from newscrawl.storage import Store
from newscrawl.web.sites import site_of
from tests.conftest import CrawlResult
from tests.spiders.running import Crawl
from tests.spiders.serving import Site, links


def test_every_source_of_signals_is_noted(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    paths = [site.article(n) for n in range(3)]
    site.file(
        "/robots.txt", "text/plain", "User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nContent-Signal: ai-train=no\n"
    )
    site.file("/.well-known/tdmrep.json", "application/json", '[{"location": "/news", "tdm-reservation": 1}]')
    status, headers, body = site.pages[paths[0]]
    site.pages[paths[0]] = (status, {**headers, "X-Robots-Tag": "noai", "Content-Usage": "train-ai=n"}, body)
    site.page("/", links(paths))
    assert len(crawl()["paths"]) == 3
    assert site.asked["/.well-known/tdmrep.json"] == 1
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        noted = {record["url"]: record["usageRights"] for record in store.records()}
    told = {(right["signal"], right["value"], right["source"]) for right in noted[site.url[:-1] + paths[0]]}
    assert told == {
        ("disallow", "GPTBot", "robots.txt"),
        ("content-signal", "ai-train=no", "robots.txt"),
        ("tdm-reservation", "1", "tdmrep.json"),
        ("robots", "noai", "header"),
        ("content-usage", "train-ai=n", "header"),
    }


def test_a_site_without_signals_has_none(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    site.page("/", links([site.article(1)]))
    crawl()
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        assert "usageRights" not in json.dumps(list(store.records()))


def test_links_of_a_page_that_asks_for_it_are_not_followed(crawl: Crawl, site: Site) -> None:
    hidden = site.article(2)
    site.page("/section", links([hidden]), X_Robots_Tag="nofollow")
    site.page("/", links([site.article(1)]) + '<a href="/section">Section</a>')
    assert len(crawl()["paths"]) == 1
    assert hidden not in site.asked


TEXT = "The council has approved the plan for the bridge, and the work begins in spring. " * 20
HEADERS = [
    ("Content-Usage", "train-ai=n"),
    ("Content-Signal", "ai-train=no"),
    ("License", "https://example.org/rsl.xml"),
    ("Link", '</rsl.xml>; rel="license"'),
    ("tdm-reservation", "1"),
    ("X-Robots-Tag", "noai"),
]
METAS = [
    '<meta name="robots" content="noai">',
    '<meta name="tdm-reservation" content="1">',
    '<link rel="license" href="/rsl.xml">',
    '<script type="application/ld+json">{"@type": "NewsArticle", "license": "https://example.org/terms"}</script>',
]


def test_each_signal_keeps_the_text_out_that_it_speaks_of(
    scrapy_crawl: Callable[..., CrawlResult], site: Site, tmp_path: Path
) -> None:
    paths = [site.article(number, text=f"{number} {TEXT}") for number in range(4 + len(HEADERS) + len(METAS))]
    free, agents, usage, mining, *others = paths
    site.file(
        "/robots.txt",
        "text/plain",
        f"User-agent: GPTBot\nDisallow: {agents}\n\nUser-agent: *\nContent-Usage: {usage} train-ai=n\n",
    )
    site.file("/.well-known/tdmrep.json", "application/json", f'[{{"location": "{mining}", "tdm-reservation": 1}}]')
    for path, (name, value) in zip(others, HEADERS, strict=False):
        status, headers, body = site.pages[path]
        site.pages[path] = (status, {**headers, name: value}, body)
    for path, meta in zip(others[len(HEADERS) :], METAS, strict=True):
        status, headers, body = site.pages[path]
        site.pages[path] = (status, headers, body.replace("<html>", f"<html><head>{meta}</head>"))
    site.page("/", links(paths))
    stated = {"NEWSCRAWL_RIGHTS": "skip", "NEWSCRAWL_PURPOSE": "ai-train", "NEWSCRAWL_ARCHIVE": "pages"}
    done = scrapy_crawl("news", site.url, **stated)
    assert [one["url"] for one in done.records] == [site.url[:-1] + free], done.log
    kept = {one.url for one in read_archives([tmp_path / "pages"]) if isinstance(one, ArchivedResponse)}
    assert kept & {site.url[:-1] + path for path in paths} == {site.url[:-1] + free}
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        reserved = list(store.fates.with_reasons(site_of(site.url), [Reason.RESERVED]))
    assert {note.url for note in reserved} == {site.url[:-1] + path for path in paths[1:]}


@pytest.mark.parametrize(
    "line", ["Content-Signal: search=yes, ai-train=no", "License: https://example.org/rsl.xml", "Content-Usage: bots=n"]
)
def test_what_robots_txt_says_of_all_pages(scrapy_crawl: Callable[..., CrawlResult], site: Site, line: str) -> None:
    site.file("/robots.txt", "text/plain", f"User-agent: *\n{line}\n")
    site.page("/", links([site.article(1, text=TEXT)]))
    done = scrapy_crawl("news", site.url, NEWSCRAWL_RIGHTS="skip", NEWSCRAWL_PURPOSE="ai-train")
    assert (done.records, done.stat("newscrawl/rights/reserved")) == ([], 1), done.log


def test_what_is_reserved_is_asked_for_once_and_its_facts_may_be_kept(
    scrapy_crawl: Callable[..., CrawlResult], site: Site
) -> None:
    path, free = site.article(1, text=TEXT), site.article(2, text=f"Another one. {TEXT}")
    site.file("/robots.txt", "text/plain", f"User-agent: *\nContent-Usage: {path} train-ai=n\n")
    site.page("/", links([path, free]))
    limits = {"NEWSCRAWL_RIGHTS": "skip", "NEWSCRAWL_PURPOSE": "ai-train"}
    assert len(scrapy_crawl("news", site.url, **limits).records) == 1
    scrapy_crawl("news", site.url, **limits)
    assert site.asked[path] == 1
    kept = scrapy_crawl("news", site.url, ("again=reserved",), **limits | {"NEWSCRAWL_RIGHTS": "metadata"}).records
    found = [(one["url"], "articleBody" in one, one["metadata"]["reserved"]) for one in kept]
    assert found == [(site.url[:-1] + path, False, "content-usage: train-ai=n (robots.txt)")]
