"""One crawl to be measured, in a process of its own: `crawl_runs.py NAME PROCESSES < sites.json`, a JSON line out.

NAME is `bare` (a Scrapy spider that does nothing with its responses), `trafilatura` (one that calls it for each), or
`newscrawl` (the whole of it: discovery, extraction, duplicates, links, store). The first two are told the articles'
addresses. All have as many requests under way and none waits out of politeness.
"""

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from crawl_site import article_path
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

REQUESTS = 32
SHARED = {
    "CONCURRENT_REQUESTS": REQUESTS,
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "ERROR",
}
PLAIN = {
    **SHARED,
    "CONCURRENT_REQUESTS_PER_DOMAIN": REQUESTS,
    "ROBOTSTXT_OBEY": False,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
}


class Bare(Spider):
    """Asks for pages and does nothing with them."""

    name = "bare"

    def __init__(self, sites: list[str], pages: int) -> None:
        super().__init__()
        self._urls = [site[:-1] + article_path(number) for number in range(pages) for site in sites]

    async def start(self):
        for url in self._urls:
            yield Request(url)

    def parse(self, response):
        return None


class Trafilatura(Bare):
    """Has each page read by trafilatura."""

    name = "trafilatura"

    def parse(self, response):
        from trafilatura import bare_extraction

        found = bare_extraction(response.text, url=response.url, with_metadata=True)
        yield {"url": response.url, "text": found.text if found else None}


def main() -> None:
    """Run the crawl that the command line names, and print what it took."""
    name, processes = sys.argv[1], int(sys.argv[2])
    given = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        begun, used = time.perf_counter(), _cpu()
        if name == "newscrawl":
            articles = _newscrawl(given["sites"], processes)
        else:
            articles = _plain({"bare": Bare, "trafilatura": Trafilatura}[name], given)
        seconds, cpu = time.perf_counter() - begun, _cpu() - used
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak / 1024, "articles": articles}))


def _plain(spider: type[Spider], given: dict[str, Any]) -> int:
    process = AsyncCrawlerProcess(PLAIN)
    crawler = process.create_crawler(spider)
    process.crawl(crawler, **given)
    process.start()
    return crawler.stats.get_value("item_scraped_count", 0)


def _newscrawl(sites: list[str], processes: int) -> int:
    from newscrawl.runner.processes.processes import run_shared
    from newscrawl.runner.running.crawling import AT_ONCE, run
    from newscrawl.runner.running.crawls import Crawl
    from newscrawl.runner.running.run_settings import project_settings

    of_a_site = max(1, REQUESTS // min(AT_ONCE, len(sites)))
    settings = {**SHARED, "CONCURRENT_REQUESTS_PER_DOMAIN": of_a_site}
    settings |= {"NEWSCRAWL_STORE": "sqlite:///store.db", "FEEDS": {}}
    crawls = [Crawl("news", {"url": site}) for site in sites]
    ended = run_shared(crawls, settings, processes) if processes > 1 else run(crawls, project_settings(settings))
    return sum(one.tally.articles for one in ended)


def _cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
