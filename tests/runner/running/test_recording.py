"""What a crawl leaves in the schedule, also where the process died or the store was away."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from newscrawl.runner.output.progress import Tally
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.outcome import Ended, crashed
from newscrawl.runner.running.recording import recorded
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.sites.timetable.status import statuses
from newscrawl.storage import Store
from newscrawl.storage.state.run_outcome import RunOutcome
from tests.storage.builders import article

SITE = "paper.example"
CRAWL = Crawl("news", {"url": f"https://www.{SITE}/"})
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as opened:
        yield opened


@pytest.fixture
def keeper(store: Store) -> Keeper:
    """What holds the site."""
    found = Keeper(store, clock=lambda: NOW)
    assert found.take(SITE) is None
    return found


def fetched(store: Store, number: int, at: datetime) -> None:
    url = f"https://www.{SITE}/{number}"
    store.save(article(number, url=url, canonicalUrl=url, fetchedAt=at.isoformat()))


def test_the_run_of_a_process_that_died_counts_what_it_had_stored(store: Store, keeper: Keeper) -> None:
    started = NOW - timedelta(minutes=5)
    fetched(store, 1, started - timedelta(days=1))
    fetched(store, 2, started + timedelta(minutes=1))
    fetched(store, 3, started + timedelta(minutes=2))
    recorded(keeper, crashed(CRAWL), started)
    (run,) = keeper.schedule.runs(SITE)
    assert (run.outcome, run.new, run.changed) == (RunOutcome.CRASHED, 2, 0)
    assert run.note is not None
    assert keeper.schedule.state(SITE).holder is None


def test_an_end_that_cannot_be_recorded_is_trouble_and_is_recorded_later(store: Store, keeper: Keeper) -> None:
    ended = Ended(CRAWL, Tally(articles=1), RunOutcome.FINISHED)
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE schedule RENAME TO away")
    told = recorded(keeper, ended, NOW)
    assert told.outcome is RunOutcome.STORE_FAILED
    assert "not recorded" in (told.trouble or "")
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO schedule")
    keeper.renew()
    assert keeper.schedule.state(SITE).holder is None
    assert keeper.schedule.runs(SITE)[0].outcome is RunOutcome.FINISHED


def test_a_narrowed_run_raises_no_alarm(store: Store, keeper: Keeper) -> None:
    for hour in range(24 * 5):
        moment = NOW - timedelta(hours=hour + 12)
        url = f"https://www.{SITE}/{hour}"
        store.save(
            article(hour, url=url, canonicalUrl=url, datePublished=moment.isoformat(), fetchedAt=moment.isoformat())
        )
    keeper.take(SITE)
    ended = Ended(CRAWL, Tally(), RunOutcome.FINISHED)
    assert recorded(keeper, attrs.evolve(ended, crawl=attrs.evolve(CRAWL, narrowed=True)), NOW).alarm is None
    keeper.take(SITE)
    assert recorded(keeper, ended, NOW + timedelta(seconds=1)).alarm is not None


def test_what_a_run_counted_is_kept_with_it(keeper: Keeper) -> None:
    counts = {"fates": {"refused": 2}, "statuses": {"403": 2}, "withdrawn": 1, "bytes": 900, "seconds": 5.0}
    recorded(keeper, Ended(CRAWL, Tally(), RunOutcome.FINISHED, counts=counts), NOW)
    assert keeper.schedule.runs(SITE)[0].counts == counts
    (status,) = statuses(keeper.store, [SITE], NOW)
    assert status.as_json()["counts"] == counts


def test_the_quality_of_what_a_run_brought_is_kept_with_it(store: Store, keeper: Keeper) -> None:
    fetched(store, 1, NOW)
    recorded(keeper, Ended(CRAWL, Tally(new=1), RunOutcome.FINISHED), NOW)
    (run,) = keeper.schedule.runs(SITE)
    assert run.quality is not None
    assert (run.quality["articles"], run.quality["having"]["authors"]) == (1, 1)
