"""Shares crawls among processes of this machine that write to one store, with one progress."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from newscrawl.errors import BadInput
from newscrawl.runner.output.logs import log_to_console
from newscrawl.runner.output.progress import Tally, progress
from newscrawl.runner.processes.supervisor import Sharing
from newscrawl.runner.running.crawling import AT_ONCE
from newscrawl.runner.running.crawls import Crawl, by_site
from newscrawl.runner.running.outcome import Ended
from newscrawl.runner.running.run_settings import project_settings
from newscrawl.runner.running.stopping import GRACE_SECONDS, stopped_by_signals
from newscrawl.sites.timetable.leases import Keeper


def run_shared(
    crawls: Sequence[Crawl],
    overrides: dict[str, Any],
    processes: int,
    keeper: Keeper | None = None,
    update: Callable[[Tally], None] = lambda _: None,
) -> list[Ended]:
    """Run *crawls* in so many *processes* with the settings *overrides*, with one progress on standard error.

    *update* is told how far they are.
    Raises `BadInput` with the words of what kept a crawl from starting.
    """
    settings = project_settings(overrides)
    log_to_console(settings)
    errors: list[str] = []
    groups = by_site(crawls)
    lanes = min(AT_ONCE, math.ceil(len(groups) / processes))
    sharing = Sharing(overrides, processes, lanes, keeper, errors.append)
    outcomes = [sharing.add(group) for group in groups]
    sharing.close()
    with progress(settings, update, sharing.by_site) as show, stopped_by_signals(sharing.stop, 2 * GRACE_SECONDS):
        while sharing.step():
            show(sharing.tally)
    if errors:
        raise BadInput(errors[0])
    ended = [one for outcome in outcomes if not outcome.exception() for one in outcome.result()]
    return sorted(ended, key=lambda one: crawls.index(one.crawl))
