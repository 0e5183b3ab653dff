"""By which sources the articles of one crawl were seen: gathered as they are named, given out once stored."""

import attrs

from newscrawl.discovery.learned.site_memory import SiteMemory
from newscrawl.seen_by import PAGE_KINDS, SeenBy, SeenNote
from newscrawl.web.page_keys import page_key

_FIRST = 8
"""How far the first kind is shifted above the bits of all."""


@attrs.define
class SeenBook:
    """Notes by page key (see `page_key`) which kinds of sources named an article; `memory` tells of earlier runs.

    Of stored articles only what is new is handed over: a sitemap that names ten thousand of them again changes nothing.
    """

    memory: SiteMemory
    beside: int = 0
    """A kind that is noted of all that this crawl sees, and is the first of what no earlier one saw; 0: none."""
    _seen: dict[str, int] = attrs.field(init=False, factory=dict)
    _stored: dict[str, str] = attrs.field(init=False, factory=dict)
    _new: dict[str, int] = attrs.field(init=False, factory=dict)
    _named_on: dict[str, str] = attrs.field(init=False, factory=dict)
    _same: dict[str, str] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        # What earlier runs asked for in vain may be named no more when it comes at last.
        for note in self.memory.retries:
            page = self.memory.page(note.found_on) if note.found_on else None
            if page is not None and page.kind in PAGE_KINDS:
                self.saw(page_key(note.url), PAGE_KINDS[page.kind])

    def saw(self, key: str, by: SeenBy, on: str | None = None) -> None:
        """Note that a source of the kind *by*, at the address *on*, names the page under *key*."""
        key = self._page(key)
        if key not in self._seen:
            self._recall(key)
            if on is not None and key not in self._stored:
                self._named_on[key] = on
        kind = int(by)  # a flag's own operators take ten times as long
        self._add(key, kind | self.beside | (self.beside or kind) << _FIRST)

    def same(self, key: str, other: str) -> None:
        """Note that the page under *key* is the one under *other*, by its id, a redirect or its canonical address: what
        names the one names the other, whichever was seen first."""
        key, other = self._page(key), self._page(other)
        if key == other:
            return
        for name in (key, other):
            self._recall(name)
        self._same[key] = other
        if (url := self._stored.pop(key, None)) is not None:
            self._stored.setdefault(other, url)
        if (on := self._named_on.pop(key, None)) is not None:
            self._named_on.setdefault(other, on)
        self._add(other, self._seen.pop(key))

    def kinds(self, key: str) -> SeenBy:
        """Return the kinds of sources that were seen to name the page under *key*."""
        return SeenBy(self._seen.get(self._page(key), 0) & (1 << _FIRST) - 1)

    def stored(self, key: str, url: str) -> str | None:
        """Note that the page under *key* was stored as the article at the canonical *url*; return the address of the
        source that was the first to name it in this run, if it was new."""
        named_on = self._named_on.pop(self._page(key), None)
        for name in (self._page(key), self._page(page_key(url))):
            self._stored[name] = url
            if seen := self._seen.get(name):
                self._new[url] = _together(self._new.get(url, 0), seen)
        return named_on

    def take(self) -> list[SeenNote]:
        """Hand over what has become known of stored articles since this was last called."""
        notes = [
            SeenNote(url=url, first=SeenBy(seen >> _FIRST), by=SeenBy(seen & (1 << _FIRST) - 1))
            for url, seen in self._new.items()
        ]
        self._new.clear()
        return notes

    def _page(self, key: str) -> str:
        while (other := self._same.get(key)) is not None:
            key = other
        return key

    def _recall(self, key: str) -> None:
        """Begin with what earlier runs know of the page under *key*, unless this one has begun."""
        if key in self._seen:
            return
        known = self.memory.article(key)
        self._seen[key] = 0
        if known is not None:
            self._stored[key] = known.url
            self._seen[key] = known.seen_by and known.seen_by | known.first_seen_by << _FIRST

    def _add(self, key: str, seen: int) -> None:
        before = self._seen[key]
        self._seen[key] = after = _together(before, seen)
        if after != before and (url := self._stored.get(key)) is not None:
            self._new[url] = _together(self._new.get(url, 0), after)


def _together(before: int, after: int) -> int:
    """Return *before* with the kinds of *after*: the first one stays."""
    return before | after & (1 << _FIRST) - 1 if before else after
