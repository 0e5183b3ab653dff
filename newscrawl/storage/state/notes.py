"""What is kept under a name that is no site's: how far followers are, which sites a list had."""

import json
from functools import cached_property
from typing import Any, Literal

import attrs
from sqlalchemy import select

from newscrawl.storage.articles.storable_text import storable
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import notes

Subject = Literal["follower", "list"]
"""What a note is about."""


@attrs.define
class Notes:
    """Reads and writes notes in `database`; every method raises `StoreError`."""

    database: Database

    @cached_property
    def _upsert(self) -> Any:
        insert = self.database.insert(notes)
        keys = [notes.c.subject, notes.c.name]
        return insert.on_conflict_do_update(index_elements=keys, set_={"value": insert.excluded.value})

    def get(self, subject: Subject, name: str) -> Any:
        """Return what was last kept of the *subject* called *name*, else `None`."""
        query = select(notes.c.value).where(notes.c.subject == subject, notes.c.name == storable(name))
        with self.database.reading() as connection:
            value = connection.scalar(query)
        return None if value is None else json.loads(value)

    def keep(self, subject: Subject, name: str, value: Any) -> None:
        """Keep *value* (anything JSON can say) of the *subject* called *name*, in the place of what was kept."""
        row = {"subject": subject, "name": storable(name), "value": json.dumps(storable(value))}
        with self.database.writing() as connection:
            connection.execute(self._upsert, row)
