"""Nothing that is said may stop or hang a crawl: readers of standard error that have gone, or do not read."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.runner.output.safe_stream import SafeStream
from newscrawl.storage import Store, site_of
from newscrawl.storage.state.schedule import Schedule
from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import serving
from tests.waiting import PATIENCE, until


class Pipe:
    """Stands for standard error, with a reader that may be closed or not read."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.reader, self.writer = os.pipe()

    def fileno(self) -> int:
        return self.writer

    def flush(self) -> None:
        pass


@pytest.fixture
def pipe() -> Pipe:
    return Pipe()


def test_what_is_read_arrives(pipe: Pipe) -> None:
    SafeStream(lambda: pipe).write("über\n")
    assert os.read(pipe.reader, 100).decode() == "über\n"


def test_a_reader_that_has_gone_is_forgotten(pipe: Pipe) -> None:
    os.close(pipe.reader)
    stream = SafeStream(lambda: pipe)
    assert stream.write("one\n") == 4
    assert stream.write("two\n") == 4


def test_a_reader_that_does_not_read_is_waited_for_once(pipe: Pipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newscrawl.runner.output.safe_stream.PATIENCE_SECONDS", 0.01)
    stream = SafeStream(lambda: pipe)
    for _ in range(100):
        stream.write("x" * 4000 + "\n")
    while len(os.read(pipe.reader, 1 << 20)) == 1 << 20:
        pass
    stream.write("read again\n")
    assert os.read(pipe.reader, 1 << 20).decode().endswith("read again\n")


def crawl(url: str, folder: Path) -> "subprocess.Popen[bytes]":
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "newscrawl", "crawl", url, "--verbose"],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=writer,
            stderr=writer,
        )
    finally:
        os.close(writer)


def test_a_crawl_whose_readers_have_gone_is_made_and_recorded(tmp_path: Path) -> None:
    with serving(small_site()) as site:
        assert crawl(site.url, tmp_path).wait(PATIENCE) == 0
        with Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as store:
            assert len(list(store.records())) == 3
            state, (run,) = (
                Schedule(store.database).state(site_of(site.url)),
                Schedule(store.database).runs(site_of(site.url)),
            )
    assert (state.holder, run.outcome) == (None, "finished")


@pytest.mark.parametrize("numbers", [(signal.SIGTERM, signal.SIGINT), (signal.SIGHUP, signal.SIGTERM)])
def test_a_second_signal_ends_it_and_the_run_is_recorded_as_stopped(
    tmp_path: Path, numbers: tuple[signal.Signals, ...]
) -> None:
    with serving(small_site()) as site:
        site.free = 2
        running = crawl(site.url, tmp_path)
        until(running, lambda: site.asked.total() > 2)
        for number in numbers:
            running.send_signal(number)
        assert running.wait(PATIENCE) == 1
        with Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as store:
            (run,) = Schedule(store.database).runs(site_of(site.url))
            assert Schedule(store.database).state(site_of(site.url)).holder is None
    assert run.outcome == "stopped"
