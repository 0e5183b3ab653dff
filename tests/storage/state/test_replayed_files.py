"""How far an archive file is read is kept in the commit of the articles that were read of it until there."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from newscrawl.storage import Store, StoreUnavailable, Writer
from newscrawl.storage.database import sqlite
from newscrawl.storage.state.replayed_files import FileProgress, Reached
from tests.storage.builders import article

FILE = "https://archives.example/a.warc.gz"


def reached(position: int, **changes: object) -> Reached:
    values: dict[str, object] = {"file": FILE, "selection": "all", "position": position, "pages": position // 10}
    return Reached(**(values | changes))  # type: ignore[arg-type]


def progress(store: Store) -> FileProgress:
    return store.replayed.of(FILE, "all")


def test_what_became_of_articles_is_counted_where_they_are_committed(store: Store) -> None:
    with store.writer() as writer:
        for number in range(3):
            writer.submit(article(number), reached=reached(10 * number + 10))
    assert progress(store) == FileProgress(file=FILE, selection="all", position=30, pages=3, articles=3, new=3)
    with store.writer() as writer:
        writer.submit(article(1), origin="own archive", reached=reached(40, damaged=2))
    assert progress(store) == FileProgress(
        file=FILE, selection="all", position=40, pages=4, articles=4, new=3, unchanged=1, damaged=2
    )
    store.keep_reached(reached(50, done=True))
    assert (progress(store).new, progress(store).done) == (3, True)


def test_neither_stands_without_the_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = [attrs.evolve(store.prepare(article(n)), reached=reached(10 * n + 10)) for n in range(2)]

    def torn(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(type(store.replayed), "keep", torn)
        with pytest.raises(KeyboardInterrupt):
            store.save_prepared(prepared)
    assert (list(store.records()), progress(store).position) == ([], 0)
    store.save_prepared(prepared)
    assert (len(list(store.records())), progress(store).position) == (2, 20)


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Give a connection to the store, which is made, that keeps all others from writing."""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr("newscrawl.storage.articles.writer.AGAIN_SECONDS", 0.0)
    Store.open(f"sqlite:///{tmp_path}/store.db").close()
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_what_the_store_did_not_take_is_not_passed_over(tmp_path: Path, locked: sqlite3.Connection) -> None:
    """Articles behind one that was lost as the store was away are stored, and read once more by the next run."""
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store, Writer(store, patience=0.0) as writer:
        lost = writer.submit(article(1), reached=reached(10))
        assert isinstance(lost.exception(timeout=30), StoreUnavailable)
        locked.execute("ROLLBACK")
        assert writer.submit(article(2), reached=reached(20)).result(timeout=30).outcome == "new"
        assert progress(store).position == 0
