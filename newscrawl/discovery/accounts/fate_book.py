"""The fates of one crawl: noted as they become known, handed over in batches, counted for the end."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

import attrs

from newscrawl.fates import FateNote, Reason
from newscrawl.web.page_keys import page_key

BATCH = 300
MAX_QUEUED = 20_000


@attrs.define(kw_only=True)
class FateBook:
    """Notes fates of addresses of *site*; of one page (see `page_key`) the last one counts.

    `tries` is how often each page was asked for in vain so far, by page key. That an address waits is only handed over
    at the end: most are asked for before. Notes are handed over by so many as *batch* says; `on_settled` is told at
    once what came of asking for an address. `counts` are the fates of this crawl by reason and detail.
    """

    site: str
    clock: Callable[[], datetime]
    tries: dict[str, int] = attrs.field(factory=dict)
    batch: int = BATCH
    on_settled: Callable[[FateNote], None] = lambda _: None
    counts: Counter[Reason] = attrs.field(init=False, factory=Counter)
    details: Counter[tuple[Reason, str]] = attrs.field(init=False, factory=Counter)
    _notes: dict[str, FateNote] = attrs.field(init=False, factory=dict)
    _queued: dict[str, FateNote] = attrs.field(init=False, factory=dict)
    _settled: set[str] = attrs.field(init=False, factory=set)

    def queued(self, url: str, found_on: str | None) -> None:
        """Note that the canonical *url*, named by *found_on*, waits to be asked for."""
        if len(self._queued) < MAX_QUEUED and page_key(url) not in self.tries:
            self._queued[page_key(url)] = self._note(url, Reason.QUEUED, "", found_on)

    def is_queued(self, url: str) -> bool:
        """Tell whether *url* was named and waits."""
        return page_key(url) in self._queued

    def passed_over(self, url: str, reason: Reason, detail: str = "", found_on: str | None = None) -> None:
        """Note why *url* is not asked for, unless its page has been by now."""
        key = page_key(url)
        # What was asked for in vain before is still to be asked for again.
        if key not in self._settled and key not in self.tries:
            self._enter(key, url, reason, detail, found_on)

    def settle(self, url: str, reason: Reason, detail: str = "") -> None:
        """Note what came of asking for *url*."""
        key = page_key(url)
        if reason.is_asked_again:
            self.tries[key] = self.tries.get(key, 0) + 1
        else:
            self.tries.pop(key, None)
        self._settled.add(key)
        self._enter(key, url, reason, detail, None)
        self.on_settled(self._notes[key])

    def is_ready(self) -> bool:
        """Tell whether enough notes wait to be handed over together."""
        return len(self._notes) >= self.batch

    def take(self, *, last: bool = False) -> list[FateNote]:
        """Hand over what was noted; *last*: addresses that still wait as well."""
        notes = list(self._notes.values())
        self._notes.clear()
        if last:
            notes += self._queued.values()
            self._queued.clear()
        return notes

    def _enter(self, key: str, url: str, reason: Reason, detail: str, found_on: str | None) -> None:
        before = self._notes.get(key) or self._queued.pop(key, None)
        note = self._note(url, reason, detail, found_on or (before.found_on if before else None))
        self._notes[key] = note
        self.counts[reason] += 1
        if reason.is_asked_again:
            self.details[reason, note.detail] += 1

    def _note(self, url: str, reason: Reason, detail: str, found_on: str | None) -> FateNote:
        return FateNote(
            site=self.site,
            url=url,
            reason=reason,
            detail=detail,
            found_on=found_on,
            tries=self.tries.get(page_key(url), 0),
            at=self.clock(),
        )
