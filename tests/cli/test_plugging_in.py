"""Settings, a sink and a publisher of one's own, from outside the package, work with every command that crawls."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import Site, serving
from tests.storage.conftest import postgresql_database  # noqa: F401
from tests.waiting import PATIENCE, until

Run = Callable[..., "CompletedProcess[str]"]

SETTINGS = """
from newscrawl.settings import *

ITEM_PIPELINES = {**ITEM_PIPELINES, "mine.Sink": 900}
NEWSCRAWL_PUBLISHERS = "mine"
NEWSCRAWL_CONTACT = "desk@mine.example"
AUTOTHROTTLE_ENABLED = False
"""
SPIDERS = """
from newscrawl.spiders.news import NewsSpider


class MineSpider(NewsSpider):
    name = "mine"
"""
MODULE = """
from web_poet import field
from newscrawl.publishers.page import NewsArticlePage
from newscrawl.publishers.publisher import Publisher


class Sink:
    def __init__(self, name):
        self.name = name

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler.settings.get("SINK_FILE", "sink.txt"))

    def process_item(self, item):
        with open(self.name, "a") as file:
            print(item.url, item.section, file=file)
        return item


class MyPage(NewsArticlePage):
    @field
    def section(self):
        return "mine"


MINE = Publisher(hosts=("127.0.0.1", "127.0.0.2"), page=MyPage)
"""


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[list[Site]]:
    (tmp_path / "mine.py").write_text(MODULE)
    (tmp_path / "mysettings.py").write_text(SETTINGS)
    with serving(small_site()) as one, serving(small_site(), "127.0.0.2") as other:
        (tmp_path / "sites.toml").write_text("".join(f'[[site]]\nurl = "{site.url}"\n' for site in (one, other)))
        yield [one, other]


def seen(folder: Path, name: str = "sink.txt") -> list[str]:
    """Return the lines of the sink, those of whole articles."""
    file = folder / name
    return [line for line in file.read_text().splitlines() if line.endswith(" mine")] if file.exists() else []


def all_of(sites: list[Site]) -> set[str]:
    return {f"{site.url[:-1]}{path} mine" for site in sites for path in site.pages if path.startswith("/news/")}


@pytest.mark.parametrize("processes", ["1", "2"])
def test_with_crawl(newscrawl: Run, tmp_path: Path, sites: list[Site], processes: str) -> None:
    words = ("--sites", "sites.toml", "--settings", "mysettings", "--processes", processes, "--set", "SINK_FILE=b.txt")
    done = newscrawl("crawl", *words)
    assert done.returncode == 0, done.stderr
    assert set(seen(tmp_path, "b.txt")) == all_of(sites)
    assert "desk@mine.example" in next(iter(sites[0].agents))


def test_a_spider_of_one_s_own_is_named_in_the_command_and_in_the_list(
    newscrawl: Run, tmp_path: Path, sites: list[Site]
) -> None:
    (tmp_path / "myspiders.py").write_text(SPIDERS)
    (tmp_path / "mysettings.py").write_text(f"{SETTINGS}\nSPIDER_MODULES = ['newscrawl.spiders', 'myspiders']\n")
    done = newscrawl("crawl", sites[0].url, "--spider", "mine", "--settings", "mysettings")
    assert done.returncode == 0, done.stderr
    (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{sites[1].url}"\nspider = "mine"\n')
    assert newscrawl("crawl", "--sites", "sites.toml", "--settings", "mysettings").returncode == 0
    assert set(seen(tmp_path)) == all_of(sites)
    done = newscrawl("crawl", sites[0].url, "--spider", "mien", "--settings", "mysettings")
    assert (done.returncode, "did you mean mine?" in done.stderr) == (2, True)
    assert "there is no spider 'mine'" in newscrawl("sites", "check").stderr


def test_with_scrapy_s_own_command(scrapy_crawl: Callable[..., object], tmp_path: Path, sites: list[Site]) -> None:
    pipelines = '{"mine.Sink": 900}'
    scrapy_crawl("news", sites[0].url, NEWSCRAWL_PUBLISHERS="mine", ITEM_PIPELINES=pipelines)
    assert set(seen(tmp_path)) == all_of(sites[:1])


def test_with_watch(newscrawl: Run, tmp_path: Path, sites: list[Site], request: pytest.FixtureRequest) -> None:
    command = [sys.executable, "-m", "newscrawl", "watch", "--settings", "mysettings", "--set", "SINK_FILE=b.txt"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    watching = subprocess.Popen(command, cwd=tmp_path, env=environment)
    request.addfinalizer(watching.kill)
    until(watching, lambda: set(seen(tmp_path, "b.txt")) == all_of(sites))
    watching.send_signal(signal.SIGTERM)
    assert watching.wait(PATIENCE) == 0


def test_with_worker(
    tmp_path: Path,
    sites: list[Site],
    postgresql_database: str,  # noqa: F811
    request: pytest.FixtureRequest,
) -> None:
    pytest.importorskip("procrastinate", reason="pip install 'newscrawl[cluster]'")
    (tmp_path / "mysettings.py").write_text(f"{SETTINGS}\nNEWSCRAWL_STORE = {postgresql_database!r}\n")
    command = [sys.executable, "-m", "newscrawl", "worker", "--settings", "mysettings", "--processes", "1"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("NEWSCRAWL_STORE", None)
    working = subprocess.Popen(command, cwd=tmp_path, env=environment)
    request.addfinalizer(working.kill)
    until(working, lambda: set(seen(tmp_path)) == all_of(sites))
    working.send_signal(signal.SIGTERM)
    assert working.wait(PATIENCE) == 0


def test_a_page_object_of_the_list(newscrawl: Run, tmp_path: Path, sites: list[Site]) -> None:
    (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{sites[0].url}"\npage = "mine:MyPage"\n')
    done = newscrawl("crawl", "--sites", "sites.toml", "--feed", "feed.jsonl")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "feed.jsonl").read_text().count('"section": "mine"') == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--settings", "nowhere"), "nowhere"),
        (("--set", "LOG_LEVEL"), "NAME=VALUE"),
        (("--set", "NEWSCRAWL_PUBLISHERS=nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    newscrawl: Run, sites: list[Site], words: tuple[str, ...], said: str
) -> None:
    done = newscrawl("crawl", sites[0].url, *words)
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
