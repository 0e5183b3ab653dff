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

    def __attrs_post_init__(self) -> None:
        # What earlier runs asked for in vain may be named no more when it comes at last.
        for note in self.memory.retries:
            page = self.memory.page(note.found_on) if note.found_on else None
            if page is not None and page.kind in PAGE_KINDS:
                self.saw(page_key(note.url), PAGE_KINDS[page.kind])

    def saw(self, key: str, by: SeenBy, on: str | None = None) -> None:
        """Note that a source of the kind *by*, at the address *on*, names the page under *key*."""
        kind = int(by) | self.beside  # a flag's own operators take ten times as long
        before = self._seen.get(key)
        if before is None:
            known = self.memory.article(key)
            if known is not None:
                self._stored[key] = known.url
                before = known.seen_by and known.seen_by | known.first_seen_by << _FIRST
            elif on is not None:
                self._named_on[key] = on
        if before and before & kind == kind:
            self._seen[key] = before
            return
        self._seen[key] = after = before | kind if before else kind | (self.beside or kind) << _FIRST
        if (url := self._stored.get(key)) is not None:
            self._new[url] = _together(self._new.get(url), after)

    def kinds(self, key: str) -> SeenBy:
        """Return the kinds of sources that were seen to name the page under *key*."""
        return SeenBy(self._seen.get(key, 0) & (1 << _FIRST) - 1)

    def stored(self, key: str, url: str) -> str | None:
        """Note that the page under *key* was stored as the article at the canonical *url*; return the address of the
        source that was the first to name it in this run, if it was new."""
        for name in (key, page_key(url)):
            self._stored[name] = url
            if seen := self._seen.get(name):
                self._new[url] = _together(self._new.get(url), seen)
        return self._named_on.pop(key, None)

    def take(self) -> list[SeenNote]:
        """Hand over what has become known of stored articles since this was last called."""
        notes = [
            SeenNote(url=url, first=SeenBy(seen >> _FIRST), by=SeenBy(seen & (1 << _FIRST) - 1))
            for url, seen in self._new.items()
        ]
        self._new.clear()
        return notes


def _together(before: int | None, after: int) -> int:
    return after if before is None else before | after & (1 << _FIRST) - 1
