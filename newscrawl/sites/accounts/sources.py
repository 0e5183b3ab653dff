"""How the sources of sites stand."""

from collections.abc import Iterable

from newscrawl.discovery.learned.source_states import NOTE, SourceState, from_note
from newscrawl.storage import Store

__all__ = ["SourceState", "sources_of"]

_ORDER = ("home", "feed", "sitemap", "listing")


def sources_of(store: Store, sites: Iterable[str] | None = None) -> dict[str, list[SourceState]]:
    """Return the sources of *sites*, by default of all of which any are known; those that fail first, then by kind.

    Raises `StoreError`.
    """
    notes = store.notes_named(NOTE) if sites is None else {site: store.note(site, NOTE) for site in sites}
    return {site: sorted(from_note(note).values(), key=_order) for site, note in sorted(notes.items())}


def _order(state: SourceState) -> tuple[float, int, str]:
    return -state.failures, _ORDER.index(state.kind) if state.kind in _ORDER else len(_ORDER), state.url
