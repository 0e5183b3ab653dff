"""`newscrawl worker`: machines that share the sites of a list through one PostgreSQL store."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from subprocess import CompletedProcess
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import sqlalchemy as sa

from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.timetable.due import due
from newscrawl.storage import Store, site_of
from newscrawl.storage.state.schedule import Schedule
from tests.cli.test_crawl_list import small_site
from tests.cli.test_seen_from_outside import free_port
from tests.conftest import ROOT
from tests.spiders.serving import Site, serving
from tests.storage.conftest import postgresql_database  # noqa: F401
from tests.waiting import PATIENCE, until

pytest.importorskip("procrastinate", reason="pip install 'newscrawl[cluster]'")

Run = Callable[..., "CompletedProcess[str]"]
MACHINES = ("one", "two", "three")
HOSTS = 40


@pytest.fixture
def url(postgresql_database: str) -> str:  # noqa: F811
    """The store that all workers share, empty, without a queue."""
    engine = sa.create_engine(postgresql_database)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    Store.open(postgresql_database).close()
    return postgresql_database


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    """A small site on each of many hosts, and a second one on the first host."""
    with ExitStack() as stack:
        addresses = ["127.0.1.1", *(f"127.0.1.{number}" for number in range(1, HOSTS + 1))]
        yield [stack.enter_context(serving(small_site(), address)) for address in addresses]


@pytest.fixture
def work(tmp_path: Path, url: str) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Return `work(machine, *words)`, which starts a worker as on a machine of that name."""
    with ExitStack() as stack:

        def start(machine: str, *words: str) -> "subprocess.Popen[str]":
            names = {"NEWSCRAWL_MACHINE": machine, "NEWSCRAWL_CONTACT": f"{machine}@example.org"}
            log = stack.enter_context((tmp_path / f"{machine}.log").open("w"))
            started = subprocess.Popen(
                [sys.executable, "-m", "newscrawl", "worker", "--processes", "1", *words],
                cwd=tmp_path,
                env=os.environ | {"PYTHONPATH": str(ROOT), "NEWSCRAWL_STORE": url, **names},
                stderr=log,
            )
            stack.callback(started.wait)
            stack.callback(started.kill)
            return started

        yield start


def metric(port: int, name: str) -> float:
    """Return what the worker at *port* says of *name*, 0 before it says anything."""
    try:
        text = urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
    except URLError:
        return 0.0
    values = [float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(f"{name} ")]
    return sum(values)


def listed(sites: list[Site]) -> str:
    return "".join(f'[[site]]\nurl = "{site.url}"\nevery = "1d"\n' for site in sites)


def machine_of(holder: str | None) -> str:
    return (holder or "").partition(":")[0]


def stays(sites: list[Site]) -> list[tuple[float, float]]:
    """Return from when to when each machine asked for each of *sites*, in order."""
    found: dict[tuple[str, str], list[float]] = {}
    for site in sites:
        for came, left, agent in site.visits:
            found.setdefault((site.url, agent), []).extend((came, left))
    return sorted((min(times), max(times)) for times in found.values())


def test_three_machines_share_the_sites_and_finish_those_of_one_that_dies(
    sites: list[Site], work: Callable[..., "subprocess.Popen[str]"], url: str, tmp_path: Path
) -> None:
    names = [site_of(site.url) for site in sites]
    (tmp_path / "sites.toml").write_text(listed(sites))
    sites[0].free = 2
    with Store.open(url) as store:
        schedule = Schedule(store.database)
        workers = {name: work(name, "--at-once", "8", "--dead-after", "6") for name in MACHINES}
        until(workers["one"], lambda: sites[0].asked.total() > sites[0].free)
        victim = machine_of(schedule.state(names[0]).holder)
        held = {name: state.holder for name, state in schedule.states().items() if machine_of(state.holder) == victim}
        workers[victim].kill()
        for holder in set(held.values()):
            os.kill(int((holder or "").partition(":")[2]), signal.SIGKILL)
        sites[0].free = 10**9
        sites[0].release.set()
        living = [worker for name, worker in workers.items() if name != victim]
        until(living[0], lambda: set(schedule.last_runs(["finished"])) == set(names))
        for worker in living:
            worker.send_signal(signal.SIGTERM)
        assert [worker.wait(timeout=PATIENCE) for worker in living] == [0, 0]

        assert len(held) > 1
        assert {name: [run.outcome for run in schedule.runs(name)] for name in names} == {
            name: ["finished"] for name in names
        }
        assert all(state.holder is None for state in schedule.states().values())
        articles = Counter(record["canonicalUrl"] for record in store.records())
        assert articles == Counter(f"{site.url}{path[1:]}" for site in sites for path in site.pages if path != "/")

    for host in (sites[:2], *([site] for site in sites[2:])):
        assert all(left <= came for (_, left), (came, _) in pairwise(stays(host)))
    agents = [{agent for _, _, agent in site.visits} for site in sites]
    assert len(agents[0]) == 2
    assert len(set.union(*agents)) == 3
    assert [len(found) for found, name in zip(agents, names, strict=True) if name not in held] == [1] * (
        len(sites) - len(held)
    )


def test_a_worker_that_is_told_to_stop_leaves_its_site_due(
    sites: list[Site], work: Callable[..., "subprocess.Popen[str]"], url: str, tmp_path: Path
) -> None:
    name, port = site_of(sites[2].url), free_port()
    (tmp_path / "sites.toml").write_text(listed(sites[2:3]))
    sites[2].free = 3
    with Store.open(url) as store:
        schedule = Schedule(store.database)
        worker = work("one", "--log-format", "json", "--metrics", str(port))
        until(worker, lambda: sites[2].asked.total() > sites[2].free)
        until(worker, lambda: metric(port, "newscrawl_pages_total") > 0)
        worker.send_signal(signal.SIGTERM)
        until(worker, lambda: "stopping" in (tmp_path / "one.log").read_text())
        sites[2].release.set()
        assert worker.wait(timeout=PATIENCE) == 0
        state, (run, *earlier) = schedule.state(name), schedule.runs(name)
        assert (run.outcome, state.holder, earlier) == ("stopped", None, [])
        assert due([SiteEntry(url=sites[2].url)], {name: state}, datetime.now(UTC))
        entries = [json.loads(line) for line in (tmp_path / "one.log").read_text().splitlines()]
        assert any("stopped" in entry["message"] for entry in entries)

        sites[2].free = 10**9
        again = work("two")
        until(again, lambda: schedule.runs(name)[0].outcome == "finished")


def test_a_worker_asks_no_more_of_a_site_that_went_to_another(
    work: Callable[..., "subprocess.Popen[str]"], url: str, tmp_path: Path
) -> None:
    with serving(small_site(articles=400), "127.0.1.1") as site, Store.open(url) as store:
        schedule, name = Schedule(store.database), site_of(site.url)
        (tmp_path / "sites.toml").write_text(listed([site]))
        worker = work("one", "--dead-after", "5")
        until(worker, lambda: site.asked.total() > 4)
        now = datetime.now(UTC)
        holder = schedule.state(name).holder
        assert schedule.lease(name, "another:1", now, now + timedelta(hours=1), instead_of=holder)
        until(worker, lambda: "lost to another process" in (tmp_path / "one.log").read_text())
        assert site.asked.total() < 300
        assert schedule.state(name).holder == "another:1"
        assert schedule.runs(name) == []


def test_without_its_library_the_worker_says_what_to_install(newscrawl: Run, tmp_path: Path) -> None:
    (tmp_path / "procrastinate.py").write_text("raise ModuleNotFoundError('none', name='procrastinate')")
    done = newscrawl("worker", "--store", "postgresql+psycopg://127.0.0.1/none")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "[cluster]'" in done.stderr
