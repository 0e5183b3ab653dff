"""Which of the fields that every article should have an article has: a few bits beside each, to count by."""

from collections.abc import Mapping
from enum import IntFlag
from typing import Any


class Field(IntFlag):
    """Fields that are watched. The values are kept in stores: they stay what they are."""

    DATE = 1
    AUTHORS = 2
    BODY = 4
    SECTION = 8
    PICTURE = 16

    @property
    def word(self) -> str:
        """The field's name, as output and documentation have it: `authors`."""
        return (self.name or "").lower()


_NAMES = {
    Field.DATE: ("datePublished",),
    Field.AUTHORS: ("authors",),
    Field.BODY: ("articleBody",),
    Field.SECTION: ("section",),
    Field.PICTURE: ("mainImage", "images"),
}


def fields_in(record: Mapping[str, Any]) -> int:
    """Return the bits of the fields that *record* has."""
    return sum(int(field) for field, names in _NAMES.items() if any(record.get(name) for name in names))


def date_source(record: Mapping[str, Any]) -> str | None:
    """Return where the date of *record* was read (see `NewsArticleMetadata.datePublishedSource`)."""
    source = (record.get("metadata") or {}).get("datePublishedSource")
    return source if record.get("datePublished") and isinstance(source, str) else None
