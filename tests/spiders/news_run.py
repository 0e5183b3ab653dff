"""Runs the `news` spider in a process of its own, once for each line of the input.

Prints one JSON object a run: the stats, and the addresses of the articles in the order of their coming; these also
to the error output, each when it is stored. A page is an article here if it has an `<h1>`, so that these tests are
about the spider, not about reading.
"""

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor
from twisted.internet.defer import Deferred

from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle
from newscrawl.spiders.news import NewsSpider


def settings(store: str) -> Settings:
    """Return the project's settings for a quiet, quick crawl into *store*."""
    found = Settings()
    found.setmodule("newscrawl.settings", priority="project")
    found.setdict(
        {
            "NEWSCRAWL_STORE": store,
            "NEWSCRAWL_CONTACT": "desk@example.org",
            "FEEDS": {},
            "LOG_LEVEL": "ERROR",
            "AUTOTHROTTLE_ENABLED": False,
        },
        priority="cmdline",
    )
    return found


class TestedSpider(NewsSpider):
    """The spider with a clock that can be set forward, and a simple reader."""

    later = 0.0

    def clock(self) -> datetime:  # type: ignore[override]
        return datetime.now(UTC) + timedelta(hours=float(self.later))

    async def read(self, response: Response, document: Document, prior: float) -> NewsArticle | None:
        heading = document.root.find(".//h1")
        if heading is None:
            return None
        text = " ".join("".join(part.itertext()) for part in document.root.iter("p"))
        time = document.root.find(".//time")
        published = time.get("datetime") if time is not None else None
        return NewsArticle(
            url=document.url, headline=heading.text, articleBody=text or heading.text, datePublished=published
        )


async def crawl(url: str, store: str, arguments: dict[str, str]) -> dict[str, Any]:
    """Crawl once; return the stats and the articles' addresses."""
    items: list[str] = []

    def scraped(item: Any) -> None:
        items.append(item.url)
        print(item.url, file=sys.stderr, flush=True)

    crawler = Crawler(TestedSpider, settings(store))
    crawler.signals.connect(scraped, signal=signals.item_scraped)
    await AsyncCrawlerRunner(settings(store)).crawl(crawler, url=url, **arguments)
    return {"stats": crawler.stats.get_stats() if crawler.stats else {}, "items": items}


async def serve() -> None:
    """Crawl for every line of the input: a JSON list of URL, store and arguments."""
    while line := await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
        print(json.dumps(await crawl(*json.loads(line)), default=str), flush=True)


if __name__ == "__main__":
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor", settings("")["ASYNCIO_EVENT_LOOP"])
    from twisted.internet import task

    task.react(lambda reactor: Deferred.fromFuture(asyncio.ensure_future(serve())))
