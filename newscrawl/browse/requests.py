"""What a page is asked, and what it answers."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from newscrawl.browse.safe_text import shown
from newscrawl.storage import Filter, Store

LONGEST = 200
"""Characters of a condition."""

FILTERS = ("site", "author", "section", "language", "since", "until")


class NotThere(Exception):  # noqa: N818
    """There is no such page; the message is one line."""


@attrs.frozen
class Asked:
    """A request: the store, its parameters, the parts of its path, the moment (UTC), the address that we have, what was
    posted, whether the asker may change anything in the store, and the archive of pages, where one is known."""

    store: Store
    args: Mapping[str, str]
    path: Mapping[str, str]
    now: datetime
    origin: str = ""
    posted: Mapping[str, str] = attrs.field(factory=dict)
    may_write: bool = False
    archive: Path | None = None

    def text(self, name: str) -> str:
        """Return parameter *name* without blanks around it, `""` where it was not given."""
        return self.args.get(name, "").strip()

    def number(self, name: str, default: int, most: int) -> int:
        """Return parameter *name* as a number from 1 to *most*, *default* where it is none."""
        text = self.text(name)
        return max(1, min(int(text), most)) if text.isascii() and text.isdecimal() and len(text) < 10 else default

    def filters(self) -> dict[str, str]:
        """Return the conditions on articles that were given, by name."""
        return {name: text for name in FILTERS if (text := self.text(name))}

    def wanted(self) -> Filter:
        """Return the filter that they make; raises `BadInput` for a date that is none."""
        return Filter(**{name: shown(text, LONGEST) for name, text in self.filters().items()})  # type: ignore[arg-type]


@attrs.frozen
class Page:
    """A template and what it shows."""

    template: str
    values: dict[str, Any]


@attrs.frozen
class Data:
    """A file in pieces; *name*: what it is saved as; *headers*: more of the answer's."""

    kind: str
    pieces: Iterator[str]
    name: str | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class Elsewhere:
    """The answer stands at another address of ours."""

    path: str


Answer = Page | Data | Elsewhere
View = Callable[[Asked], Answer]
