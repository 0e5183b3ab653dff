"""Benchmark of the `news` spider: how many requests it makes to find all of a large site, then only what is new.

    python tests/benchmarks/discovery.py [--articles 20000]

Serves `discovery_site` from a process of its own and crawls it three times into one store: from nothing, again at
once, and again two hours later with 30 new and 5 corrected articles. Prints, for each run, articles found,
requests by article or as a share of the first run's, repeated requests, peak memory and duration.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
NEW, CORRECTED = 30, 5


def crawl(url: str, folder: Path, later: float) -> None:
    """Crawl *url* once in this process, *later* hours from now, and write what it found beside the store."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import get_project_settings

    from newscrawl.spiders.news import NewsSpider

    class LaterNewsSpider(NewsSpider):
        @staticmethod
        def clock() -> datetime:
            return datetime.now(UTC) + timedelta(hours=later)

    settings = get_project_settings()
    settings.setdict(
        {
            "NEWSCRAWL_STORE": f"sqlite:///{folder}/store.db",
            "FEEDS": {},
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "ERROR"),
            "AUTOTHROTTLE_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        },
        priority="cmdline",
    )
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(LaterNewsSpider)
    process.crawl(crawler, url=url)
    process.start()
    stats = dict((crawler.stats.get_stats() if crawler.stats else {}).items())
    stats["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (folder / "stats.json").write_text(json.dumps(stats, default=str))


def run(url: str, folder: Path, later: float) -> dict[str, Any]:
    """Crawl in a process of its own; return its stats with the requests that the server saw meanwhile."""
    before = served(url)
    started = time.perf_counter()
    command = [sys.executable, __file__, "--crawl", url, str(folder), "--later", str(later)]
    modules = os.pathsep.join([str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": modules, "SCRAPY_SETTINGS_MODULE": "newscrawl.settings"}
    subprocess.run(command, check=True, env=environment)
    stats: dict[str, Any] = json.loads((folder / "stats.json").read_text())
    after = served(url)
    requests = {path: n - before["requests"].get(path, 0) for path, n in after["requests"].items()}
    stats["requests"] = sum(requests.values())
    stats["repeated"] = sum(n - 1 for n in requests.values() if n > 1)
    stats["seconds"] = time.perf_counter() - started
    stats["by_kind"] = kinds(requests)
    return stats


def kinds(requests: dict[str, int]) -> dict[str, int]:
    """Return how many requests went to which part of the site."""
    counts: dict[str, int] = {}
    for path, number in requests.items():
        folder = path.strip("/").partition("/")[0].partition("?")[0]
        name = "article" if path.rpartition("-")[2][:6].isdecimal() else folder
        counts[name] = counts.get(name, 0) + number
    return {name: n for name, n in sorted(counts.items(), key=lambda item: -item[1]) if n}


def served(url: str) -> dict[str, Any]:
    """Return what the server has counted."""
    with urllib.request.urlopen(url + "_stats") as answer:
        counted: dict[str, Any] = json.load(answer)
    return counted


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--crawl", nargs=2, metavar=("URL", "FOLDER"), help=argparse.SUPPRESS)
    parser.add_argument("--later", type=float, default=0.0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.crawl:
        crawl(options.crawl[0], Path(options.crawl[1]), options.later)
        return
    with serving(options.articles) as url, tempfile.TemporaryDirectory() as name:
        report(url, Path(name), options.articles)


@contextmanager
def serving(articles: int) -> Iterator[str]:
    """Serve a site of so many *articles* from a process of its own; gives its address."""
    command = [sys.executable, str(HERE / "discovery_site.py"), str(articles)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        yield server.stdout.readline().strip()
        server.stdin.close()


def report(url: str, folder: Path, articles: int) -> None:
    """Make the three runs and print them."""
    columns = ("run", "articles", "requests", "ratio", "repeated", "memory MB", "seconds")
    table = Table(*columns, title=f"{articles} articles")
    first = run(url, folder, 0)
    again = run(url, folder, 0.01)
    urllib.request.urlopen(f"{url}_grow?new={NEW}&corrected={CORRECTED}").close()
    grown = run(url, folder, 2)
    for name, stats in (
        ("first", first),
        ("nothing new", again),
        (f"{NEW} new, {CORRECTED} corrected", grown),
    ):
        new, changed = (int(stats.get(f"newscrawl/articles/{kind}", 0)) for kind in ("new", "changed"))
        base = articles if stats is first else first["requests"]
        table.add_row(
            name,
            f"{new} new, {changed} changed",
            str(stats["requests"]),
            f"{stats['requests'] / base:.2%}" if stats is not first else f"{stats['requests'] / base:.3f} an article",
            str(stats["repeated"]),
            f"{stats['memory_mb']:.0f}",
            f"{stats['seconds']:.0f}",
        )
    console = Console()
    console.print(table)
    for stats in (first, again, grown):
        console.print(stats["by_kind"])


if __name__ == "__main__":
    main()
