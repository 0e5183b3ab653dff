"""Searches that are kept in the store under a name, so that people, feeds and followers ask the same."""

import json
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import delete, select

from newscrawl.errors import BadInput, NotKnown
from newscrawl.storage.articles.reading import Filter
from newscrawl.storage.articles.storable_text import storable
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import saved_searches
from newscrawl.storage.search.queries import parsed
from newscrawl.web.foreign_text import displayed

LONGEST_NAME = 80
CONDITIONS = ("site", "author", "section", "language", "since", "until")


@attrs.frozen(kw_only=True)
class SavedSearch:
    """A search under a `name`: `words` as `Store.search` takes them, `""` for all articles, and a filter."""

    name: str
    words: str
    wanted: Filter

    def conditions(self) -> dict[str, str]:
        """Return the conditions of its filter by name, those that are set."""
        return {name: value for name in CONDITIONS if (value := getattr(self.wanted, name)) is not None}


@attrs.define
class SavedSearches:
    """The searches that `database` keeps; every method raises `StoreError`."""

    database: Database

    @cached_property
    def _upsert(self) -> Any:
        insert = self.database.insert(saved_searches)
        new = {name: insert.excluded[name] for name in ("words", "conditions")}
        return insert.on_conflict_do_update(index_elements=[saved_searches.c.name], set_=new)

    def all(self) -> list[SavedSearch]:
        """Return every saved search, by name."""
        with self.database.reading() as connection:
            return [_read(row) for row in connection.execute(select(saved_searches).order_by(saved_searches.c.name))]

    def get(self, name: str) -> SavedSearch:
        """Return the search *name*; raises `NotKnown` where there is none."""
        with self.database.reading() as connection:
            row = connection.execute(select(saved_searches).where(saved_searches.c.name == name)).first()
        if row is None:
            raise NotKnown(f"no search is saved as {displayed(name)!r} in {self.database.shown}")
        return _read(row)

    def keep(self, name: str, words: str = "", wanted: Filter | None = None) -> SavedSearch:
        """Save a search as *name*, in the place of one that is called so; return it.

        Raises `BadInput` for a name that cannot stand in an address or on a line, `StoreError` for words of which all
        are to be left out.
        """
        found = SavedSearch(name=_name(name), words=words.strip(), wanted=wanted or Filter())
        if found.words:
            parsed(found.words)
        row = {"name": found.name, "words": storable(found.words), "conditions": json.dumps(found.conditions())}
        with self.database.writing() as connection:
            connection.execute(self._upsert, row)
        return found

    def remove(self, name: str) -> None:
        """Forget the search *name*; raises `NotKnown` where there is none."""
        with self.database.writing() as connection:
            gone = connection.execute(delete(saved_searches).where(saved_searches.c.name == name)).rowcount
        if not gone:
            raise NotKnown(f"no search is saved as {displayed(name)!r} in {self.database.shown}")


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or "/" in name or displayed(name) != name:
        raise BadInput(
            f"{displayed(name)[:LONGEST_NAME]!r} is no name for a search: give one of up to {LONGEST_NAME} characters, "
            "without a slash"
        )
    return name


def _read(row: Any) -> SavedSearch:
    return SavedSearch(name=row.name, words=row.words, wanted=Filter(**json.loads(row.conditions)))
