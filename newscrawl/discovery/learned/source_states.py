"""How each feed, sitemap and listing of a site stands: when it answered, when it was of use, what is wrong with it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import attrs

from newscrawl.discovery.learned.publishing_rhythm import AT_LEAST, AT_MOST
from newscrawl.fates import Reason
from newscrawl.web.moments import moment_of

NOTE = "sources"
"""Name under which the store keeps the states of a site's sources."""

MOST = 300
FORGOTTEN_AFTER = timedelta(days=90)
"""A source that was not asked for so long is no longer the site's."""

A_WINDOW = 5
"""Entries from which a feed of nothing but new ones is more than a beginning."""

BROKEN = 3.0
"""Failures in a row, by weight, from which a source is called broken."""

_PASSING = (Reason.FAILED, Reason.REFUSED, Reason.CHALLENGE, Reason.CUT)
"""What may pass by itself: it weighs half."""

_TIMES = ("asked", "answered", "new", "overran")


@attrs.define(kw_only=True)
class SourceState:
    """One source at `url`, a `feed`, `sitemap`, `listing` or `home` page (`kind`). All times aware, None: never.

    `asked`, `answered`: last; `new`: when it was last the first to name an article that was stored; `overran`: when
    all of its entries were last new at a visit that was not the first, so that some may have been missed. `outcome`
    is what the last visit gave: `new`, `old` (nothing new), `unchanged` (by the server's word) or `failed`; `why`
    says how. `failures` in a row weigh 1, those that may pass 1/2. `interval` is the time between the last two visits,
    in seconds; `changed` and `unchanged` count visits, `entries` what the last one named. `pace`: seconds within which
    it is to be asked for again, as its window is short.
    """

    url: str
    kind: str
    asked: datetime | None = None
    answered: datetime | None = None
    new: datetime | None = None
    overran: datetime | None = None
    outcome: str = ""
    why: str = ""
    failures: float = 0.0
    interval: float | None = None
    changed: int = 0
    unchanged: int = 0
    entries: int = 0
    pace: float | None = None

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


def as_note(states: Iterable[SourceState], now: datetime) -> list[dict[str, Any]]:
    """Return *states* as plain values for JSON, those that are still the site's at *now*, asked for last first."""
    kept = [state for state in states if state.asked is not None and now - state.asked < FORGOTTEN_AFTER]
    kept.sort(key=lambda state: (state.kind not in ("feed", "sitemap"), -state.asked.timestamp() if state.asked else 0))
    return [_plain(state) for state in kept[:MOST]]


def from_note(note: Any) -> dict[str, SourceState]:
    """Return what `as_note` gave, by address."""
    rows = note if isinstance(note, list) else []
    return {row["url"]: _state(row) for row in rows if isinstance(row, dict) and "url" in row and "kind" in row}


def pace_of(states: Iterable[SourceState]) -> timedelta | None:
    """Return within what time a site is to be visited again for none of its feeds to overrun; None: whenever."""
    paces = [state.pace for state in states if state.pace is not None and state.outcome != "failed"]
    return timedelta(seconds=min(paces)) if paces else None


def _plain(state: SourceState) -> dict[str, Any]:
    values = attrs.asdict(state)
    return values | {name: values[name] and values[name].isoformat(timespec="seconds") for name in _TIMES}


def _state(row: Mapping[str, Any]) -> SourceState:
    names = {field.name for field in attrs.fields(SourceState)}
    values = {name: value for name, value in row.items() if name in names}
    return SourceState(**values | {name: moment_of(values.get(name)) for name in _TIMES})
