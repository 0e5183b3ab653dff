"""The backlog: what backfills have found of past months, what became of it, and the calendar that this gives."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import delete, func, select

from newscrawl.fates import BacklogNote, Fate, Reason
from newscrawl.seen_by import SeenBy
from newscrawl.storage.articles.storable_text import is_url, storable
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, backlog, nodes
from newscrawl.storage.database.transaction import Transaction
from newscrawl.web.calendar_months import Month, Period
from newscrawl.web.moments import utc_text

ARTICLE = "article"

_REFUSED = (Fate.REFUSED, Fate.FAILED)


@attrs.define(kw_only=True)
class MonthCount:
    """What is known of the articles of one month of a site.

    `found` are all that sources have named, and all that are stored: `stored`, `gone` from the site, `refused` (by the
    site, by robots.txt, or no page came) and `waiting` for their turn. `sources` are the sitemaps, archives and
    listings of that month alone that were read.
    """

    month: str
    found: int = 0
    stored: int = 0
    gone: int = 0
    refused: int = 0
    waiting: int = 0
    sources: int = 0

    @property
    def is_gap(self) -> bool:
        """Tell whether nothing is known of the month: no source of it was read, and none has named an article of it."""
        return not self.found and not self.sources


@attrs.define
class Backlog:
    """Reads and writes the backlog in `database`; every method raises `StoreError`."""

    database: Database

    @cached_property
    def _insert(self) -> Any:
        return self.database.insert(backlog).on_conflict_do_nothing(index_elements=[backlog.c.site, backlog.c.url])

    @cached_property
    def _upsert(self) -> Any:
        insert = self.database.insert(backlog)
        new = insert.excluded
        changed = {"reason": new.reason, "month": func.coalesce(new.month, backlog.c.month)}
        return insert.on_conflict_do_update(index_elements=[backlog.c.site, backlog.c.url], set_=changed)

    def record(self, tx: Transaction, notes: Iterable[BacklogNote]) -> None:
        """Write *notes*: of an address that is known already, only what became of it."""
        waiting: dict[tuple[str, str], dict[str, Any]] = {}
        seen_to: dict[tuple[str, str], dict[str, Any]] = {}
        for note in notes:
            if is_url(note.url):
                key, row = (note.site, note.url), _row(note)
                if note.reason is None:
                    waiting.setdefault(key, row)
                else:
                    before = seen_to.get(key) or waiting.get(key) or {}
                    seen_to[key] = row | {"reason": note.reason.value, "month": note.month or before.get("month")}
        if waiting:
            self.database.run_many(tx.connection, self._insert, list(waiting.values()))
        if seen_to:
            self.database.run_many(tx.connection, self._upsert, list(seen_to.values()))

    def forget_sources(self, tx: Transaction, site: str) -> None:
        """Erase the sources of *site*."""
        tx.connection.execute(delete(backlog).where(backlog.c.site == site, backlog.c.kind != ARTICLE))

    def erase(self, tx: Transaction, urls: Iterable[str]) -> None:
        """Erase *urls*."""
        tx.connection.execute(delete(backlog).where(backlog.c.url.in_(list(urls))))

    def notes(self, site: str) -> Iterator[BacklogNote]:
        """Stream all that is noted of *site*."""
        for row in self.database.stream(select(backlog).where(backlog.c.site == site)):
            reason = Reason(row.reason) if row.reason else None
            values = {**row._mapping, "reason": reason, "seen_by": SeenBy(row.seen_by)}
            yield BacklogNote(**values)

    def calendar(self, site: str, period: Period) -> list[MonthCount]:
        """Return what is known of each month of *period*, the oldest first, stored articles of other crawls as well.

        The last one, where there is any, counts articles of which no month is known: its is `""`.
        """
        months: dict[str, MonthCount] = {str(month): MonthCount(month=str(month)) for month in period}
        for month, count in self._stored(site, period):
            if month in months:
                months[month].stored = count
        undated = MonthCount(month="")
        for month, count in self._undated(site):
            one = months.get(month) if month else undated
            if one is not None:
                one.stored += count
        for month, kind, reason, count in self._counted(site):
            one = months.get(month) if month else undated
            if one is not None:
                _count(one, kind, reason, count)
        for one in (*months.values(), undated):
            one.found = one.stored + one.gone + one.refused + one.waiting
        return [*months.values(), *([undated] if undated.found else [])]

    def _counted(self, site: str) -> list[Any]:
        query = select(backlog.c.month, backlog.c.kind, backlog.c.reason, func.count()).where(backlog.c.site == site)
        with self.database.reading() as connection:
            return list(connection.execute(query.group_by(backlog.c.month, backlog.c.kind, backlog.c.reason)))

    def _undated(self, site: str) -> list[Any]:
        """Return how many stored articles tell no date, by the month that the backlog has of them."""
        noted = (backlog.c.site == site) & (backlog.c.url == nodes.c.url)
        query = select(backlog.c.month, func.count()).select_from(articles).join(nodes, nodes.c.key == articles.c.key)
        query = query.outerjoin(backlog, noted).where(articles.c.site == site, articles.c.published.is_(None))
        with self.database.reading() as connection:
            return list(connection.execute(query.group_by(backlog.c.month)))

    def _stored(self, site: str, period: Period) -> list[Any]:
        month = func.substr(articles.c.published, 1, 7)
        within = articles.c.published.between(utc_text(period.since), utc_text(period.until))
        query = select(month, func.count()).where(articles.c.site == site, within).group_by(month)
        with self.database.reading() as connection:
            return list(connection.execute(query))


def _row(note: BacklogNote) -> dict[str, Any]:
    return attrs.asdict(note) | {"url": storable(note.url), "seen_by": int(note.seen_by)}


def _count(month: MonthCount, kind: str, reason: str | None, count: int) -> None:
    fate = Reason(reason).fate if reason else Fate.QUEUED
    if kind != ARTICLE:
        month.sources += count if fate is Fate.SOURCE else 0
    elif fate is Fate.QUEUED:
        month.waiting += count
    elif fate is Fate.GONE:
        month.gone += count
    elif fate in _REFUSED or reason == Reason.ROBOTS:
        month.refused += count


def waiting_in(calendar: Iterable[MonthCount]) -> int:
    """Return how many articles of a *calendar* wait still."""
    return sum(month.waiting for month in calendar)


def refused_in(calendar: Iterable[MonthCount]) -> int:
    """Return how many articles of a *calendar* were refused or did not come."""
    return sum(month.refused for month in calendar)


def gaps_in(calendar: Iterable[MonthCount]) -> list[str]:
    """Return the months of a *calendar* of which nothing is known."""
    return [month.month for month in calendar if month.is_gap and Month.read(month.month)]
