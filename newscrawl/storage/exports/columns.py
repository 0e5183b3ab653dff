"""What columns the tables of exports have, and of what kind each is."""

from datetime import UTC, datetime
from typing import Any, Literal, get_type_hints

import attrs

from newscrawl.items import NewsArticle
from newscrawl.storage.articles.prepare import REVISED

Kind = Literal["text", "integer", "flag", "moment", "json"]
Row = dict[str, Any]

MOMENTS = frozenset(
    "datePublished dateModified fetchedAt withdrawnAt firstPublished lastPublished firstSeen lastSeen".split()
)


@attrs.frozen
class Column:
    """A column of a table.

    `moment` holds ISO 8601 text, a timestamp where the format has such; `json` nested values, of the type *hint* where
    it is known and the format knows nesting, else as JSON text.
    """

    name: str
    kind: Kind = "text"
    hint: Any = None


def moment_of(text: str) -> datetime:
    """Return the moment that ISO 8601 *text* names; without an offset it is taken as UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _named(name: str, kind: Kind = "text", hint: Any = None) -> Column:
    return Column(name, "moment" if name in MOMENTS else kind, hint)


def _article_column(name: str, hint: Any) -> Column:
    if hint == bool | None:
        return Column(name, "flag")
    return _named(name) if hint in (str, str | None) else Column(name, "json", hint)


_HINTS = get_type_hints(NewsArticle)
ARTICLE_COLUMNS = [
    _article_column(field.name, _HINTS[field.name])
    for field in attrs.fields(NewsArticle)
    if field.name != "_unknown_fields_dict"
]
_REVISED_COLUMNS = [
    _named(name, "json" if name == "authors" else "text", _HINTS[name] if name == "authors" else None)
    for name in REVISED
]
CAUSE_COLUMN = Column("cause")
REVISION_COLUMNS = [
    Column("url"),
    Column("number", "integer"),
    _named("fetchedAt"),
    Column("contentHash"),
    Column("extractorVersion"),
    CAUSE_COLUMN,
    *_REVISED_COLUMNS,
]
FORGOTTEN_COLUMNS = [Column("site"), Column("urlSha256"), Column("forgottenAt", "moment")]
PEOPLE_COLUMNS = [
    Column("name"),
    Column("site"),
    Column("url"),
    Column("articles", "integer"),
    _named("firstPublished"),
    _named("lastPublished"),
]
LINK_COLUMNS = [
    Column("from"),
    Column("to"),
    Column("kind"),
    Column("headline"),
    Column("excerpt"),
    Column("position", "integer"),
    _named("firstSeen"),
    _named("lastSeen"),
]
