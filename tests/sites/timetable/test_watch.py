"""A watch crawls each site when it is due, forgets none and repeats none, whatever happens to it."""

from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from newscrawl.errors import SitesError
from newscrawl.runner.running.listed import take_off
from newscrawl.runner.running.site_spiders import SiteSpiders
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.list_watcher import FollowedList
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.sites.timetable.status import sparkline, stale, statuses
from newscrawl.sites.timetable.watch import Watcher
from newscrawl.storage import Store
from newscrawl.storage.state.schedule import Run, Schedule
from tests.storage.conftest import Clock

HOUR = timedelta(hours=1)
ENTRIES = [SiteEntry(url=f"https://{name}.example/", every=HOUR) for name in "abc"]


@attrs.define(eq=False)
class Crawl:
    """Stands for a crawl in a process: it takes its site at once, and ends as the test says."""

    store: Store
    clock: Clock
    entry: SiteEntry
    name: str
    ending: "Future[list[str]]" = attrs.field(factory=Future)
    keeper: Keeper = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.keeper = Keeper(self.store, holder=self.name, clock=self.clock, chance=lambda: 0.0)
        self.keeper.take(self.entry.site)

    def end(self, outcome: str = "finished") -> None:
        now = self.clock.now
        run = Run(site=self.entry.site, started_at=now, ended_at=now, outcome=outcome, new=2)
        self.keeper.give_back(run, self.entry)
        self.ending.set_result([outcome])

    def release(self) -> None:
        now = self.clock.now
        self.keeper.schedule.lease(self.entry.site, "none:1", now, now, instead_of=self.name)


class Scene:
    """A watcher, and the crawls that it has started."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.crawls: list[Crawl] = []
        self.entries = list(ENTRIES)

    def watcher(self, at_once: int = 5) -> Watcher:
        return Watcher(
            listed=FollowedList(lambda: self.entries),
            schedule=Schedule(self.store.database),
            crawl=self.start,
            clock=self.clock,
            chance=lambda: 0.5,
            at_once=at_once,
        )

    def start(self, entry: SiteEntry) -> "Future[list[str]]":
        self.crawls.append(Crawl(self.store, self.clock, entry, f"elsewhere:{len(self.crawls)}"))
        return self.crawls[-1].ending

    @property
    def started(self) -> str:
        return "".join(crawl.entry.site[0] for crawl in self.crawls)


@pytest.fixture
def scene(store: Store, clock: Clock) -> Scene:
    return Scene(store, clock)


def test_each_site_is_crawled_when_it_is_due_and_not_before(scene: Scene) -> None:
    watcher = scene.watcher()
    watcher.step()
    watcher.step()
    assert scene.started == "abc"
    for crawl in scene.crawls[:2]:
        crawl.end()
    watcher.step()
    assert (scene.started, watcher.running) == ("abc", ["c.example"])
    scene.clock.forward(1.01)
    watcher.step()
    assert scene.started == "abcab"


def test_no_more_than_allowed_at_a_time(scene: Scene) -> None:
    watcher = scene.watcher(at_once=1)
    watcher.step()
    assert scene.started == "a"
    scene.crawls[0].end()
    watcher.step()
    assert scene.started == "ab"


def test_two_sites_of_a_host_wait_for_each_other(scene: Scene) -> None:
    scene.entries = [SiteEntry(url=f"http://10.0.0.1:{port}/", every=HOUR) for port in (81, 82)]
    watcher = scene.watcher()
    watcher.step()
    watcher.step()
    assert watcher.running == ["10.0.0.1:81"]
    scene.crawls[0].end()
    watcher.step()
    assert watcher.running == ["10.0.0.1:82"]


def test_a_restart_neither_skips_nor_repeats(scene: Scene) -> None:
    first = scene.watcher()
    first.step()
    scene.crawls[0].end()
    scene.crawls[1].end("stopped")
    second = scene.watcher()
    second.step()
    # a is done, b was stopped, c is still under way in a process that outlived the watch
    assert scene.started == "abcb"
    scene.clock.forward(0.5)
    second.step()
    assert scene.started == "abcbc"


@pytest.mark.parametrize("left_out", [True, False])
def test_a_crawl_that_comes_to_nothing_is_not_started_over_and_over(scene: Scene, left_out: bool) -> None:
    scene.entries = ENTRIES[:1]
    watcher = scene.watcher()
    watcher.step()
    scene.crawls[0].release()
    if left_out:
        scene.crawls[0].ending.set_result([])
    else:
        scene.crawls[0].ending.set_exception(RuntimeError("no process"))
    for _ in range(3):
        watcher.step()
    assert scene.started == "a"
    scene.clock.forward(0.1)
    watcher.step()
    assert scene.started == "aa"


def test_a_list_that_is_broken_while_watched_is_taken_as_it_was(store: Store, clock: Clock) -> None:
    lists = iter([ENTRIES[:1], None, ENTRIES[1:2]])

    def entries() -> list[SiteEntry]:
        found = next(lists)
        if found is None:
            raise SitesError("sites.toml:1: broken")
        return found

    scene = Scene(store, clock)
    watcher = attrs.evolve(scene.watcher(), listed=FollowedList(entries))
    for _ in range(3):
        watcher.step()
    assert scene.started == "ab"


def test_the_status_says_how_each_site_stands(scene: Scene) -> None:
    watcher = scene.watcher()
    watcher.step()
    scene.crawls[0].end()
    scene.crawls[1].end("failed")
    now = scene.clock.now
    a, b, c, d = statuses(scene.store, [*(entry.site for entry in ENTRIES), "d.example"], now)
    assert (a.last_run and a.last_run.new, a.failures, a.next_run) == (2, 0, now + HOUR)
    assert (b.last_good, b.failures) == (None, 1)
    assert (c.crawled_by, d.last_run) == ("elsewhere:2", None)
    assert a.as_json()["next_run"] == "2026-03-01T13:00:00+00:00"
    assert stale([a, b, c, d], HOUR, now) == ["b.example", "c.example", "d.example"]
    assert stale([a], HOUR, now + 2 * HOUR) == ["a.example"]
    assert [one.site for one in statuses(scene.store, None, now)] == ["a.example", "b.example", "c.example"]
    assert (sparkline([]), sparkline([0, 0]), sparkline([0, 3, 6])) == ("", "▁▁", "▁▄█")


def test_a_site_that_was_taken_off_the_list_is_forgotten(scene: Scene, tmp_path: Path) -> None:
    file = tmp_path / "sites.toml"
    watcher = scene.watcher()
    watcher.step()
    for crawl in scene.crawls:
        crawl.end()
    for names, left in (("abc", "abc"), ("ab", "ab"), ("", "ab"), ("b", "b")):
        file.write_text("".join(f'[[site]]\nurl = "https://{name}.example/"\n' for name in names))
        take_off(scene.store, file, SiteSpiders())
        assert "".join(one.site[0] for one in statuses(scene.store, None, scene.clock.now)) == left
