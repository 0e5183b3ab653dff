"""One process at a time crawls a site, and what it brought is known to all that come after."""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.learned.publishing_rhythm import Rhythm
from newscrawl.errors import SitesError
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.timetable.due import chosen, due, first_due
from newscrawl.sites.timetable.leases import LEASE, Keeper
from newscrawl.sites.timetable.process_names import holder_of
from newscrawl.sites.timetable.timing import next_run, next_try
from newscrawl.storage import Store, StoreUnavailable
from newscrawl.storage.state.freshness import articles_a_day, delay_of, stored_a_day, undated
from newscrawl.storage.state.schedule import KEPT_RUNS, Run, Schedule, SiteState
from tests.storage.builders import article
from tests.storage.conftest import START, Clock
from tests.waiting import PATIENCE

SITE = "paper.example"
HOURLY = SiteEntry(url="https://www.paper.example/", every=timedelta(hours=1))
HOUR = timedelta(hours=1)


def keeper(store: Store, clock: Clock, holder: str = "a:1") -> Keeper:
    return Keeper(store, holder=holder, clock=clock, chance=lambda: 0.0)


def run(clock: Clock, outcome: str = "finished", minutes: float = 0, **counts: int) -> Run:
    return Run(
        site=SITE,
        started_at=clock.now,
        ended_at=clock.now + timedelta(minutes=minutes),
        outcome=outcome,
        **counts,
    )


def test_a_site_is_taken_by_one(store: Store, clock: Clock) -> None:
    first, second = keeper(store, clock), keeper(store, clock, "b:1")
    assert first.take(SITE) is None
    assert second.take(SITE) == "a:1"
    first.give_back(run(clock))
    assert second.take(SITE) is None


def test_a_lease_ends_unless_it_is_renewed(store: Store, clock: Clock) -> None:
    first, second = keeper(store, clock), keeper(store, clock, "b:1")
    first.take(SITE)
    clock.now += LEASE - timedelta(seconds=1)
    first.renew()
    clock.now += LEASE - timedelta(seconds=1)
    assert second.take(SITE) == "a:1"
    clock.now += timedelta(seconds=1)
    assert second.take(SITE) is None
    first.give_back(run(clock))
    assert Schedule(store.database).runs(SITE) == []
    assert Schedule(store.database).state(SITE).holder == "b:1"


def test_a_process_that_died_here_leaves_its_sites_at_once(store: Store, clock: Clock) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    keeper(store, clock, holder_of(dead.pid)).take(SITE)
    assert keeper(store, clock, "b:1").take(SITE) is None
    clock.now += 2 * LEASE
    keeper(store, clock, holder_of(os.getppid())).take(SITE)
    assert keeper(store, clock, "b:1").take(SITE) is not None


def test_a_process_of_another_machine_is_not_known_to_be_dead(store: Store, clock: Clock) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    keeper(store, clock, f"{socket.gethostname()}:{dead.pid}").take(SITE)
    assert keeper(store, clock, "b:1").take(SITE) is not None


@pytest.mark.parametrize(("site", "alone"), [("f'{n}.example'", False), ("f'10.0.0.{n}:{sys.argv[2]}'", True)])
def test_of_many_that_ask_at_once_one_gets_it(store_url: str, site: str, alone: bool) -> None:
    code = (
        "import sys; from datetime import datetime, timedelta, UTC; from newscrawl.storage import Store\n"
        "from newscrawl.storage.state.schedule import Schedule\n"
        "now = datetime(2026, 1, 1, tzinfo=UTC); s = Schedule(Store.open(sys.argv[1]).database)\n"
        "until, me = now + timedelta(hours=1), 'p:' + sys.argv[2]\n"
        f"print(sum(s.lease({site}, me, now, until, alone={alone}) for n in range(40)))"
    )
    asking = [subprocess.Popen([sys.executable, "-c", code, store_url, n], stdout=subprocess.PIPE) for n in "12"]
    assert sum(int(one.communicate(timeout=PATIENCE)[0]) for one in asking) == 40


def test_one_that_is_alone_on_a_host_waits_for_its_other_sites(store: Store, clock: Clock) -> None:
    one = keeper(store, clock)
    alone = attrs.evolve(keeper(store, clock, "b:1"), alone=True)
    for held, asked in (("10.0.0.1:80", "10.0.0.1:81"), ("localhost", "localhost:81"), ("[::1]:80", "[::1]:81")):
        one.take(held)
        assert alone.take(asked) is not None
        one.give_back(attrs.evolve(run(clock), site=held))
        assert alone.take(asked) is None
        assert alone.take(asked) is None
    assert alone.take("10.0.0.11:80") is None


def test_a_host_that_is_being_asked_for_one_site_is_due_for_no_other(clock: Clock) -> None:
    entries = [SiteEntry(url=f"http://10.0.0.1:{port}/") for port in (81, 82)]
    taken = SiteState(site="10.0.0.1:81", holder="a:1", leased_until=START + HOUR)
    assert due(entries, {taken.site: taken}, START) == entries[:1]
    assert due(entries, {taken.site: taken}, START + HOUR) == entries


def test_who_was_silent_for_too_long_is_told_what_it_lost(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = keeper(store, clock), keeper(store, clock, "b:1")
    first.take(SITE)
    first.take("other.example")
    clock.now += LEASE
    second.take(SITE)
    assert first.renew() == {"other.example"}

    def unreachable(*_: object) -> set[str]:
        raise StoreUnavailable("no route to host")

    monkeypatch.setattr(Schedule, "renew", unreachable)
    with pytest.raises(StoreUnavailable):
        first.renew()
    clock.now += LEASE
    assert first.renew() == set()


def test_runs_are_kept_with_what_they_brought(store: Store, clock: Clock) -> None:
    schedule = Schedule(store.database)
    for outcome in ("finished", "failed"):
        keeper(store, clock).take(SITE)
        keeper(store, clock).give_back(run(clock, outcome, new=3), HOURLY)
        clock.forward(1)
    newest, oldest = schedule.runs(SITE)
    assert (newest.outcome, oldest.outcome, oldest.new) == ("failed", "finished", 3)
    assert schedule.last_runs()[SITE] == newest
    assert schedule.last_runs(["finished"])[SITE] == oldest


def test_old_runs_are_forgotten(store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newscrawl.storage.state.schedule.KEPT_RUNS", 3)
    assert KEPT_RUNS > 100
    for _ in range(5):
        keeper(store, clock).take(SITE)
        keeper(store, clock).give_back(run(clock))
        clock.forward(1)
    assert len(Schedule(store.database).runs(SITE)) == 3


def test_failures_put_the_next_run_off_more_and_more_until_one_ends_well(store: Store, clock: Clock) -> None:
    waits, one = [], keeper(store, clock)
    for outcome in ("failed", "failed", "crashed", "finished"):
        one.take(SITE)
        one.give_back(run(clock, outcome), HOURLY)
        state = one.schedule.state(SITE)
        assert state.next_run
        waits.append((state.next_run - clock.now, state.failures))
        clock.now = state.next_run
    minutes = [(round(wait.total_seconds() / 60, 1), failures) for wait, failures in waits]
    assert minutes == [(3.8, 1), (7.5, 2), (15.0, 3), (60.0, 0)]


def test_a_run_that_was_stopped_leaves_the_site_due(store: Store, clock: Clock) -> None:
    one = keeper(store, clock)
    one.take(SITE)
    one.give_back(run(clock, "stopped"), HOURLY)
    assert due([HOURLY], one.schedule.states(), clock.now) == [HOURLY]


def test_what_is_due_longest_comes_first(clock: Clock) -> None:
    entries = [SiteEntry(url=f"https://{name}.example/") for name in "abcd"]
    states = {
        f"{name}.example": SiteState(site=f"{name}.example", next_run=START + hours * HOUR)
        for name, hours in (("a", -1), ("b", 2), ("c", -3))
    }
    assert [entry.site[0] for entry in due(entries, states, START)] == ["c", "a", "d"]
    assert first_due(entries, states) is None
    assert first_due(entries[:3], states) == START - 3 * HOUR


def test_sites_are_chosen_by_tag_and_by_address() -> None:
    first = SiteEntry(url="https://a.example/", tags=frozenset(["x"]))
    second = SiteEntry(url="https://b.example/", tags=frozenset(["y"]))
    assert chosen([first, second], ["y"], []) == [second]
    assert chosen([first, second], [], ["https://www.a.example/politics"]) == [first]
    with pytest.raises(SitesError, match="there are x, y"):
        chosen([first, second], ["z"], [])
    with pytest.raises(SitesError, match="sites add"):
        chosen([first], [], ["https://c.example/"])


@given(
    every=st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=9)),
    took=st.timedeltas(timedelta(0), timedelta(days=2)),
    chance=st.floats(0, 1),
)
def test_the_next_run_is_never_before_now_nor_later_than_asked(
    every: timedelta | None, took: timedelta, chance: float
) -> None:
    now = START + took
    moment = next_run(START, now, every, Rhythm(), lambda: chance)
    assert moment >= now
    assert moment <= max(now, START + every) if every else moment <= now + timedelta(hours=24)


def test_a_feed_whose_window_overran_is_seen_sooner_unless_the_user_says_how_often() -> None:
    def due_at(every: timedelta | None, pace: timedelta | None) -> datetime:
        return next_run(START, START, every, Rhythm(), lambda: 0.0, pace)

    assert due_at(None, None) == START + 24 * HOUR
    assert due_at(None, 3 * HOUR) == START + 3 * HOUR
    assert due_at(6 * HOUR, 3 * HOUR) == START + 6 * HOUR


@given(failures=st.integers(1, 10_000), chance=st.floats(0, 1))
def test_a_failing_site_is_tried_again_within_a_day_or_so(failures: int, chance: float) -> None:
    wait = next_try(START, failures, lambda: chance) - START
    assert timedelta(minutes=3) < wait <= timedelta(hours=30)


def stored(store: Store, clock: Clock, numbers: range, at: datetime) -> None:
    for number in numbers:
        store.save(
            article(
                number,
                url=f"https://www.paper.example/{number}",
                canonicalUrl=f"https://www.paper.example/{number}",
                datePublished=(at - timedelta(minutes=10 + number % 3)).isoformat(),
                fetchedAt=at.isoformat(),
            )
        )


def habit_of_two_an_hour(store: Store, clock: Clock) -> None:
    for hour in range(24 * 5):
        stored(store, clock, range(hour * 2, hour * 2 + 2), START + hour * HOUR)
    clock.now = START + 24 * 5 * HOUR


def test_a_run_far_below_the_habit_raises_the_alarm(store: Store, clock: Clock) -> None:
    habit_of_two_an_hour(store, clock)
    one = keeper(store, clock)
    alarms = []
    for hours, new in ((1, 0), (5, 0), (0, 12)):
        clock.forward(hours)
        one.take(SITE)
        alarms.append(one.alarm(run(clock, new=new)))
        one.give_back(run(clock, new=new))
    assert alarms[0] is None
    assert alarms[1] is not None
    assert "0 new articles where about" in alarms[1]
    assert alarms[2] is None
    assert one.schedule.runs(SITE)[0].note is None


def test_a_site_without_habit_raises_none(store: Store, clock: Clock) -> None:
    one = keeper(store, clock)
    one.take(SITE)
    assert one.alarm(run(clock)) is None
    stored(store, clock, range(30), START)
    clock.forward(200)
    one.take(SITE)
    assert one.alarm(run(clock)) is None


def test_freshness_leaves_the_backlog_out(store: Store, clock: Clock) -> None:
    store.save(article(1, datePublished="2025-01-01T00:00:00Z", fetchedAt=START.isoformat()))
    stored(store, clock, range(10, 13), START + 2 * HOUR)
    delay = delay_of(store.database, SITE, START - HOUR)
    assert delay is not None
    assert (delay.median, delay.most) == (timedelta(minutes=11), timedelta(minutes=12))
    assert delay_of(store.database, SITE, START + 3 * HOUR) is None
    assert stored_a_day(store.database, SITE, 3, START.astimezone(UTC)) == [0, 0, 4]
    store.save(article(99, datePublished=None, canonicalUrl=f"https://www.{SITE}/99"))
    assert undated(store.database, SITE) == 1
    assert articles_a_day(store.database, SITE, 3, START.astimezone(UTC)) == [0, 0, 3]


def test_dead_and_new_sites_keep_no_live_one_waiting() -> None:
    entries = [SiteEntry(url=f"https://{name}.example/") for name in ("dead", "new", "live", "late")]
    states = {
        site.site: SiteState(site=site.site, next_run=START - timedelta(hours=hours), failures=failures)
        for site, hours, failures in [(entries[0], 9, 3), (entries[2], 1, 0), (entries[3], 2, 0)]
    }
    assert [entry.site for entry in due(entries, states, START)] == [
        "late.example",
        "live.example",
        "new.example",
        "dead.example",
    ]
