"""Keeps a list of sites fresh: has each site crawled when it is due."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any

import attrs

from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.list_watcher import FollowedList
from newscrawl.sites.timetable.due import due
from newscrawl.sites.timetable.leases import is_free
from newscrawl.sites.timetable.timing import Chance, next_try
from newscrawl.storage.state.schedule import Schedule, host_in

PATIENCE = timedelta(seconds=30)
"""How long a crawl that was asked to stop may take to end; then it is ended."""

logger = logging.getLogger(__name__)


@attrs.define
class Watcher:
    """Has crawled what is due and looks after what has ended, whenever `step` is called.

    `crawl` has a site crawled; its result is how its crawls ended, none where another process had the site, and an
    error where it was not crawled. The watcher knows nothing that is not in the *schedule*, so that a new one goes on
    where the last ended.
    """

    listed: FollowedList
    schedule: Schedule
    crawl: Callable[[SiteEntry], "Future[Any]"]
    clock: Callable[[], datetime]
    chance: Chance
    at_once: int = 2
    _running: dict[str, "Future[Any]"] = attrs.field(factory=dict, init=False)
    _put_off: dict[str, datetime] = attrs.field(factory=dict, init=False)

    def step(self) -> None:
        """Look after what has ended, and start at most `at_once` crawls; raises `StoreError`."""
        self._look_after()
        now = self.clock()
        states = self.schedule.states()
        for entry in due(self.listed.entries(), states, now):
            if len(self._running) >= self.at_once:
                return
            asked = {host_in(site) for site in self._running}
            is_off = self._put_off.get(entry.site, now) > now
            if host_in(entry.site) not in asked and not is_off and is_free(states.get(entry.site), now):
                self._running[entry.site] = self.crawl(entry)
                logger.info("crawling %s", entry.url)

    @property
    def running(self) -> list[str]:
        """The sites that are being crawled."""
        return list(self._running)

    def _look_after(self) -> None:
        """Put off what was not crawled: another process holds the site, or no crawl of it can begin."""
        for site, crawl in [(site, crawl) for site, crawl in self._running.items() if crawl.done()]:
            del self._running[site]
            error = crawl.exception()
            if error is not None:
                logger.warning("%s", error)
            if error is not None or not crawl.result():
                self._put_off[site] = next_try(self.clock(), 1, self.chance)
