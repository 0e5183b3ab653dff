"""What tests of several rooms share: a crawl in a process of its own, as a user starts one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import settings

from tests.waiting import PATIENCE

# A machine that is busy otherwise is slow: time is for the benchmarks.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parent.parent


@attrs.frozen
class CrawlResult:
    """What a `scrapy crawl` gave: exit code, log, and the records of its feed."""

    code: int
    log: str
    records: list[dict[str, Any]]

    def stat(self, name: str) -> int:
        """Return a number from the stats that Scrapy logs at the end, 0 where it is not there."""
        lines = (line for line in self.log.splitlines() if f"'{name}':" in line)
        return int(next(lines, ": 0").rsplit(":", 1)[1].strip(" ,}"))


@pytest.fixture
def scrapy_crawl(tmp_path: Path) -> Callable[..., CrawlResult]:
    """Return `crawl(spider, url, **settings)`, which runs `scrapy crawl` on a store that lasts for the test."""
    runs = iter(range(1000))

    def crawl(spider: str, url: str, arguments: tuple[str, ...] = (), **settings: Any) -> CrawlResult:
        feed = tmp_path / f"feed-{next(runs)}.jsonl"
        unhurried = {"AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, **settings}
        command = [sys.executable, "-m", "scrapy", "crawl", spider, "-a", f"url={url}", "-O", str(feed)]
        command += [part for name, value in unhurried.items() for part in ("-s", f"{name}={value}")]
        command += [part for argument in arguments for part in ("-a", argument)]
        environment = os.environ | {
            "NEWSCRAWL_STORE": f"sqlite:///{tmp_path}/store.db",
            "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE)
        lines = feed.read_text("utf-8").splitlines() if feed.exists() else []
        return CrawlResult(done.returncode, done.stdout + done.stderr, [json.loads(line) for line in lines])

    return crawl


@pytest.fixture
def newscrawl(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return `run(*words)`, which runs the newscrawl command in an empty folder of the test's."""

    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "newscrawl", *words]
        variables = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100", **environment}
        variables.pop("NEWSCRAWL_STORE", None) if "NEWSCRAWL_STORE" not in environment else None
        return subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=PATIENCE)

    return run
