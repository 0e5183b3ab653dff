"""The stores and the clock of the storage tests."""

from tests.storage.conftest import clock, postgresql_database, sqlite_file, store, store_url

__all__ = ["clock", "postgresql_database", "sqlite_file", "store", "store_url"]
