"""How the sources of sites stand."""

from collections.abc import Iterable

from newscrawl.discovery.learned.source_states import SourceState
from newscrawl.storage import Store

__all__ = ["SourceState", "sources_of"]

_ORDER = ("home", "feed", "sitemap", "listing")


def sources_of(store: Store, sites: Iterable[str] | None = None) -> dict[str, list[SourceState]]:
    """Return the sources of *sites*, by default of all of which any are known; those that fail first, then by kind.

    Raises `StoreError`.
    """
    found = store.sources.by_site(sites)
    return {site: sorted(map(SourceState.of, notes), key=_order) for site, notes in sorted(found.items())}


def _order(state: SourceState) -> tuple[float, int, str]:
    return -state.failures, _ORDER.index(state.kind) if state.kind in _ORDER else len(_ORDER), state.url
