"""Fixtures to run the `news` spider on a site that a test builds; import them where they are used."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.spiders.serving import Site, serving
from tests.waiting import PATIENCE

Crawl = Callable[..., dict[str, Any]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


def start() -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.spiders.news_run"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def ask(process: "subprocess.Popen[str]", site: Site, folder: Path, arguments: dict[str, str]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps([site.url, f"sqlite:///{folder}/store.db", arguments]) + "\n")
    process.stdin.flush()


@pytest.fixture(scope="module")
def worker() -> Iterator["subprocess.Popen[str]"]:
    process = start()
    yield process
    process.communicate(timeout=PATIENCE)


@pytest.fixture
def crawl(worker: "subprocess.Popen[str]", site: Site, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    def once(**arguments: str) -> dict[str, Any]:
        site.asked.clear()
        ask(worker, site, tmp_path, arguments)
        assert worker.stdout is not None
        result: dict[str, Any] = json.loads(worker.stdout.readline())
        result["paths"] = sorted("/" + url.removeprefix(site.url) for url in result["items"])
        return result

    return once
