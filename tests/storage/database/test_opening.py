"""What happens when a store is opened: made, upgraded, or refused in one line."""

import sqlite3
import sys
from pathlib import Path

import attrs
import pytest
import sqlalchemy as sa

from newscrawl.items import as_record
from newscrawl.storage import Store, StoreError
from newscrawl.storage.database import sqlite
from newscrawl.storage.database.address import is_postgresql, parse
from newscrawl.storage.database.migrations import VERSION
from newscrawl.storage.database.tables import counters
from tests.storage.builders import SITE, article

VERSION_1 = Path(__file__).parent / "version_1.sql"


def refusal(url: str, **options: bool) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(url, **options)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_folder_is_made(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/new/folder/store.db").close()
    assert (tmp_path / "new/folder/store.db").exists()


def test_reopened_store_has_what_was_saved(store: Store, store_url: str) -> None:
    store.save(article())
    with Store.open(store_url) as again:
        assert len(list(again.articles())) == 1


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "choose another store" in refusal(f"sqlite:///{tmp_path}/file/store.db")


def test_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_text("this is a text, and a long one" * 100)
    assert "choose another path" in refusal(f"sqlite:///{tmp_path}/store.db")


def test_missing_store_is_not_made_unasked(tmp_path: Path) -> None:
    assert "crawl first" in refusal(f"sqlite:///{tmp_path}/store.db", create=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", ["mongodb://localhost/x", "oracle://localhost/x"])
def test_unknown_kind_of_url(url: str) -> None:
    assert "sqlite:///FILE" in refusal(url)


def test_server_that_does_not_answer() -> None:
    pytest.importorskip("psycopg")
    assert "check that the server runs" in refusal("postgresql+psycopg://someone:secret@127.0.0.1:1/x")


def test_password_is_not_shown() -> None:
    pytest.importorskip("psycopg")
    assert "secret" not in refusal("postgresql+psycopg://someone:secret@127.0.0.1:1/x")


@pytest.mark.parametrize(
    "url",
    [
        "postgres://someone:s3cret@127.0.0.1:1/x",
        "postgresql://someone:s3cret@127.0.0.1:1/x",
        " postgresql+psycopg://someone:s3cret@127.0.0.1:1/x",
        "postgresql+psycopg://someone:s3cret@127.0.0.1:port/x",
        "postgresql+psycopg://someone:s3cret@127.0.0.1:99999/x",
        "postgresql+psycopg://someone:s3cret@127.0.0.1:-1/x",
        "postgresql+psycopg://someone:s3cret@[::1/x",
        "postgresql//someone:s3cret@127.0.0.1/x",
        "postgresql:someone:s3cret@127.0.0.1/x",
        "postgresql+asyncpg9://someone:s3cret@127.0.0.1/x",
        "someone:s3cret@127.0.0.1/x",
        "s3cret@127.0.0.1/x",
        "mysql://someone:s3cret@127.0.0.1/x",
        "postgresql://127.0.0.1:1/x?password=s3cret",
        "postgresql://127.0.0.1:1/x?user=a&PASSWORD=s3cret&sslpassword=s3cret",
        "postgres//127.0.0.1/x?password=s3cret",
        "host=127.0.0.1 password=s3cret",
        "host=127.0.0.1 password='s3cret with blanks'",
        "postgresql://127.0.0.1:1/x?connect_timeout=s3cret&password=s3cret",
        "sqlite://someone:s3cret@/x",
        "postgres://someone:s3cret@with@signs@127.0.0.1:1/x",
    ],
)
def test_no_message_shows_a_password(url: str) -> None:
    pytest.importorskip("psycopg")
    assert "s3cret" not in refusal(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "POSTGRES", "postgresql+psycopg"])
def test_each_name_of_postgresql_means_psycopg(scheme: str) -> None:
    url = parse(f" {scheme}://me@db.example.org/news\n")
    assert (url.drivername, url.host, url.database) == ("postgresql+psycopg", "db.example.org", "news")
    assert is_postgresql(f"{scheme}://me@db.example.org/news")


@pytest.mark.parametrize("port", ["port", "0", "-1", "65536", "99999999999", "1.5"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert "port" in refusal(f"postgresql://127.0.0.1:{port}/x")


def test_missing_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "[postgres]'" in refusal("postgresql+psycopg://127.0.0.1/x")


def test_locked_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process is writing"):
            store.save(article())
        other.execute("ROLLBACK")
        assert store.save(article()).outcome == "new"
        other.close()


def test_a_wait_that_is_no_number_is_refused(tmp_path: Path) -> None:
    assert "timeout=long" in refusal(f"sqlite:///{tmp_path}/store.db?timeout=long")


def test_newer_store_is_refused(store: Store, store_url: str) -> None:
    with store.database.writing() as connection:
        newer = sa.update(counters).where(counters.c.name == "schema").values(value=VERSION + 1)
        connection.execute(newer)
    assert "upgrade newscrawl" in refusal(store_url)


def test_store_of_version_1_is_upgraded(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "store.db")
    old.executescript(VERSION_1.read_text("utf-8"))
    old.close()
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        kept = [as_record(attrs.evolve(article(number), contentHash=None)) for number in (1, 2)]
        assert list(store.records()) == kept
        assert [hit.url for hit in store.search("segou case 2")] == [f"{SITE}/posts/story-2"]
        assert store.save(article(1)).outcome == "unchanged"
        assert store.save(article(1, headline="Corrected", fetchedAt="2026-04-01")).outcome == "changed"


def test_store_without_indexes_is_upgraded(store_url: str) -> None:
    with Store.open(store_url) as store:
        store.save_batch([article(1), article(2)])
        with store.database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE texts")
            connection.exec_driver_sql("DROP TABLE sketches")
            connection.execute(sa.update(counters).where(counters.c.name == "schema").values(value=1))
    with Store.open(store_url) as store:
        assert [hit.url for hit in store.search("segou case 2")] == [f"{SITE}/posts/story-2"]


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.executescript("CREATE TABLE counters (name TEXT, value INTEGER); CREATE TABLE notes (text TEXT)")
    other.close()
    before = path.read_bytes()
    for create in (True, False):
        assert "another program's database" in refusal(f"sqlite:///{path}", create=create)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_foreign_mark_is_refused_whatever_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with Store.open(f"sqlite:///{path}"):
        pass
    other = sqlite3.connect(path)
    other.execute("PRAGMA application_id = 252006673")
    other.close()
    assert "another program's database" in refusal(f"sqlite:///{path}")


def test_an_empty_file_is_no_store_unless_one_is_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    assert "crawl first" in refusal(f"sqlite:///{path}", create=False)
    Store.open(f"sqlite:///{path}").close()


def test_a_store_is_marked_and_an_older_one_is_when_it_is_upgraded(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/new.db").close()
    old = sqlite3.connect(tmp_path / "old.db")
    old.executescript(VERSION_1.read_text("utf-8"))
    old.close()
    Store.open(f"sqlite:///{tmp_path}/old.db").close()
    for name in ("new.db", "old.db"):
        assert (tmp_path / name).read_bytes()[68:72] == b"nwsc"


def test_a_store_that_may_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    with Store.open(url) as store:
        store.save(article())
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    monkeypatch.setattr(sqlite.os, "access", lambda *_: False)
    with Store.open(url, create=False) as store:
        assert len(list(store.records())) == 1
        with pytest.raises(StoreError, match="readonly"):
            store.save(article(2))
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_the_log_is_brought_into_the_file_when_nobody_writes(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        store.save(article())
        assert (tmp_path / "store.db-wal").stat().st_size > 0
        store.rest()
        assert (tmp_path / "store.db-wal").stat().st_size == 0


def test_an_older_store_looks_near_duplicates_up_as_cheaply_as_a_new_one(tmp_path: Path) -> None:
    def tuning(path: Path) -> list[tuple[str, int]]:
        with Store.open(f"sqlite:///{path}") as store, store.database.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql("SELECT k, v FROM sketches_config ORDER BY k")]

    Store.open(f"sqlite:///{tmp_path}/old.db").close()
    old = sqlite3.connect(tmp_path / "old.db")
    old.executescript("INSERT INTO sketches (sketches, rank) VALUES ('automerge', 4), ('pgsz', 4050)")
    old.execute("UPDATE counters SET value = 18 WHERE name = 'schema'")
    old.commit()
    old.close()
    assert tuning(tmp_path / "old.db") == tuning(tmp_path / "new.db")
