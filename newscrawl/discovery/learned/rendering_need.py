"""Whether a site's pages need a browser: judged by its first pages, and after a month anew."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import attrs

from newscrawl.web.moments import moment_of

NOTE = "rendering"
"""Name under which the store keeps the `RenderingNeed` of a site."""

LOOKED_AT = 5
"""Pages of each kind that are looked at."""

TRIALS = 2
"""Pages of each kind that are rendered to see whether that is of use."""

LASTS = timedelta(days=30)


@attrs.define
class RenderingNeed:
    """What the first pages of a site have shown since the moment `since` (aware): how many of each kind were `seen`,
    how many `tried` in a browser, and whether one `gained` by it."""

    since: datetime
    seen: Counter[str] = attrs.field(factory=Counter)
    tried: Counter[str] = attrs.field(factory=Counter)
    gained: bool = False

    def is_open(self, kind: str) -> bool:
        """Tell whether the next page of this *kind* is to be looked at."""
        return not self.gained and self.seen[kind] < LOOKED_AT and self.tried[kind] < TRIALS

    def saw(self, kind: str) -> None:
        """Learn that a page of this *kind* was looked at, whether it needs scripts or not."""
        self.seen[kind] += 1

    def tried_one(self, kind: str, *, gained: bool) -> None:
        """Learn whether a page of this *kind* *gained* by a browser."""
        self.tried[kind] += 1
        self.gained = self.gained or gained

    def as_note(self) -> dict[str, Any]:
        """Return the evidence as plain values for JSON."""
        return {
            "since": self.since.isoformat(),
            "seen": dict(self.seen),
            "tried": dict(self.tried),
            "gained": self.gained,
        }

    @classmethod
    def from_note(cls, note: Any, now: datetime) -> "RenderingNeed":
        """Return what `as_note` gave; a new one where it is older than a month at *now*, or cannot be read."""
        since = moment_of(note.get("since")) if isinstance(note, dict) else None
        if since is None or now - since > LASTS:
            return cls(now)
        return cls(since, _counts(note.get("seen")), _counts(note.get("tried")), note.get("gained") is True)


def _counts(note: Any) -> Counter[str]:
    pairs = note.items() if isinstance(note, dict) else ()
    return Counter({str(kind): count for kind, count in pairs if isinstance(count, int)})
