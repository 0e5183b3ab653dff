"""Tombstones: what was forgotten on request, by fingerprints that hold no text, so that it is not fetched again."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import attrs

from newscrawl.web.page_keys import page_key

NOTE = "forgotten"
"""Name of the site's note that holds its tombstones."""


def fingerprint(text: str) -> str:
    """Return the SHA-256 (hex) of *text*: of an article's canonical URL, or of its page key."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


@attrs.frozen(kw_only=True)
class Tombstone:
    """One forgotten article: fingerprints of its canonical URL and its page key, and when it was forgotten.

    `change` is the number of that change of the store, 0 where an older newscrawl has set the stone.
    """

    url: str
    page: str
    at: str
    change: int = 0


@attrs.frozen(kw_only=True)
class Tombstones:
    """What was forgotten of one site; `whole`: when all of it was, articles to come included, by `whole_change`."""

    articles: tuple[Tombstone, ...] = ()
    whole: str | None = None
    whole_change: int = 0
    _pages: frozenset[str] = attrs.field(
        init=False, default=attrs.Factory(lambda self: frozenset(one.page for one in self.articles), takes_self=True)
    )

    @classmethod
    def from_note(cls, note: Any) -> "Tombstones":
        """Return what `as_note` gave."""
        if not isinstance(note, dict):
            return cls()
        stones = tuple(Tombstone(**one) for one in note.get("articles", ()))
        return cls(articles=stones, whole=note.get("whole"), whole_change=note.get("whole_change", 0))

    def as_note(self) -> dict[str, Any]:
        """Return this as plain values for JSON."""
        stones = [attrs.asdict(one) for one in self.articles]
        return {"articles": stones, "whole": self.whole, "whole_change": self.whole_change}

    def holds(self, url: str) -> bool:
        """Tell whether the page at *url* was forgotten."""
        if self.whole is not None:
            return True
        return bool(self._pages) and fingerprint(page_key(url)) in self._pages

    def with_urls(self, urls: Iterable[str], at: str, change: int) -> "Tombstones":
        """Return this with tombstones for *urls*, set *at* a moment by the *change* of this number."""
        new = [Tombstone(url=fingerprint(url), page=fingerprint(page_key(url)), at=at, change=change) for url in urls]
        added = [one for one in new if one.page not in self._pages]
        return attrs.evolve(self, articles=(*self.articles, *added))
