"""What is left of a crawl when it is over: its run in the schedule, its site for others."""

from datetime import datetime

import attrs

from newscrawl.errors import StoreError
from newscrawl.runner.running.outcome import Ended, run_of
from newscrawl.sites.accounts.quality import alarm_of, quality_since, verdict_on
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.storage.state.freshness import stored_since
from newscrawl.storage.state.run_outcome import RunOutcome
from newscrawl.storage.state.schedule import Run
from newscrawl.storage.state.stored_fields import fields_of_newest

UNCOUNTED = (RunOutcome.CRASHED, RunOutcome.STOPPED)
"""Ends that may come before the last commits were counted."""


def recorded(keeper: Keeper, ended: Ended, started: datetime) -> Ended:
    """Record a crawl that *started* then, and give its site back; return *ended* with the alarm that it gives.

    Where the store cannot take it, that is how the crawl ended. A site that another process took meanwhile is left.
    """
    crawl = ended.crawl
    try:
        run = run_of(ended, started, keeper.clock())
        if ended.outcome in UNCOUNTED:
            new, changed = stored_since(keeper.store.database, crawl.site, started)
            run = attrs.evolve(run, new=max(run.new, new), changed=max(run.changed, changed))
        run, alarms = _with_quality(keeper, run, narrowed=crawl.narrowed)
        if not crawl.narrowed and (too_few := keeper.alarm(run)):
            alarms.insert(0, too_few)
        alarm = "; ".join(alarms) or None
        keeper.give_back(attrs.evolve(run, note=alarm or ended.note), crawl.entry)
    except StoreError as error:
        return attrs.evolve(ended, outcome=RunOutcome.STORE_FAILED, why=f": how it ended is not recorded: {error}")
    return attrs.evolve(ended, alarm=alarm)


def _with_quality(keeper: Keeper, run: Run, *, narrowed: bool) -> tuple[Run, list[str]]:
    """Return *run* with the quality of what it brought, and what it lost of that; a run that is *narrowed*, or that no
    other was before which was after all articles, has no habit to be measured by."""
    if not run.new and not run.changed:
        return run, []
    store = keeper.store
    if narrowed or run.outcome is not RunOutcome.FINISHED or not keeper.schedule.has_finished(run.site):
        newest = fields_of_newest(store.database, run.site, run.ended_at)
        return attrs.evolve(run, quality=quality_since(newest, run.started_at).as_json()), []
    verdict = verdict_on(store, run.site, run.started_at, run.ended_at)
    alarm = alarm_of(run.site, verdict.lost)
    return attrs.evolve(run, quality=verdict.quality.as_json()), [alarm] if alarm else []
