"""Days on which a site published far fewer articles than is its habit: its own quiet days, or articles missed."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

import attrs

from newscrawl.discovery.learned.publishing_rhythm import Rhythm
from newscrawl.sites.accounts.chances import RARE, poisson_at_most

DAYS = 28
"""How far back is looked."""

_LEAST_DAYS = 7.0
_DAY = timedelta(days=1)
# The median of the squares of a standard normal variable.
_MEDIAN_SQUARE = 0.4549


@attrs.frozen(kw_only=True)
class ThinDay:
    """A day (UTC) with `articles` where about `expected` are published at that time of the week."""

    day: date
    articles: int
    expected: int


def thin_days(published: Iterable[datetime], until: datetime) -> list[ThinDay]:
    """Return the thin ones of the `DAYS` days before that of *until*, by the times (aware) of articles *published*.

    How much the site's days differ anyway is taken from all of them. Empty where less than a week is known.
    """
    times = [time.astimezone(UTC) for time in published if time <= until]
    rhythm = Rhythm()
    rhythm.learn(times, until)
    if rhythm.days < _LEAST_DAYS:
        return []
    counts = Counter(time.date() for time in times)
    expected = dict(_expected(rhythm, min(times), until))
    spreads = [(counts[day] - due) ** 2 / due for day, due in expected.items() if due]
    unrest = max(1.0, statistics.median(spreads) / _MEDIAN_SQUARE) if spreads else 1.0
    return [
        ThinDay(day=day, articles=counts[day], expected=round(due))
        for day, due in expected.items()
        if poisson_at_most(counts[day] / unrest, due / unrest) < RARE
    ]


def _expected(rhythm: Rhythm, first: datetime, until: datetime) -> Iterator[tuple[date, float]]:
    """Yield each whole day that is looked at, with how many articles *rhythm* expects of it."""
    today = until.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for back in range(DAYS, 0, -1):
        begin = today - back * _DAY
        if begin > first:
            yield begin.date(), sum(rhythm.rate(begin + timedelta(hours=hour)) for hour in range(24))
