"""A field that is lost is told soon; what is a site's way is not, over a year."""

import random
from collections import deque
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from newscrawl.sites.accounts.habits import FEWEST, fall

BEGIN = date(2025, 1, 6)  # a Monday
Share = Callable[[int, random.Random], float]


def a_year(share: Share, a_day: int = 20, runs_a_day: int = 6, days: int = 365, broken: int | None = None) -> list[int]:
    """Return the days on which runs raised an alarm after one that did not; from day *broken* on the field is lost."""
    rng, alarms, ringing = random.Random(1), [], False
    recent: deque[tuple[date, bool]] = deque()
    known: dict[date, tuple[int, int]] = {}
    for number in range(days):
        day = BEGIN + timedelta(days=number)
        chance = 0.0 if broken is not None and number >= broken else share(number, rng)
        for _ in range(runs_a_day):
            recent.extend((day, rng.random() < chance) for _ in range(a_day // runs_a_day + rng.randrange(2)))
            while len(recent) > FEWEST:
                old, has = recent.popleft()
                having, count = known.get(old, (0, 0))
                known[old] = having + has, count + 1
            known = {one: counts for one, counts in known.items() if (day - one).days <= 56}
            found = fall(known, list(recent)) is not None
            if found and not ringing:
                alarms.append(number)
            ringing = found
    return alarms


def at(share: float) -> Share:
    return lambda _, __: share


def weekends(weekday: float, weekend: float) -> Share:
    return lambda day, _: weekend if day % 7 >= 5 else weekday


WAYS = {
    "nearly all": at(0.98),
    "half": at(0.5),
    "few": at(0.2),
    "none": at(0.0),
    "a desk without bylines at weekends": weekends(0.98, 0.05),
    "half at weekends": weekends(0.95, 0.5),
    "fewer and fewer": lambda day, _: 0.98 - 0.78 * day / 365,
    "each day another share": lambda _, rng: min(1.0, max(0.0, rng.gauss(0.7, 0.2))),
}


@pytest.mark.parametrize("way", WAYS)
def test_over_a_year_hardly_any_alarm_is_false(way: str) -> None:
    assert len(a_year(WAYS[way])) <= 3


@pytest.mark.parametrize("way", ["nearly all", "a desk without bylines at weekends", "half at weekends"])
def test_what_is_lost_is_told_within_a_day(way: str) -> None:
    assert a_year(WAYS[way], days=63, broken=60)[-1] in (60, 61)


def test_the_first_weekend_of_a_desk_without_bylines_is_no_alarm() -> None:
    week = {BEGIN + timedelta(days=day): (19, 20) for day in range(5)}
    saturday = BEGIN + timedelta(days=5)
    assert fall(week, [(saturday, number < 4) for number in range(12)]) is None
    assert fall(week, [(saturday, False) for _ in range(12)]) is not None


def test_of_few_articles_nothing_is_told() -> None:
    week = {BEGIN: (200, 200)}
    assert fall(week, [(BEGIN, False)] * 9) is None
    assert fall({BEGIN: (9, 9)}, [(BEGIN, False)] * 100) is None
    assert fall({}, [(BEGIN, False)] * 100) is None
    assert fall(week, [(BEGIN, False)] * 10) is not None


def test_less_than_half_lost_is_no_alarm() -> None:
    assert fall({BEGIN: (1000, 1000)}, [(BEGIN, number % 3 > 0) for number in range(300)]) is None
