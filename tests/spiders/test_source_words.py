"""What a site's feed and news sitemap say of its articles completes their records, also when they are silent again."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import CrawlResult
from tests.extraction.body.stories import PARAGRAPHS, PLAIN
from tests.spiders.serving import Site, links, serving

PATH = "/news/the-valley-line-opens-again-after-three-years-30771"
OTHER = "/news/the-council-votes-on-the-harbour-budget-30772"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


def article(path: str, text: str) -> str:
    title = path.rpartition("/")[2][:-6].replace("-", " ").capitalize()
    return f"<title>{title}</title><meta property='og:type' content='article'><main><article><h1>{title}</h1>{text}"


def published(site: Site) -> None:
    site.page(PATH, article(PATH, f"{PLAIN[0]}<div class=paywall><p>Subscribe to continue reading.</p></div>"))
    site.page(OTHER, article(OTHER, "".join(PLAIN[1:5])))
    head = '<link rel=alternate type="application/rss+xml" href="/feed">'
    site.page("/", head + links([PATH, OTHER]))
    whole = f"<content:encoded><![CDATA[{''.join(PLAIN)}]]></content:encoded>"
    when = "<pubDate>Tue, 18 Jun 2024 09:30:00 +0200</pubDate>"
    item = f"<item><link>{site.url[:-1]}{PATH}</link>{when}{whole}</item>"
    site.file("/feed", "application/rss+xml", f"<rss><channel>{item}</channel></rss>")
    news = (
        f"<url><loc>{site.url[:-1]}{OTHER}</loc>"
        "<news:news><news:publication_date>2024-06-17</news:publication_date></news:news></url>"
    )
    site.file("/sitemap.xml", "application/xml", f"<urlset>{news}</urlset>")


def records(result: CrawlResult) -> dict[str, Any]:
    return {"/" + record["url"].split("/", 3)[3]: record for record in result.records}


def test_feed_and_sitemap_complete_a_record(site: Site, scrapy_crawl: Callable[..., CrawlResult]) -> None:
    published(site)
    found = records(scrapy_crawl("news", site.url))
    paywalled, undated = found[PATH], found[OTHER]
    assert paywalled["articleBody"].split("\n\n") == PARAGRAPHS
    assert (paywalled["bodyCompleteness"], paywalled["metadata"]["articleBodySource"]) == ("full", "feed")
    assert (paywalled["datePublished"], paywalled["metadata"]["datePublishedSource"]) == (
        "2024-06-18T07:30:00+00:00",
        "feed",
    )
    assert (undated["datePublished"], undated["metadata"]["datePublishedSource"]) == ("2024-06-17", "sitemap")
    assert (undated["bodyCompleteness"], undated["metadata"]["articleBodySource"]) == ("full", "page")


def test_an_article_stays_as_it_is_when_its_feed_is_silent(
    site: Site, scrapy_crawl: Callable[..., CrawlResult]
) -> None:
    published(site)
    assert len(scrapy_crawl("news", site.url).records) == 2
    site.file("/feed", "application/rss+xml", "<rss><channel></channel></rss>")
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    changed = "".join(f"<url><loc>{site.url[:-1]}{p}</loc><lastmod>{later}</lastmod></url>" for p in (PATH, OTHER))
    site.file("/sitemap.xml", "application/xml", f"<urlset>{changed}</urlset>")
    for path in (PATH, OTHER):
        status, headers, body = site.pages[path]
        site.pages[path] = (status, headers, body + "<footer>Printed anew</footer>")
    again = scrapy_crawl("news", site.url)
    assert site.asked[PATH] == 2
    assert again.stat("newscrawl/articles/unchanged") == 2
    assert again.records == []
