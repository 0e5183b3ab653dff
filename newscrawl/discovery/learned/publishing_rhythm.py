"""A site's rhythm of publishing, learned from its articles' times, and when it is worth coming back."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from newscrawl.web.moments import moment_of

HALF_LIFE = timedelta(days=14)
AT_LEAST = timedelta(minutes=10)
AT_MOST = timedelta(hours=24)
_SLOT = timedelta(minutes=10)
_SMOOTHING_DAYS = 2.0


@attrs.define
class Rhythm:
    """Articles an hour for every hour of the week, newer weeks weighing more (half-life 14 days).

    `weights` counts articles by hour of the week (0 = Monday 00 h UTC), `days` the days observed, both
    decayed to `as_of`.
    """

    weights: list[float] = attrs.field(factory=lambda: [0.0] * 168)
    days: float = 0.0
    as_of: datetime | None = None

    def learn(self, published: Iterable[datetime], now: datetime) -> None:
        """Add the publication times (aware) of articles that were not known before; those after *now* or
        older than four half-lives say nothing."""
        times = sorted(t.astimezone(UTC) for t in published if now - 4 * HALF_LIFE <= t <= now)
        since = self.as_of if self.as_of is not None else (times[0] if times else now)
        faded = 0.5 ** (max(now - since, timedelta(0)) / HALF_LIFE)
        self.weights = [weight * faded for weight in self.weights]
        self.days = self.days * faded + _faded_days(now - since)
        for time in times:
            self.weights[time.weekday() * 24 + time.hour] += 0.5 ** ((now - time) / HALF_LIFE)
        self.as_of = now

    def rate(self, moment: datetime) -> float:
        """Return the articles an hour to expect at *moment* (aware).

        An hour of the week leans on the same hour of other days and on the neighbouring hours while little
        is known of it.
        """
        moment = moment.astimezone(UTC)
        weeks = max(self.days, 1.0) / 7
        own = self.weights[moment.weekday() * 24 + moment.hour] / weeks
        around = [(moment.hour + shift) % 24 for shift in (-1, 0, 1)]
        any_day = sum(self.weights[day * 24 + hour] for day in range(7) for hour in around) / (21 * weeks)
        trust = self.days / (self.days + 7 * _SMOOTHING_DAYS)
        return trust * own + (1 - trust) * any_day

    def next_visit(self, now: datetime, expected: float = 1.0) -> datetime:
        """Return when about *expected* new articles will wait: 10 minutes to 24 hours after *now*."""
        waiting, moment = 0.0, now
        while moment < now + AT_MOST and waiting < expected:
            waiting += self.rate(moment) * (_SLOT / timedelta(hours=1))
            moment += _SLOT
        return max(now + AT_LEAST, min(moment, now + AT_MOST))

    def as_note(self) -> dict[str, Any]:
        """Return the rhythm as plain values for JSON."""
        return {
            "weights": [round(weight, 4) for weight in self.weights],
            "days": round(self.days, 4),
            "as_of": self.as_of.isoformat() if self.as_of else None,
        }

    @classmethod
    def from_note(cls, note: Any) -> "Rhythm":
        """Return what `as_note` gave, from JSON; a new rhythm where it cannot be read."""
        try:
            weights, as_of = [float(weight) for weight in note["weights"]], note["as_of"]
            rhythm = cls(weights, float(note["days"]), moment_of(as_of))
        except (TypeError, KeyError, ValueError):
            return cls()
        sound = len(weights) == 168 and all(math.isfinite(w) and w >= 0 for w in [*weights, rhythm.days])
        return rhythm if sound else cls()


def _faded_days(span: timedelta) -> float:
    """Return the days of *span* up to now, each weighing less the longer it is past."""
    half_lives = max(span, timedelta(0)) / HALF_LIFE
    return (HALF_LIFE / timedelta(days=1)) / math.log(2) * (1 - math.pow(0.5, half_lives))
