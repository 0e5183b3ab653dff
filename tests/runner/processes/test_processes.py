"""`newscrawl crawl --processes`: every site once, whatever happens to a process."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from newscrawl.runner.processes.supervisor import Sharing
from newscrawl.runner.running.crawls import Crawl
from newscrawl.storage import Store, site_of
from newscrawl.storage.state.schedule import Schedule
from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import Site, serving
from tests.waiting import PATIENCE, until


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    """Four small sites, the first of which answers twice and then waits."""
    with ExitStack() as stack:
        found = [stack.enter_context(serving(small_site())) for _ in range(4)]
        found[0].free = 2
        yield found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The store that the crawl writes to."""
    with Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as opened:
        yield opened


@pytest.fixture
def crawling(sites: list[Site], store: Store, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A crawl of the sites by two processes."""
    words = [sys.executable, "-m", "newscrawl", "crawl", *(site.url for site in sites), "--processes", "2"]
    started = subprocess.Popen(
        [*words, "--feed", "all.jsonl"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield started
    started.kill()


def kill_crawler_of(site: Site, crawling: "subprocess.Popen[str]", schedule: Schedule, but: int = 0) -> int:
    """Kill the process that holds *site*, once it is another than *but*; return its number."""

    def holder() -> int:
        return int((schedule.state(site_of(site.url)).holder or ":0").rpartition(":")[2])

    until(crawling, lambda: holder() not in (0, but))
    os.kill(holder(), signal.SIGKILL)
    return holder()


def test_the_sites_of_a_crashed_process_are_finished_by_another(
    sites: list[Site], store: Store, crawling: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    schedule, names = Schedule(store.database), [site_of(site.url) for site in sites]
    until(crawling, lambda: sites[0].asked.total() > sites[0].free)
    kill_crawler_of(sites[0], crawling, schedule)
    sites[0].release.set()
    sites[0].free = 10**9
    shown, said = crawling.communicate(timeout=PATIENCE)
    assert crawling.returncode == 0, said
    assert "a crawling process crashed (exit code -9)" in said
    assert names[0] in said
    assert all(shown.count(name) == 1 for name in names)
    records = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    urls = {record["url"] for record in store.records()}
    assert len(urls) == 12
    assert {record["url"] for record in records} <= urls
    assert {site_of(record["url"]) for record in records} == set(names)
    assert [run.outcome for name in names for run in schedule.runs(name)] == ["finished"] * 4
    assert all(schedule.state(name).holder is None for name in names)


def test_a_site_over_which_two_processes_crash_is_given_up_and_takes_no_other_along(
    sites: list[Site], store: Store, crawling: "subprocess.Popen[str]"
) -> None:
    schedule, names = Schedule(store.database), [site_of(site.url) for site in sites]
    until(crawling, lambda: sites[0].asked.total() > sites[0].free)
    first = kill_crawler_of(sites[0], crawling, schedule)
    kill_crawler_of(sites[0], crawling, schedule, but=first)
    _, said = crawling.communicate(timeout=PATIENCE)
    assert crawling.returncode == 1, said
    assert said.count("a crawling process crashed (exit code -9)") == 2
    assert f"{names[0]}: given up" in said
    assert [schedule.runs(name)[0].outcome for name in names] == ["crashed", *["finished"] * 3]
    assert schedule.state(names[0]).holder is None
    assert schedule.state(names[0]).failures == 1
    assert sum(1 for record in store.records() if site_of(record["url"]) != names[0]) == 9


def test_each_site_is_told_of_whatever_process_crawls_it(sites: list[Site], tmp_path: Path) -> None:
    two = sites[:2]
    two[1].free = 2
    sharing = Sharing({"NEWSCRAWL_STORE": f"sqlite:///{tmp_path}/news.db"}, 2, 1, None, pytest.fail)
    for site in two:
        sharing.add([Crawl("news", {"url": site.url})])
    sharing.close()
    far: dict[str, int] = {}
    while sharing.step():
        far |= {name: tally.pages for name, tally in sharing.by_site().items()}
        if all(far.get(site_of(site.url)) for site in two):
            for site in two:
                site.release.set()
    assert far.keys() == {site_of(site.url) for site in two}
    assert sharing.by_site() == {}
