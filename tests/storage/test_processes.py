"""What holds when several processes write to one store, and when one is killed."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from newscrawl.storage import Store
from newscrawl.storage.exports.export import export_articles
from tests.storage.builders import article, links_of
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]


def start(url: str, process: int, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.storage.writing_process", url, str(process), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def stored(store: Store) -> Counter[str | None]:
    return Counter(known.url for known in store.known("paper.example"))


def test_several_processes_write_to_one_store(store: Store, store_url: str, tmp_path: Path) -> None:
    running = [start(store_url, process, 60) for process in range(3)]
    outputs = [process.communicate(timeout=PATIENCE)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    lines = [line.split() for output in outputs for line in output.splitlines()]
    assert Counter(outcome for _, outcome in lines) == {"new": 140, "unchanged": 40}
    assert stored(store) == Counter({url for url, _ in lines})
    assert sum(link["kind"] == "listing" for link in links_of(store)) == 140
    assert export_articles(store, tmp_path / "a.jsonl").cursor == 140


def test_what_was_reported_stored_survives_kill_9(store: Store, store_url: str) -> None:
    process = start(store_url, 0, 100_000)
    assert process.stdout is not None
    reported = [process.stdout.readline().split()[0] for _ in range(250)]
    process.kill()
    reported += [line.split()[0] for line in process.stdout.read().split("\n")[:-1]]
    process.wait()
    with Store.open(store_url) as again:
        found = stored(again)
        assert set(reported) <= set(found)
        assert set(found.values()) == {1}
        assert sum(1 for _ in again.articles()) == len(found)


def count_elsewhere(path: Path) -> int:
    """Return how many articles another process finds in the file at *path*, which it opens and closes."""
    code = (
        "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM articles').fetchone())"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    return int(done.stdout)


def test_a_store_that_is_opened_again_takes_no_lock_from_what_has_it_open(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    with Store.open(url) as store:
        store.save(article(1))
        # Another crawl of this process. Without its lock on the file this one's log is taken for nobody's.
        Store.open(url).close()
        assert count_elsewhere(tmp_path / "store.db") == 1
        store.save(article(2))
        assert count_elsewhere(tmp_path / "store.db") == 2
