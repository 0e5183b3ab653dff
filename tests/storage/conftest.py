"""The same tests on both engines; PostgreSQL in a database of its own, dropped at the end."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from newscrawl.storage import Store
from newscrawl.storage.database.migrations import VERSION
from newscrawl.storage.database.tables import counters, metadata

SERVER = "postgresql+psycopg://postgres@127.0.0.1:5432"

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, hours: float) -> None:
        self.now += timedelta(hours=hours)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgresql_database() -> Iterator[str]:
    pytest.importorskip("psycopg", reason="pip install 'newscrawl[postgres]'")
    engine = sa.create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"newscrawl_test_{uuid.uuid4().hex[:12]}"
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit TO off')
    except sa.exc.OperationalError:
        pytest.skip(
            "no PostgreSQL at 127.0.0.1:5432; start one with: docker run --rm -p 5432:5432 "
            "-e POSTGRES_HOST_AUTH_METHOD=trust postgres:15"
        )
    Store.open(f"{SERVER}/{name}").close()
    yield f"{SERVER}/{name}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "store.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty store."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_file"), tmp_path / "store.db")
        return f"sqlite:///{tmp_path}/store.db"
    return emptied(request.getfixturevalue("postgresql_database"))


@pytest.fixture
def postgresql_store(postgresql_database: str) -> str:
    """The URL of an empty store on PostgreSQL."""
    return emptied(postgresql_database)


def emptied(url: str) -> str:
    """Take all out of the store at *url*, and return it."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        for name in [*metadata.tables, "texts", "sketches"]:
            connection.exec_driver_sql(f"DELETE FROM {name}")
        values = {"schema": VERSION, "nodes": 0, "people": 0, "changes": 0}
        connection.execute(counters.insert(), [{"name": n, "value": v} for n, v in values.items()])
    engine.dispose()
    return url


@pytest.fixture
def store(store_url: str, clock: Callable[[], datetime]) -> Iterator[Store]:
    with Store.open(store_url, clock=clock) as opened:
        yield opened
