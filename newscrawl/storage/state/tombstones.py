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
    """One forgotten article: fingerprints of its canonical URL and its page key, and when it was forgotten."""

    url: str
    page: str
    at: str


@attrs.frozen(kw_only=True)
class Tombstones:
    """What was forgotten of one site; `whole`: when all of it was, articles to come included."""

    articles: tuple[Tombstone, ...] = ()
    whole: str | None = None
    _pages: frozenset[str] = attrs.field(
        init=False, default=attrs.Factory(lambda self: frozenset(one.page for one in self.articles), takes_self=True)
    )

    @classmethod
    def from_note(cls, note: Any) -> "Tombstones":
        """Return what `as_note` gave."""
        if not isinstance(note, dict):
            return cls()
        return cls(articles=tuple(Tombstone(**one) for one in note.get("articles", ())), whole=note.get("whole"))

    def as_note(self) -> dict[str, Any]:
        """Return this as plain values for JSON."""
        return {"articles": [attrs.asdict(one) for one in self.articles], "whole": self.whole}

    def holds(self, url: str) -> bool:
        """Tell whether the page at *url* was forgotten."""
        if self.whole is not None:
            return True
        return bool(self._pages) and fingerprint(page_key(url)) in self._pages

    def with_urls(self, urls: Iterable[str], at: str) -> "Tombstones":
        """Return this with tombstones for *urls*, set *at*."""
        new = [Tombstone(url=fingerprint(url), page=fingerprint(page_key(url)), at=at) for url in urls]
        added = [one for one in new if one.page not in self._pages]
        return Tombstones(articles=(*self.articles, *added), whole=self.whole)
