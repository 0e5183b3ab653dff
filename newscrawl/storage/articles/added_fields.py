"""Fields that users' own classes of articles have added, as the stored records show them."""

from collections.abc import Set
from typing import Literal

from sqlalchemy import text

from newscrawl.storage.database.engine import Database

_SQLITE = "SELECT DISTINCT field.key, field.type FROM records, json_each(records.record) AS field"
_POSTGRESQL = (
    "SELECT DISTINCT field.key, json_typeof(field.value) FROM records, json_each(records.record::json) AS field"
)


def added_fields(database: Database, known: Set[str]) -> dict[str, Literal["text", "other"]]:
    """Return each field beside the *known*, by name, and whether all its values are texts."""
    found: dict[str, set[str]] = {}
    with database.reading() as connection:
        query = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
        for name, kind in connection.execute(text(query)):
            if name not in known:
                found.setdefault(name, set()).add(kind)
    # SQLite says "text", PostgreSQL "string".
    return {name: "text" if kinds <= {"text", "string"} else "other" for name, kinds in sorted(found.items())}
