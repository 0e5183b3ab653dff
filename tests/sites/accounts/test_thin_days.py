"""A day with far fewer articles than usual is told; a weekend is not."""

import random
from datetime import UTC, date, datetime, timedelta

from newscrawl.sites.accounts.thin_days import thin_days

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday


def published(rng: random.Random, days: int, weekday: int, weekend: int, lacking: int = -1) -> list[datetime]:
    times = []
    for day in range(days):
        count = weekend if day % 7 >= 5 else weekday
        if day == lacking:
            count = 1
        times += [BEGIN + timedelta(days=day, hours=6 + 14 * rng.random()) for _ in range(count + rng.randint(-2, 2))]
    return times


def test_a_day_that_lacks_most_is_told() -> None:
    times = published(random.Random(1), 40, 20, 20, lacking=33)
    (thin,) = thin_days(times, BEGIN + timedelta(days=40))
    assert thin.day == date(2026, 2, 7)
    assert thin.articles < 5 < 10 < thin.expected


def test_weekends_are_the_habit_of_a_paper_that_rests() -> None:
    times = published(random.Random(2), 50, 25, 2)
    assert thin_days(times, BEGIN + timedelta(days=50)) == []


def test_nothing_is_told_of_a_week_or_of_nothing() -> None:
    assert thin_days([], BEGIN) == []
    assert thin_days(published(random.Random(3), 6, 20, 20, lacking=4), BEGIN + timedelta(days=6)) == []


def test_over_a_year_few_days_are_told_by_chance() -> None:
    rng = random.Random(4)
    told = set()
    times: list[datetime] = []
    for day in range(365):
        share = 0.3 if day % 7 >= 5 else 1.0
        count = sum(rng.random() < 0.4 * share for _ in range(40))
        times += [BEGIN + timedelta(days=day, hours=24 * rng.random()) for _ in range(count)]
        if day % 28 == 27:
            told |= {one.day for one in thin_days(times[-3000:], BEGIN + timedelta(days=day + 1))}
    assert len(told) <= 2
