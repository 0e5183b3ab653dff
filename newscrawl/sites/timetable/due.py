"""Which sites of the list a round is for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from newscrawl.errors import NotListed
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.storage.state.schedule import SiteState, host_in
from newscrawl.web.sites import site_named
from newscrawl.web.suggestions import did_you_mean


def chosen(entries: Sequence[SiteEntry], tags: Collection[str], names: Sequence[str]) -> list[SiteEntry]:
    """Return the *entries* with one of *tags* and of the sites *names* (domains or addresses), where any are given.

    Raises `NotListed` for a tag or a site that is not in the list.
    """
    listed, known = [entry.site for entry in entries], {tag for entry in entries for tag in entry.tags}
    sites = {site_named(name): name for name in names}
    for site, name in sites.items():
        if site not in listed:
            raise NotListed(f"{name} is not in the list: newscrawl sites add {name}{did_you_mean(site, listed)}")
    for tag in tags:
        if tag not in known:
            raise NotListed(f"no site has the tag {tag}{did_you_mean(tag, sorted(known)) or ', none has any'}")
    return [entry for entry in entries if (not tags or entry.tags & set(tags)) and (not sites or entry.site in sites)]


def due(entries: Sequence[SiteEntry], states: Mapping[str, SiteState], now: datetime) -> list[SiteEntry]:
    """Return the *entries* that are due at *now*: those whose last run was good, then new ones, then those that fail;
    of each, those that wait longest first. A list of dead hosts keeps no live site waiting.

    One whose host is being asked for another site waits on.
    """
    held: dict[str, set[str]] = defaultdict(set)
    for state in states.values():
        if state.is_held(now):
            held[host_in(state.site)].add(state.site)
    waiting = [(promise(states.get(entry.site)), _due_at(entry, states), index) for index, entry in enumerate(entries)]
    return [
        entries[index]
        for _, moment, index in sorted(waiting)
        if moment <= now.timestamp() and held[host_in(entries[index].site)] <= {entries[index].site}
    ]


def promise(state: SiteState | None) -> int:
    """Return what the last run of a site in *state* promises of the next: 0 an answer, 1 nothing is known, 2 none."""
    if state is None or state.next_run is None:
        return 1
    return 2 if state.failures else 0


def first_due(entries: Sequence[SiteEntry], states: Mapping[str, SiteState]) -> datetime | None:
    """Return when the next of *entries* is due; None where one is due now that was never crawled, or none is listed."""
    moments = [state.next_run for entry in entries if (state := states.get(entry.site)) and state.next_run]
    return min(moments) if len(moments) == len(entries) and moments else None


def _due_at(entry: SiteEntry, states: Mapping[str, SiteState]) -> float:
    state = states.get(entry.site)
    return state.next_run.timestamp() if state is not None and state.next_run is not None else 0.0
