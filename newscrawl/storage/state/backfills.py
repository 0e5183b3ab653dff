"""Backfills: which months of a site one was after, and whether it came to its end."""

from datetime import datetime

import attrs

from newscrawl.fates import BacklogNote, Fate, Reason
from newscrawl.storage.store import Store
from newscrawl.web.calendar_months import Month, Period
from newscrawl.web.moments import moment_of

NOTE = "backfill"
"""Name under which the store keeps the last backfill of a site."""

_SETTLED = (Fate.STORED, Fate.GONE, Fate.DUPLICATE, Fate.REDIRECTED)


@attrs.frozen(kw_only=True)
class Backfill:
    """A backfill of *site*: of which months, when it began and, where it came to its end, when that was; aware."""

    site: str
    period: Period
    began_at: datetime
    ended_at: datetime | None = None


def last_backfill(store: Store, site: str) -> Backfill | None:
    """Return the last backfill of *site*, or None. Raises `StoreError`."""
    note = store.note(site, NOTE)
    if not isinstance(note, dict):
        return None
    first, last, began = Month.read(note.get("first")), Month.read(note.get("last")), moment_of(note.get("began_at"))
    if first is None or last is None or began is None:
        return None
    return Backfill(site=site, period=Period(first, last), began_at=began, ended_at=moment_of(note.get("ended_at")))


def resumed(store: Store, wanted: Backfill) -> list[BacklogNote]:
    """Begin the backfill *wanted*; return what an earlier attempt at the same months has left, where it was cut short.

    Else all sources are to be read again, and what is returned are the articles that need not be asked for. Raises
    `StoreError`.
    """
    before = last_backfill(store, wanted.site)
    if before is not None and before.ended_at is None and before.period == wanted.period:
        return list(store.backlog.notes(wanted.site))
    store.begin_backfill(wanted.site)
    _keep(store, wanted)
    return [note for note in store.backlog.notes(wanted.site) if _is_settled(note, wanted.period)]


def _is_settled(note: BacklogNote, period: Period) -> bool:
    """Tell whether what became of an article in another backfill holds for one of *period* as well."""
    if note.reason is Reason.SCOPE:
        month = Month.read(note.month)
        return month is not None and month not in period
    return note.reason is not None and note.reason.fate in _SETTLED


def ended(store: Store, site: str, now: datetime) -> None:
    """Keep that the backfill of *site* has come to its end *now*. Raises `StoreError`."""
    last = last_backfill(store, site)
    if last is not None:
        _keep(store, attrs.evolve(last, ended_at=now))


def _keep(store: Store, backfill: Backfill) -> None:
    note = {
        "first": str(backfill.period.first),
        "last": str(backfill.period.last),
        "began_at": backfill.began_at.isoformat(),
        "ended_at": backfill.ended_at and backfill.ended_at.isoformat(),
    }
    store.keep_note(backfill.site, NOTE, note)
