"""How far archive files have been read: a run that was cut short goes on where the last one was, on any machine."""

from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import select

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import replayed_files
from newscrawl.storage.database.transaction import Transaction


@attrs.frozen(kw_only=True)
class FileProgress:
    """How far `file` is read: up to the offset `position`, or to its end where it is `done`.

    `selection` says what of it is wanted, and by which version of the reader: another one begins anew. The counts are
    those of all runs.
    """

    file: str
    selection: str
    position: int = 0
    pages: int = 0
    articles: int = 0
    new: int = 0
    changed: int = 0
    reread: int = 0
    unchanged: int = 0
    damaged: int = 0
    done: bool = False


COUNTS = ("pages", "articles", "new", "changed", "reread", "unchanged", "damaged")


@attrs.define
class ReplayedFiles:
    """Knows how far files are read."""

    database: Database

    @cached_property
    def _upsert(self) -> Any:
        insert = self.database.insert(replayed_files)
        names = {field.name for field in attrs.fields(FileProgress)} - {"file", "selection"}
        keys = [replayed_files.c.file, replayed_files.c.selection]
        return insert.on_conflict_do_update(
            index_elements=keys, set_={name: getattr(insert.excluded, name) for name in names}
        )

    def of(self, file: str, selection: str) -> FileProgress:
        """Return how far *file* is read."""
        where = (replayed_files.c.file == file, replayed_files.c.selection == selection)
        with self.database.reading() as connection:
            row = connection.execute(select(replayed_files).where(*where)).first()
        return FileProgress(file=file, selection=selection) if row is None else _progress(row)

    def all_of(self, selection: str) -> dict[str, FileProgress]:
        """Return how far each file is read of which something is."""
        with self.database.reading() as connection:
            rows = connection.execute(select(replayed_files).where(replayed_files.c.selection == selection)).all()
        return {row.file: _progress(row) for row in rows}

    def keep(self, tx: Transaction, progress: FileProgress) -> None:
        """Keep *progress*."""
        row = attrs.asdict(progress) | {"done": int(progress.done)}
        tx.connection.execute(self._upsert, row)


def _progress(row: Any) -> FileProgress:
    values = dict(row._mapping)
    return FileProgress(**values | {"done": bool(values["done"])})
