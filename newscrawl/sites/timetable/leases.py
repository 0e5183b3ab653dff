"""Keeps one process's word on the sites that it crawls: takes each before, records its run after."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import attrs

from newscrawl.discovery.learned.source_states import pace_of
from newscrawl.sites.accounts.sources import sources_of
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.timetable import yield_alarm
from newscrawl.sites.timetable.process_names import is_gone, this_process
from newscrawl.sites.timetable.timing import Chance, next_run, next_try
from newscrawl.storage import Store, StoreUnavailable
from newscrawl.storage.state.run_outcome import RunOutcome
from newscrawl.storage.state.schedule import Run, Schedule, SiteState

LEASE = timedelta(minutes=5)
"""How long a site stays taken by a process that says nothing more; longer than any pause of one that lives."""


def is_free(state: SiteState | None, now: datetime) -> bool:
    """Tell whether no process that lives holds the site of *state* at *now*."""
    return state is None or not state.is_held(now) or is_gone(state.holder or "")


@attrs.define
class Keeper:
    """Takes sites for *holder* and records their runs in *store*. Every method may raise `StoreError`.

    `lease` is how long a site stays taken unless it is renewed; `alone`: no site is taken while another of its host
    is, whoever has it.
    """

    store: Store
    lease: timedelta = LEASE
    alone: bool = False
    holder: str = attrs.field(factory=this_process)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Chance = random.random
    _newest: dict[str, datetime | None] = attrs.field(factory=dict, init=False)
    _owed: list[tuple[Run, SiteEntry | None]] = attrs.field(factory=list, init=False)
    _renewed: datetime = attrs.field(init=False, default=attrs.Factory(lambda self: self.clock(), takes_self=True))

    @property
    def schedule(self) -> Schedule:
        """The schedule in the store."""
        return Schedule(self.store.database)

    def take(self, site: str) -> str | None:
        """Take *site*: None, or who has it. That of a process which died here is taken over at once."""
        now = self.clock()
        holder = self.schedule.state(site).holder
        gone = holder if holder is not None and is_gone(holder) else None
        if not self.schedule.lease(site, self.holder, now, now + self.lease, instead_of=gone, alone=self.alone):
            return self.schedule.state(site).holder or holder or "another process"
        self._newest[site] = yield_alarm.newest(self.store, site)
        return None

    @property
    def renew_every(self) -> timedelta:
        """How often `renew` is to be called."""
        return self.lease / 5

    def renew(self) -> set[str]:
        """Say that the process lives; return the sites that it holds still."""
        now = self.clock()
        try:
            while self._owed:
                self._give_back(*self._owed[0])
                self._owed.pop(0)
            held = self.schedule.renew(self.holder, now + self.lease)
        except StoreUnavailable:
            if now < self._renewed + self.lease:
                raise
            return set()
        self._renewed = now
        return held

    def alarm(self, run: Run) -> str | None:
        """Return a line where *run*, which was after all articles of its site, gave far fewer than is its habit."""
        if run.outcome is not RunOutcome.FINISHED:
            return None
        return yield_alarm.yield_alarm(self.store, run.site, self._newest.get(run.site), run.ended_at, run.new)

    def give_back(self, run: Run, entry: SiteEntry | None = None) -> None:
        """Record *run* and give its site back; the next is planned where the site has an *entry* in the list.

        Where the store is away, `renew` does so as soon as it answers; `StoreUnavailable` is raised all the same.
        """
        try:
            self._give_back(run, entry)
        except StoreUnavailable:
            self._owed.append((run, entry))
            raise

    def _give_back(self, run: Run, entry: SiteEntry | None) -> None:
        failures = self.schedule.state(run.site).failures + 1 if run.outcome.is_failure else 0
        self.schedule.end(self.holder, run, self._next(run, entry, failures), failures)
        self._newest.pop(run.site, None)

    def _next(self, run: Run, entry: SiteEntry | None, failures: int) -> datetime | None:
        """Return when the site is due again; a run that was stopped leaves it due as it was."""
        if entry is None or run.outcome in (RunOutcome.STOPPED, RunOutcome.LOST):
            return None
        if failures:
            return next_try(run.ended_at, failures, self.chance)
        rhythm = yield_alarm.rhythm_of(self.store, run.site, run.ended_at)
        pace = pace_of(sources_of(self.store, [run.site])[run.site])
        return next_run(run.started_at, run.ended_at, entry.every, rhythm, self.chance, pace)
