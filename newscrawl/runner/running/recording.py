"""What is left of a crawl when it is over: its run in the schedule, its site for others."""

from datetime import datetime

import attrs

from newscrawl.errors import StoreError
from newscrawl.runner.running.outcome import Ended, run_of
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.storage.state.freshness import stored_since
from newscrawl.storage.state.run_outcome import RunOutcome

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
        alarm = None if crawl.narrowed else keeper.alarm(run)
        keeper.give_back(attrs.evolve(run, note=alarm or ended.note), crawl.entry)
    except StoreError as error:
        return attrs.evolve(ended, outcome=RunOutcome.STORE_FAILED, why=f": how it ended is not recorded: {error}")
    return attrs.evolve(ended, alarm=alarm)
