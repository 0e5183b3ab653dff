"""What a run's articles have, and the alarm where they lost it, by the articles in the store."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from newscrawl.sites.accounts.quality import alarm_of, lost_fields, usual_quality, verdict_on
from newscrawl.storage import Store
from tests.storage.builders import SITE, article
from tests.storage.conftest import START, Clock

NAME = "paper.example"
DAY = timedelta(days=1)


def stored(store: Store, numbers: range, at: datetime, published: datetime | None = None, **changes: Any) -> None:
    """Store articles at the time *at*, published an hour before or as said."""
    store.save_batch(
        [
            article(
                number,
                canonicalUrl=f"{SITE}/{number}",
                url=f"{SITE}/{number}",
                datePublished=(published or at - timedelta(hours=1)).isoformat(),
                fetchedAt=at.isoformat(),
                articleBody=" ".join(f"word{number * 7 + place % 97}" for place in range(300)),
                **changes,
            )
            for number in numbers
        ]
    )


@pytest.fixture
def habit(store: Store, clock: Clock) -> Store:
    """A store of ten articles on each of fourteen days."""
    for day in range(14):
        stored(store, range(day * 10, day * 10 + 10), START + day * DAY)
    clock.now = START + 14 * DAY
    return store


def lost(store: Store, clock: Clock, started: datetime | None = None) -> list[str]:
    return list(verdict_on(store, NAME, started or clock.now, clock.now + timedelta(minutes=5)).lost)


def test_a_run_like_the_others_is_counted(habit: Store, clock: Clock) -> None:
    stored(habit, range(200, 212), clock.now)
    verdict = verdict_on(habit, NAME, clock.now, clock.now)
    assert verdict.lost == {}
    assert verdict.quality.articles == 12
    assert verdict.quality.having == {"date": 12, "authors": 12, "body": 12, "section": 12, "picture": 12}
    assert verdict.quality.date_sources == {"printed": 12}
    assert verdict.quality.words == usual_quality(habit, NAME, clock.now).words == 300


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"authors": []}, ["authors"]),
        ({"section": None, "mainImage": None, "images": None}, ["section", "picture"]),
        ({"articleBody": "Only the first words before the wall."}, ["body"]),
    ],
    ids=["authors", "section and picture", "teasers"],
)
def test_what_is_lost_is_named(habit: Store, clock: Clock, changes: dict[str, Any], names: list[str]) -> None:
    for number in range(12):
        habit.save(
            article(
                300 + number,
                canonicalUrl=f"{SITE}/{300 + number}",
                datePublished=clock.now.isoformat(),
                fetchedAt=clock.now.isoformat(),
                **({"articleBody": "word " * 300} | changes),
            )
        )
    found = verdict_on(habit, NAME, clock.now, clock.now).lost
    assert list(found) == names
    line = alarm_of(NAME, found)
    assert line is not None
    assert line.startswith(f"{NAME} lost {names[0]} 100 % → 0 %")


def test_dates_that_are_lost_are_named_too(habit: Store, clock: Clock) -> None:
    undated = [article(n, canonicalUrl=f"{SITE}/{n}", datePublished=None) for n in range(300, 312)]
    for one in undated:
        one.fetchedAt = clock.now.isoformat()
        one.articleBody = "word " * 300
    habit.save_batch(undated)
    assert lost(habit, clock) == ["date"]


def test_small_runs_are_seen_together_and_the_alarm_stands_until_it_is_mended(habit: Store, clock: Clock) -> None:
    alarms = []
    for number in range(60):
        clock.forward(1)
        stored(habit, range(400 + number, 401 + number), clock.now, authors=[])
        alarms.append(bool(lost(habit, clock)))
    first = alarms.index(True)
    assert first < 12
    assert all(alarms[first:])
    assert list(lost_fields(habit, NAME, clock.now)) == ["authors"]
    assert lost_fields(habit, NAME, clock.now + 15 * DAY) == {}
    clock.forward(1)
    stored(habit, range(500, 512), clock.now)
    assert lost(habit, clock) == []
    assert lost_fields(habit, NAME, clock.now) == {}


def test_old_articles_that_come_late_have_a_habit_of_their_own(habit: Store, clock: Clock) -> None:
    stored(habit, range(600, 640), clock.now, published=START - 4000 * DAY, authors=[])
    assert lost(habit, clock) == []


def test_a_site_that_never_had_authors_is_silent(store: Store, clock: Clock) -> None:
    for day in range(5):
        stored(store, range(day * 10, day * 10 + 10), START + day * DAY, authors=[])
    clock.now = START + 5 * DAY
    stored(store, range(100, 120), clock.now, authors=[])
    assert lost(store, clock) == []


def test_articles_that_changed_for_the_worse_count_as_new(habit: Store, clock: Clock) -> None:
    stored(habit, range(120, 140), clock.now, published=clock.now - DAY, authors=[])
    assert lost(habit, clock) == ["authors"]


def test_of_a_store_without_articles_nothing_is_told(store: Store, clock: Clock) -> None:
    assert verdict_on(store, NAME, clock.now, clock.now).quality.as_json() is None
