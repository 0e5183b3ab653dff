"""How each feed, sitemap and listing of a site stands: when it answered, when it was of use, what is wrong with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

import attrs

from newscrawl.discovery.learned.publishing_rhythm import AT_LEAST, AT_MOST
from newscrawl.fates import Reason
from newscrawl.source_notes import SourceNote

FORGOTTEN_AFTER = timedelta(days=90)
"""A source that was not asked for so long is no longer the site's."""

A_WINDOW = 5
"""Entries from which a feed of nothing but new ones is more than a beginning."""

BROKEN = 3.0
"""Failures in a row, by weight, from which a source is called broken."""

_PASSING = (Reason.FAILED, Reason.REFUSED, Reason.CHALLENGE, Reason.CUT)
"""What may pass by itself: it weighs half."""


@attrs.define(kw_only=True)
class SourceState(SourceNote):
    """How a source stands, and what a visit makes of that."""

    @classmethod
    def of(cls, note: SourceNote) -> Self:
        """Return the state that was kept as *note*."""
        return cls(**attrs.asdict(note))

    def as_note(self) -> SourceNote:
        """Return how it stands now, which is not to change any more."""
        return SourceNote(**attrs.asdict(self))

    @property
    def words(self) -> str:
        """How it stands, in a few words."""
        if self.outcome == "failed":
            state = "broken" if self.failures >= BROKEN else "failing"
            never = ", never answered" if self.answered is None else ""
            return f"{state}: {self.why}{never}"
        if self.overran is not None and self.overran == self.asked:
            return f"window overran: all {self.entries} entries were new"
        if self.outcome == "unchanged":
            return "unchanged, as the server says"
        if self.outcome == "new":
            return "has new articles"
        return "nothing new" if self.entries else "names no article"

    def failed(self, now: datetime, reason: Reason, detail: str) -> None:
        """Learn that it gave nothing of use at *now*."""
        self._asked(now)
        self.outcome, self.why = "failed", f"{reason.value}: {detail}" if detail else reason.words
        self.failures += 0.5 if reason in _PASSING else 1.0

    def came(self, now: datetime, entries: int, unknown: int) -> None:
        """Learn that it named so many articles at *now*, *unknown* of which no visit had named before."""
        before = self.answered
        self._answered(now)
        self.changed += 1
        self.entries, self.outcome = entries, "old"
        if before is not None and self.kind == "feed":
            self._measure(now, now - before, entries, unknown)

    def same(self, now: datetime) -> None:
        """Learn that it is as it was, by the server's word at *now*: of use, or still the page that is no source."""
        if self.why.startswith(Reason.NOT_ARTICLE.value):
            self._asked(now)
            self.failures += 1.0
            return
        self._answered(now)
        self.unchanged += 1
        self.outcome = "unchanged"

    def gave(self, now: datetime) -> None:
        """Learn that an article which it was the first to name was stored at *now*."""
        self.new, self.outcome = now, "new"

    def _measure(self, now: datetime, since: timedelta, entries: int, unknown: int) -> None:
        """Learn how long a feed's window is: one that overran is to be seen after half of the time, and the more seldom
        again the less of it is new."""
        if entries >= A_WINDOW and unknown == entries:
            self.overran = now
            self.pace = max(since / 2, AT_LEAST).total_seconds()
        elif self.pace is not None and 2 * unknown < entries:
            self.pace *= 2
            if self.pace >= AT_MOST.total_seconds():
                self.pace = None

    def _asked(self, now: datetime) -> None:
        self.interval = (now - self.asked).total_seconds() if self.asked is not None else None
        self.asked = now

    def _answered(self, now: datetime) -> None:
        self._asked(now)
        self.answered, self.failures, self.why = now, 0.0, ""


def pace_of(states: Iterable[SourceState]) -> timedelta | None:
    """Return within what time a site is to be visited again for none of its feeds to overrun; None: whenever."""
    paces = [state.pace for state in states if state.pace is not None and state.outcome != "failed"]
    return timedelta(seconds=min(paces)) if paces else None
