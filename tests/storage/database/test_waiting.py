"""Writers of PostgreSQL wait for each other, but not for ever and not without a word."""

import pytest
import sqlalchemy as sa

from newscrawl.storage import Store, StoreUnavailable
from newscrawl.storage.database import engine
from newscrawl.storage.database.postgresql import WRITING
from tests.storage.builders import article


def test_who_holds_the_writers_lock_is_told(postgresql_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WRITING", WRITING.replace("'20s'", "'50ms'"))
    forgotten = sa.create_engine(postgresql_store, connect_args={"application_name": "a forgotten shell"})
    with Store.open(postgresql_store) as store:
        with forgotten.connect() as other:
            other.exec_driver_sql("SELECT * FROM counters FOR UPDATE")
            with pytest.raises(StoreUnavailable, match=r"held by process \d+ \(a forgotten shell") as caught:
                store.save(article())
        assert "\n" not in str(caught.value)
        assert store.save(article()).outcome in ("new", "unchanged")
    forgotten.dispose()


def test_a_writer_that_freezes_is_ended_by_the_server(postgresql_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WRITING", WRITING.replace("'60s'", "'50ms'"))

    def freeze_while_another_writes(frozen_store: Store, other: Store) -> None:
        with frozen_store.database.writing() as frozen:
            frozen.exec_driver_sql("SELECT * FROM counters FOR UPDATE")
            assert other.save(article()).outcome in ("new", "unchanged")
            frozen.exec_driver_sql("SELECT 1")

    with Store.open(postgresql_store) as store, Store.open(postgresql_store) as other:
        with pytest.raises(StoreUnavailable, match="idle-in-transaction"):
            freeze_while_another_writes(store, other)
        assert store.save(article()).outcome in ("new", "unchanged")
