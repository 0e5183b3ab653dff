"""`newscrawl crawl --processes`: every site once, whatever happens to a process."""

import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from newscrawl.storage import Store, site_of
from newscrawl.storage.schedule import Schedule
from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import serving
from tests.waiting import until


def test_the_sites_of_a_crashed_process_are_finished_by_another(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(serving(small_site())) for _ in range(4)]
        store = stack.enter_context(Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db"))
        schedule = Schedule(store.database)
        sites[0].free = 2
        names = [site_of(site.url) for site in sites]
        crawling = subprocess.Popen(
            [
                *(sys.executable, "-m", "newscrawl", "crawl", *(site.url for site in sites)),
                *("--processes", "2", "--feed", "all.jsonl"),
            ],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        request.addfinalizer(crawling.kill)
        until(crawling, lambda: sites[0].asked.total() > sites[0].free)
        until(crawling, lambda: schedule.state(names[0]).holder is not None)
        os.kill(int((schedule.state(names[0]).holder or "").rpartition(":")[2]), signal.SIGKILL)
        sites[0].release.set()
        sites[0].free = 10**9
        shown, said = crawling.communicate(timeout=120)
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
