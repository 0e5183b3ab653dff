"""A site's habit of having a field, and whether some new articles fall far below it.

Articles of one day are alike: a desk without bylines has its days, a redesign too. So the habit is learned by the day
of the week, and how much days differ anyway, beyond what chance makes of them, is learned with it (beta-binomial).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import attrs

from newscrawl.sites.accounts.chances import RARE, beta_binomial_at_most

FEWEST = 10
"""Articles that must be known, and as many that must be new, to tell anything."""

FAR_BELOW = 0.5
"""A share that is not halved is no far fall, however many articles say so."""

HALF_LIFE = timedelta(days=28)

# How much the habit of a day of the week leans on that of the week, in articles.
_LEANING = 2.0
# How alike the articles of a day are taken to be before it is known, and how many days it takes to doubt that.
_LIKENESS, _LIKENESS_DAYS = 0.1, 3.0
# So alike are those of a day of the week that was not seen yet, such as the first weekend.
_LIKENESS_UNSEEN = 0.3

Days = Mapping[date, tuple[int, int]]
"""By day (UTC), how many of the articles published then have a field, and how many there are."""


@attrs.frozen(kw_only=True)
class Fall:
    """The share `now` of new articles has a field that the share `before` of those known has."""

    before: float
    now: float


def fall(known: Days, new: Sequence[tuple[date, bool]]) -> Fall | None:
    """Return how far *new* articles (day, whether it has the field) fall below the habit of those *known*.

    None where it is not far, or happens by chance once in 1,000 times.
    """
    if not is_far_below(known, new):
        return None
    having = sum(has for _, has in new)
    share, likeness = Habit.of(known).expected([day for day, _ in new])
    if beta_binomial_at_most(having, len(new), share, likeness) >= RARE:
        return None
    usual, total = (sum(counts) for counts in zip(*known.values(), strict=True))
    return Fall(before=usual / total, now=having / len(new))


def is_far_below(known: Days, new: Sequence[tuple[date, bool]]) -> bool:
    """Tell whether there are enough articles, and of the *new* ones less than half as many have the field as are to."""
    if sum(count for _, count in known.values()) < FEWEST or len(new) < FEWEST:
        return False
    share, _ = Habit.of(known).expected([day for day, _ in new])
    return sum(has for _, has in new) <= FAR_BELOW * share * len(new)


@attrs.frozen
class Habit:
    """How many of a site's articles have a field: the `share` of all, of each day of the week (0 = Monday), and how
    alike those of one day are (see `beta_binomial_at_most`)."""

    share: float
    of_weekday: dict[int, float]
    likeness: float

    @classmethod
    def of(cls, known: Days) -> "Habit":
        """Learn the habit of the articles *known*, at least one; newer ones weigh more."""
        last = max(known)
        having, count = [0.0] * 7, [0.0] * 7
        for day, (some, of) in known.items():
            weight = 0.5 ** ((last - day) / HALF_LIFE)
            having[day.weekday()] += weight * some
            count[day.weekday()] += weight * of
        share = (sum(having) + 0.5) / (sum(count) + 1)
        of_weekday = {
            weekday: (having[weekday] + _LEANING * share) / (count[weekday] + _LEANING)
            for weekday in range(7)
            if count[weekday]
        }
        return cls(share, of_weekday, _likeness(known, of_weekday))

    def expected(self, days: Sequence[date]) -> tuple[float, float]:
        """Return the share that articles published on *days* are to have, and how alike they are."""
        weekdays = [day.weekday() for day in days]
        share = sum(self.of_weekday.get(weekday, self.share) for weekday in weekdays) / len(weekdays)
        unseen = sum(weekday not in self.of_weekday for weekday in weekdays) / len(weekdays)
        return share, max(self.likeness, _LIKENESS_UNSEEN * unseen)


def _likeness(known: Days, of_weekday: Mapping[int, float]) -> float:
    """Return how alike the articles of one day are: what the days differ by, beyond what chance alone would make."""
    spreads: dict[int, float] = defaultdict(float)
    free = 0
    for day, (having, count) in known.items():
        share = of_weekday[day.weekday()]
        spreads[day.weekday()] += (having - count * share) ** 2 / (count * share * (1 - share)) - 1
        free += count - 1
    found = min(max(sum(spreads.values()) / free, 0.0), 1.0) if free else _LIKENESS
    return (found * len(known) + _LIKENESS * _LIKENESS_DAYS) / (len(known) + _LIKENESS_DAYS)
