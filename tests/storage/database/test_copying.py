"""A store copied whole, to one SQLite file or into another store."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from sqlalchemy import Text, func, inspect, select

from newscrawl.fates import FateNote, Reason
from newscrawl.storage import Link, Page, Store, StoreError
from newscrawl.storage.database import copying
from newscrawl.storage.database.copying import copy_into, copy_store
from newscrawl.storage.database.tables import metadata
from newscrawl.storage.state.schedule import Schedule
from tests.storage.builders import SITE, article, links_of, people_of
from tests.storage.conftest import START


def test_a_copy_is_a_store_with_all_that_the_first_has(store: Store, tmp_path: Path) -> None:
    store.save_batch([article(number) for number in range(1, 8)])
    store.save(article(3, headline="Corrected", fetchedAt="2026-04-01T00:00:00Z"))
    store.add_links([Link(from_url=SITE, to_url=f"{SITE}/posts/story-1", kind="listing")])
    store.record_pages([Page(url=SITE, kind="listing", status=200, etag='"a"')])
    store.keep_note("paper.example", "rhythm", {"days": 3})
    Schedule(store.database).lease("paper.example", "someone", START, START)

    assert copy_store(store.database, tmp_path / "copy.db") == 7
    assert {path.name for path in tmp_path.iterdir()} - {"store.db", "store.db-wal", "store.db-shm"} == {"copy.db"}
    with Store.open(f"sqlite:///{tmp_path}/copy.db", create=False) as copy:
        assert list(copy.records()) == list(store.records())
        assert (links_of(copy), people_of(copy)) == (links_of(store), people_of(store))
        assert copy.history(f"{SITE}/posts/story-3") == store.history(f"{SITE}/posts/story-3")
        assert [hit.url for hit in copy.search("corrected")] == [f"{SITE}/posts/story-3"]
        assert copy.page(SITE) == store.page(SITE)
        assert copy.note("paper.example", "rhythm") == {"days": 3}
        assert Schedule(copy.database).states() == Schedule(store.database).states()


def test_a_copy_goes_on_where_the_first_stood(store: Store, tmp_path: Path) -> None:
    body = " ".join(f"word{number}" for number in range(120))
    first = store.save(article(1, articleBody=body))
    copy_store(store.database, tmp_path / "copy.db")
    with Store.open(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert copy.save(article(1, articleBody=body)).outcome == "unchanged"
        again = copy.save(article(50, articleBody=body))
        assert again.article_key > first.article_key
        assert again.duplicate_of == f"{SITE}/posts/story-1"


def test_a_copy_replaces_an_older_one(store: Store, tmp_path: Path) -> None:
    copy_store(store.database, tmp_path / "copy.db")
    store.save(article(1))
    assert copy_store(store.database, tmp_path / "copy.db") == 1
    with Store.open(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert len(list(copy.records())) == 1


@pytest.mark.parametrize(
    ("name", "says"), [("copy.txt", "must end in .db"), ("nowhere/copy.db", "choose another place")]
)
def test_a_copy_that_cannot_be_written_is_refused_in_a_line(store: Store, tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        copy_store(store.database, tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_store_is_not_copied_onto_itself(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        store.save(article(1))
        with pytest.raises(StoreError, match="the store itself"):
            copy_store(store.database, tmp_path / "store.db")
        assert len(list(store.records())) == 1


BODY = " ".join(f"word{number}" for number in range(120))


def address(store: Store) -> str:
    return store.database.engine.url.render_as_string(hide_password=False)


def filled(store: Store) -> None:
    """Put something into every table."""
    store.save_batch([article(number) for number in range(1, 8)])
    store.save(article(3, headline="Corrected «déjà» ”…” 𝄞", fetchedAt="2026-04-01T00:00:00Z"))
    store.add_links([Link(from_url=SITE, to_url=f"{SITE}/posts/story-1", kind="listing")])
    store.record_pages([Page(url=SITE, kind="listing", status=200, etag='"a"')])
    store.keep_note("paper.example", "rhythm", {"days": 3})
    Schedule(store.database).lease("paper.example", "someone", START, START)
    notes = [FateNote(site=SITE, url=f"{SITE}/{n}", reason=Reason.WASTE, detail="Ünd", at=START) for n in range(20)]
    store.record_fates(notes)
    with store.database.writing() as connection:
        for table in metadata.sorted_tables:
            if connection.scalar(select(func.count()).select_from(table)) == 0:
                values = {column.name: "x" if isinstance(column.type, Text) else 7 for column in table.c}
                connection.execute(table.insert(), values)


def contents(store: Store) -> dict[str, list[str]]:
    """Return every row of every table, and what the index of words knows."""
    with store.database.reading() as connection:
        rows = {table.name: sorted(map(repr, connection.execute(select(table)))) for table in metadata.sorted_tables}
    return rows | {"search": [hit.url for hit in store.search("corrected")]}


def test_a_store_goes_from_engine_to_engine_and_back_byte_for_byte(
    tmp_path: Path, clock: Callable[[], datetime], postgresql_store: str
) -> None:
    with Store.open(f"sqlite:///{tmp_path}/first.db", clock=clock) as first:
        filled(first)
        assert copy_into(first.database, postgresql_store) == 7
        with Store.open(postgresql_store, clock=clock) as second:
            assert contents(second) == contents(first)
            assert copy_into(second.database, f"sqlite:///{tmp_path}/third.db") == 7
            # The near-duplicates of later articles are found as before.
            assert second.save(article(9, articleBody=BODY)).outcome == "new"
            assert second.save(article(10, articleBody=BODY)).duplicate_of == f"{SITE}/posts/story-9"
        with Store.open(f"sqlite:///{tmp_path}/third.db", clock=clock) as third:
            assert contents(third) == contents(first)


def test_all_tables_of_a_store_are_copied_or_made_anew(store: Store) -> None:
    """A table that a later version adds is to be copied as well."""
    made_anew = {"texts", "sketches"}
    with store.database.reading() as connection:
        names = inspect(connection).get_table_names()
    shadows = {name for name in names if name.startswith(("texts_", "sketches_", "sqlite_", "procrastinate_"))}
    assert set(names) - shadows == set(metadata.tables) | made_anew


def test_a_store_that_holds_something_is_not_copied_into(store: Store, tmp_path: Path) -> None:
    store.keep_note("paper.example", "rhythm", {"days": 3})
    with Store.open(f"sqlite:///{tmp_path}/other.db") as other:
        other.save(article(1))
        before = contents(store)
        with pytest.raises(StoreError, match="not empty"):
            copy_into(other.database, address(store))
        assert contents(store) == before
        assert store.save(article(2)).outcome == "new"


def test_a_copy_that_was_broken_off_leaves_an_empty_store(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(f"sqlite:///{tmp_path}/other.db") as other:
        filled(other)
        monkeypatch.setattr(copying, "fill_indexes", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            copy_into(other.database, address(store))
        assert list(store.records()) == []
        monkeypatch.undo()
        assert copy_into(other.database, address(store)) == 7
        assert contents(store) == contents(other)
