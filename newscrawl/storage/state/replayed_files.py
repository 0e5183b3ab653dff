"""How far archive files have been read: a run that was cut short goes on where the last one was, on any machine."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any, get_args

import attrs
from sqlalchemy import select

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import replayed_files
from newscrawl.storage.database.transaction import Transaction
from newscrawl.storage.model import Outcome


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


OUTCOMES = get_args(Outcome)


@attrs.frozen(kw_only=True)
class Reached:
    """What stands in `file` before the offset `position` is read and, once this is kept, stored; `done`: all of it.

    `pages` and `damaged` records are those of all runs until here.
    """

    file: str
    selection: str
    position: int = 0
    pages: int = 0
    damaged: int = 0
    done: bool = False


@attrs.define
class ReplayedFiles:
    """Knows how far files are read."""

    database: Database

    @cached_property
    def _upsert(self) -> Any:
        insert = self.database.insert(replayed_files)
        keys = [replayed_files.c.file, replayed_files.c.selection]
        stated = {field.name: getattr(insert.excluded, field.name) for field in attrs.fields(Reached)}
        counted = {name: replayed_files.c[name] + getattr(insert.excluded, name) for name in ("articles", *OUTCOMES)}
        return insert.on_conflict_do_update(
            index_elements=keys,
            set_={name: value for name, value in (stated | counted).items() if name not in ("file", "selection")},
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

    def keep(self, tx: Transaction, reached: Sequence[tuple[Reached, Outcome | None]]) -> None:
        """Keep how far files are read, in the transaction of the articles that this counts: what became of each, or
        `None` where it is about none."""
        last = {(one.file, one.selection): one for one, _ in reached}
        for key, one in last.items():
            outcomes = Counter(
                outcome for other, outcome in reached if (other.file, other.selection) == key and outcome
            )
            counts = {name: outcomes[name] for name in OUTCOMES} | {"articles": outcomes.total()}
            tx.connection.execute(self._upsert, attrs.asdict(one) | counts | {"done": int(one.done)})


def _progress(row: Any) -> FileProgress:
    values = dict(row._mapping)
    return FileProgress(**values | {"done": bool(values["done"])})
