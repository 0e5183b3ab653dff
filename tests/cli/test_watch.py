"""`newscrawl watch` and `newscrawl status`, as a user runs them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from newscrawl.storage import Store, site_of
from newscrawl.storage.state.schedule import Schedule
from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import serving
from tests.waiting import PATIENCE, until

Run = Callable[..., "CompletedProcess[str]"]


def test_a_watch_crawls_what_is_due_and_ends_cleanly_when_told(
    newscrawl: Run, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with serving(small_site()) as site, Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as store:
        schedule, name = Schedule(store.database), site_of(site.url)
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}"\nevery = "5h"\n')
        log = tmp_path / "watch.log"
        with log.open("w") as said:
            watching = subprocess.Popen(
                [sys.executable, "-m", "newscrawl", "watch"],
                cwd=tmp_path,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stderr=said,
            )
        request.addfinalizer(watching.kill)
        until(watching, lambda: bool(schedule.runs(name)))
        now = datetime.now(UTC)
        with store.database.writing() as connection:
            connection.exec_driver_sql("UPDATE schedule SET next_run = '2020-01-01T00:00:00Z'")
        site.free = site.asked.total()
        until(watching, lambda: site.asked.total() > site.free)
        watching.send_signal(signal.SIGTERM)
        until(watching, lambda: "stopping" in log.read_text())
        site.release.set()
        assert watching.wait(PATIENCE) == 0
        assert "Traceback" not in log.read_text()
        state = schedule.state(name)
        assert (state.holder, len(schedule.runs(name))) == (None, 2)
        assert schedule.runs(name)[0].outcome == "stopped"
        assert state.next_run is not None
        assert state.next_run < now

    shown = json.loads(newscrawl("status", "--json").stdout)
    assert [(one["site"], one["outcome"]) for one in shown] == [(name, "stopped")]
    assert name in newscrawl("status", "--fail-if-stale", "6h").stdout
    with (
        Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as store,
        store.database.writing() as connection,
    ):
        old = (now - timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%SZ")
        connection.exec_driver_sql(f"UPDATE runs SET ended_at = '{old}'")
    late = newscrawl("status", "--fail-if-stale", "6h")
    assert late.returncode == 1
    assert f"STALE for more than 6h: {name}" in late.stderr
    assert newscrawl("status", "--fail-if-stale", "soon").returncode == 2
