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
# How many articles it takes to doubt what was expected before any was seen.
_PRIOR_ARTICLES = 2.0
_HOURS_KEPT = 4 * HALF_LIFE // timedelta(hours=1)


@attrs.define
class Rhythm:
    """Articles an hour for every hour of the week, newer weeks weighing more (half-life 14 days).

    `weights` counts articles by hour of the week (0 = Monday 00 h UTC), `days` the days observed, both
    decayed to `as_of`.
    """

    weights: list[float] = attrs.field(factory=lambda: [0.0] * 168)
    days: float = 0.0
    as_of: datetime | None = None
    _seen: list[float] | None = attrs.field(default=None, init=False, eq=False, repr=False)

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
        self.as_of, self._seen = now, None

    def rate(self, moment: datetime) -> float:
        """Return the articles an hour to expect at *moment* (aware).

        What is known of an hour of the week leans on what is known of its day of the week, and that on the week as
        a whole, each by a few articles only: what has been observed outweighs them the sooner the more there was to
        be seen. A paper that rests at weekends is known to after two of them.
        """
        moment = moment.astimezone(UTC)
        day, hour = moment.weekday(), moment.hour
        total, times = sum(self.weights), self._times_seen()
        if not total:
            return 0.0
        any_day = total / max(self.days, 1.0)
        hours = slice(day * 24, day * 24 + 24)
        of_day = _leaning(sum(self.weights[hours]), sum(times[hours]) / 24, any_day)
        around = [(hour + shift) % 24 for shift in (-1, 0, 1)]
        share = sum(self.weights[other * 24 + near] for other in range(7) for near in around) / (3 * total)
        return _leaning(self.weights[day * 24 + hour], times[day * 24 + hour], of_day * share)

    def _times_seen(self) -> list[float]:
        """Return how often each hour of the week was observed, decayed as the articles are."""
        if self._seen is None:
            self._seen = [0.0] * 168
            # The middle of the last hour says which it was.
            end = self.as_of.astimezone(UTC) - timedelta(minutes=30) if self.as_of else None
            slot, age = (end.weekday() * 24 + end.hour, 0) if end else (0, _HOURS_KEPT)
            while age < min(_hours_observed(self.days), _HOURS_KEPT):
                self._seen[(slot - age) % 168] += 0.5 ** (timedelta(hours=age) / HALF_LIFE)
                age += 1
        return self._seen

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


def _leaning(seen: float, times: float, prior: float) -> float:
    """Return the articles to expect at a time of which *seen* were seen in so many *times*, *prior* being expected."""
    return (seen + _PRIOR_ARTICLES) / (times + _PRIOR_ARTICLES / prior) if prior else 0.0


def _hours_observed(days: float) -> float:
    """Return the hours whose days, each weighing less the longer it is past, come to *days*."""
    left = 1 - days * math.log(2) / (HALF_LIFE / timedelta(days=1))
    return -math.log2(left) * (HALF_LIFE / timedelta(hours=1)) if left > 0 else _HOURS_KEPT


def _faded_days(span: timedelta) -> float:
    """Return the days of *span* up to now, each weighing less the longer it is past."""
    half_lives = max(span, timedelta(0)) / HALF_LIFE
    return (HALF_LIFE / timedelta(days=1)) / math.log(2) * (1 - math.pow(0.5, half_lives))
