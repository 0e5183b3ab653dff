"""`newscrawl replay --queue`: machines that share the files of an archive through one PostgreSQL store."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newscrawl.spiders.archived_files import selection_of
from newscrawl.storage import Store
from tests.archive.building import packed
from tests.archive.sources.serving import FileServer, served
from tests.cli.test_replay import month, story
from tests.cli.test_worker import url, work  # noqa: F401
from tests.storage.conftest import postgresql_database  # noqa: F401
from tests.waiting import until

Work = Callable[..., "subprocess.Popen[str]"]

ALL = selection_of({"since": "2026-01-01", "until": "2026-02-01"})


def queued(server: FileServer, folder: Path, store: str, *words: str) -> tuple[int, str]:
    """Queue the month; return exit code and what is said."""
    base = ("--store", store, "--set", f"NEWSCRAWL_COMMON_CRAWL={server.base}/")
    command = [sys.executable, "-m", "newscrawl", "replay", *words, "--queue", *base]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    return ran.returncode, " ".join((ran.stdout + ran.stderr).split())


def test_a_file_of_a_machine_that_dies_goes_on_elsewhere(tmp_path: Path, url: str, work: Work) -> None:  # noqa: F811
    first, second = [story(n) for n in range(3)], [story(n) for n in range(3, 6)]
    (tmp_path / "sites.toml").write_text('[[site]]\nurl = "http://127.0.0.1:9/"\nevery = "1d"\n')
    with served(files=month(1, d10h00=first, d20h00=second)) as server, Store.open(url) as store:
        # The stream of the first machine ends within a record, and it waits to ask for the rest.
        server.tear_after = len(packed(*first[:2]))
        assert queued(server, tmp_path, url, "cc-news:2026-01")[1].startswith("0 of 2 files read, 2 queued now")
        assert "0 queued now, 2 before" in queued(server, tmp_path, url, "cc-news:2026-01")[1]
        one = work("one", "--dead-after", "3")
        until(one, lambda: any(path.endswith(".warc.gz") for path, _ in server.asked))
        one.kill()
        server.tear_after = None
        two = work("two", "--dead-after", "3")
        until(two, lambda: len(list(store.records())) == 6)
        until(two, lambda: all(one.done for one in store.replayed.all_of(ALL).values()))
        assert "2 of 2 files read" in queued(server, tmp_path, url, "cc-news:2026-01")[1]
        assert sorted(record["headline"] for record in store.records()) == [f"Harbour {n} in town" for n in range(6)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("here.warc.gz",), "only files of servers can be queued"),
        (("http://127.0.0.1:9/a.warc.gz", "--again"), "--queue goes with none of"),
        (("http://127.0.0.1:9/a.warc.gz",), "a queue is part of a PostgreSQL store"),
    ],
)
def test_what_cannot_be_queued_is_told(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    (tmp_path / "here.warc.gz").write_bytes(packed(story(1)))
    code, told = queued(FileServer(), tmp_path, "sqlite:///store.db", *words)
    assert (code, said in told) == (2, True), told
