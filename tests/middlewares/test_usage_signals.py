"""What a host says outside of its pages is noted with each article, and what directives ask is done."""

import json
from pathlib import Path

from newscrawl.storage import Store
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
