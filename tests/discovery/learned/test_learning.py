"""When to come back, and whom to believe: revisit plan, rhythm, honesty, scope."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.crawl.revisit_plan import RevisitPlan
from newscrawl.discovery.crawl.scope import Scope
from newscrawl.discovery.learned.lastmod_trust import LastmodHonesty
from newscrawl.discovery.learned.publishing_rhythm import Rhythm
from newscrawl.errors import DiscoveryError

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)


def test_the_plan_widens_and_ends() -> None:
    plan = RevisitPlan()
    due = [plan.next_due(NOW, NOW + fetched * HOUR) for fetched in (0, 1, 5, 6, 24, 72)]
    assert due == [NOW + 1 * HOUR, NOW + 6 * HOUR, NOW + 6 * HOUR, NOW + 24 * HOUR, NOW + 72 * HOUR, None]


def test_an_article_found_late_or_dated_ahead_counts_from_its_fetch() -> None:
    plan = RevisitPlan()
    assert plan.next_due(None, NOW) == NOW + HOUR
    assert plan.next_due(NOW + 5 * HOUR, NOW) == NOW + HOUR
    assert plan.next_due(NOW - 100 * HOUR, NOW) is None


def test_plans_are_read_from_text() -> None:
    assert RevisitPlan.parse("3d, 30m,2h").after == (timedelta(minutes=30), 2 * HOUR, 72 * HOUR)
    assert RevisitPlan.parse("").after == RevisitPlan.parse("never").after == ()
    with pytest.raises(DiscoveryError, match="1h,6h"):
        RevisitPlan.parse("soon")


def test_a_daytime_site_is_visited_by_day_and_left_alone_at_night() -> None:
    rhythm = Rhythm()
    times = [NOW - timedelta(days=day, hours=hour - 6) for day in range(30) for hour in range(1, 13)]
    rhythm.learn(times, NOW)
    morning = datetime(2026, 3, 10, 9, tzinfo=UTC)
    night = datetime(2026, 3, 10, 21, tzinfo=UTC)
    assert rhythm.next_visit(morning) - morning <= 2 * HOUR
    assert rhythm.next_visit(night) - night >= 6 * HOUR


def test_a_silent_site_is_visited_once_a_day_and_a_busy_one_every_ten_minutes() -> None:
    silent, busy = Rhythm(), Rhythm()
    busy.learn([NOW - timedelta(minutes=minute) for minute in range(10_000)], NOW)
    assert silent.next_visit(NOW) == NOW + 24 * HOUR
    assert busy.next_visit(NOW) == NOW + timedelta(minutes=10)


def test_a_rhythm_that_changes_is_followed() -> None:
    rhythm = Rhythm()
    rhythm.learn([NOW - timedelta(hours=n) for n in range(1000)], NOW)
    before = rhythm.rate(NOW)
    rhythm.learn([], NOW + timedelta(days=56))
    assert rhythm.rate(NOW) < before / 3
    again = Rhythm.from_note(json.loads(json.dumps(rhythm.as_note())))
    assert again.rate(NOW) == pytest.approx(rhythm.rate(NOW), abs=1e-3)


@given(
    st.lists(st.datetimes(timezones=st.just(UTC)), max_size=30),
    st.datetimes(datetime(1971, 1, 1), timezones=st.just(UTC)),
)
def test_the_next_visit_is_always_within_a_day(times: list[datetime], now: datetime) -> None:
    if now.year > 9990:
        return
    rhythm = Rhythm()
    rhythm.learn(times, now)
    assert timedelta(minutes=10) <= rhythm.next_visit(now) - now <= timedelta(hours=24)


def test_lastmod_is_on_trial_until_it_proves_right_or_wrong() -> None:
    honesty = LastmodHonesty()
    assert honesty.allowance() == 20
    for _ in range(3):
        honesty.learn(changed=True)
    assert honesty.allowance() is None
    liar = LastmodHonesty()
    for _ in range(5):
        liar.learn(changed=False)
    assert liar.allowance() == 0
    assert LastmodHonesty.from_note(json.loads(json.dumps(liar.as_note()))) == liar
    assert LastmodHonesty.from_note("junk") == LastmodHonesty()


def test_scope_judges_dates_in_addresses_with_a_days_grace() -> None:
    scope = Scope.parse(since="2026-01-10", until="2026-01-20")
    allowed = {
        day: scope.allows_url(f"https://example.org/2026/01/{day:02}/a-story-of-the-day") for day in range(1, 31)
    }
    assert [day for day, yes in allowed.items() if yes] == list(range(9, 22))
    assert scope.allows_time(datetime(2026, 1, 20, 23, tzinfo=UTC))
    assert not scope.allows_time(datetime(2026, 1, 21, tzinfo=UTC))
    assert scope.allows_time(None)


@pytest.mark.parametrize(
    ("now", "before", "within"),
    [
        ({}, {}, True),
        ({"since": "2026-01-01"}, {}, True),
        ({}, {"since": "2026-01-01"}, False),
        ({"since": "2026-01-02"}, {"since": "2026-01-01"}, True),
        ({"since": "2025-12-31"}, {"since": "2026-01-01"}, False),
        ({"until": "2026-01-01"}, {"until": "2026-01-02"}, True),
        ({"sections": "sport"}, {"sections": "sport,world"}, True),
        ({}, {"sections": "sport"}, False),
        ({"include": "a"}, {"include": "b"}, False),
        ({"max_articles": "5"}, {}, True),
    ],
)
def test_a_run_may_build_on_an_earlier_one_that_was_after_no_less(
    now: dict[str, str], before: dict[str, str], within: bool
) -> None:
    note = json.loads(json.dumps(Scope.parse(**before).as_note()))
    assert Scope.parse(**now).is_within(note) is within
    assert not Scope.parse(**now).is_within("junk")


@pytest.mark.parametrize("articles", [14, 100, 1000])
def test_a_paper_that_rests_at_weekends_is_known_to_after_four_weeks(articles: int) -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    days = [monday + timedelta(days=day) for day in range(26) if day % 7 < 5]
    rhythm = Rhythm()
    rhythm.learn(
        [day + timedelta(hours=8, minutes=600 * n / articles) for day in days for n in range(articles)],
        days[-1] + timedelta(hours=20),
    )
    saturday = monday + timedelta(days=26)
    weekend = sum(rhythm.rate(saturday + timedelta(hours=hour)) for hour in range(48))
    weekday = sum(rhythm.rate(monday + timedelta(days=28, hours=hour)) for hour in range(24))
    assert weekend < 4
    assert weekday == pytest.approx(articles, rel=0.25)
    assert rhythm.next_visit(saturday) > saturday + timedelta(hours=12)
