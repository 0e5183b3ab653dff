"""Which sites of the list a round is for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from newscrawl.errors import SitesError
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.storage import site_of
from newscrawl.storage.state.schedule import SiteState, host_in


def chosen(entries: Sequence[SiteEntry], tags: Collection[str], urls: Sequence[str]) -> list[SiteEntry]:
    """Return the *entries* with one of *tags* and of the sites of *urls*, where any are given.

    Raises `SitesError` for a tag or a site that is not in the list.
    """
    sites = {site_of(url): url for url in urls}
    missing = [url for site, url in sites.items() if site not in {entry.site for entry in entries}]
    if missing:
        raise SitesError(f"{missing[0]} is not in the list: newscrawl sites add {missing[0]}")
    for tag in tags:
        if not any(tag in entry.tags for entry in entries):
            known = sorted({tag for entry in entries for tag in entry.tags})
            raise SitesError(
                f"no site has the tag {tag}: " + (f"give one of {', '.join(known)}" if known else "none has any")
            )
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
