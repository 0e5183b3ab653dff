"""Keeps a list of sites fresh: starts a crawl of each site when it is due, in a process of its own."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import attrs

from newscrawl.sites.due import due
from newscrawl.sites.entry import SiteEntry
from newscrawl.sites.leases import is_free
from newscrawl.sites.list_watcher import FollowedList
from newscrawl.sites.timing import Chance, next_try
from newscrawl.storage.state.run_outcome import RunOutcome
from newscrawl.storage.state.schedule import Run, Schedule, host_in

PATIENCE = timedelta(seconds=30)
"""How long a crawl that was asked to stop may take to end; then it is killed."""

logger = logging.getLogger(__name__)


class Child(Protocol):
    """A crawl in a process of its own; `name` is what it holds its site by."""

    @property
    def name(self) -> str: ...
    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


@attrs.define
class _Running:
    child: Child
    entry: SiteEntry
    started: datetime


@attrs.define
class Watcher:
    """Starts what is due and reaps what has ended, whenever `step` is called.

    `start` starts the crawl of a site, which takes the site and records its run
    itself. The watcher knows nothing that is not in the *schedule*, so that a new one goes on where the last ended.
    """

    listed: FollowedList
    schedule: Schedule
    start: Callable[[SiteEntry], Child]
    clock: Callable[[], datetime]
    chance: Chance
    at_once: int = 2
    _running: dict[str, _Running] = attrs.field(factory=dict, init=False)
    _put_off: dict[str, datetime] = attrs.field(factory=dict, init=False)

    def step(self) -> None:
        """Reap, and start at most `at_once` crawls; raises `StoreError`."""
        self._reap()
        now = self.clock()
        states = self.schedule.states()
        for entry in due(self.listed.entries(), states, now):
            if len(self._running) >= self.at_once:
                return
            asked = {host_in(site) for site in self._running}
            is_off = self._put_off.get(entry.site, now) > now
            if host_in(entry.site) not in asked and not is_off and is_free(states.get(entry.site), now):
                self._running[entry.site] = _Running(self.start(entry), entry, now)
                logger.info("crawling %s", entry.url)

    def stop(self) -> None:
        """Ask all crawls to end; what they have not done stays due."""
        for running in self._running.values():
            running.child.terminate()

    def ended(self, asked: datetime) -> bool:
        """Tell whether all crawls have ended that were *asked* to stop then; kill those that take too long."""
        self._reap()
        if self.clock() - asked > PATIENCE:
            for running in self._running.values():
                running.child.kill()
        return not self._running

    @property
    def running(self) -> list[str]:
        """The sites that are being crawled."""
        return list(self._running)

    def _reap(self) -> None:
        for site, running in list(self._running.items()):
            code = running.child.poll()
            if code is not None:
                del self._running[site]
                self._look_after(running, code)

    def _look_after(self, running: _Running, code: int) -> None:
        """Record the crash of a child that held its site to the last; put off one that did not come to take it."""
        site, now = running.entry.site, self.clock()
        state = self.schedule.state(site)
        if state.holder == running.child.name:
            logger.error("the crawl of %s crashed with exit code %s", site, code)
            failures = state.failures + 1
            crash = Run(site=site, started_at=running.started, ended_at=now, outcome=RunOutcome.CRASHED, errors=1)
            self.schedule.end(running.child.name, crash, next_try(now, failures, self.chance), failures)
            return
        last = next(iter(self.schedule.runs(site, 1)), None)
        if last is not None and last.ended_at >= running.started.replace(microsecond=0):
            logger.info("%s: %s, %s new articles, %s errors", site, last.outcome, last.new, last.errors)
        else:
            # Another holds the site, or its entry cannot be crawled.
            self._put_off[site] = next_try(now, 1, self.chance)
            logger.warning("the crawl of %s came to nothing (exit code %s)", site, code)
