"""`newscrawl worker`: machines that share the sites of a list through one PostgreSQL store."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from newscrawl.storage import Store, site_of
from newscrawl.storage.schedule import Schedule
from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import Site, serving
from tests.storage.conftest import postgresql_database  # noqa: F401
from tests.waiting import until

pytest.importorskip("procrastinate", reason="pip install 'newscrawl[cluster]'")

Run = Callable[..., "CompletedProcess[str]"]
MACHINES = ("one", "two", "three")
HOSTS = 40


@pytest.fixture
def url(postgresql_database: str) -> str:  # noqa: F811
    """The store that all workers share."""
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
        assert [worker.wait(timeout=60) for worker in living] == [0, 0]

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
