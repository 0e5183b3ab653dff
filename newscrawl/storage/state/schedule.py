"""When each site was crawled and is to be crawled again, and which process is crawling it now.

A lease is a row that names its holder until a time: of all processes that ask for it, one gets it, and it is free
again when its holder gives it back or has not renewed it in time. Times are aware; they are kept to the second.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import attrs
from sqlalchemy import Connection, func, or_, select, update

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import runs, schedule
from newscrawl.storage.state.run_outcome import GOOD, RunOutcome
from newscrawl.web.moments import moment_of, utc_text

KEPT_RUNS = 500
"""Runs of a site that are kept; older ones are dropped."""

_UNTROUBLED = (*GOOD, RunOutcome.STOPPED)


@attrs.frozen(kw_only=True)
class Run:
    """One crawl of a site: how it ended and what it brought.

    `articles` counts those read, `new` and `changed` those of them that the store did not know so.
    """

    site: str
    started_at: datetime
    ended_at: datetime
    outcome: RunOutcome = attrs.field(converter=RunOutcome)
    pages: int = 0
    articles: int = 0
    new: int = 0
    changed: int = 0
    duplicates: int = 0
    errors: int = 0
    note: str | None = None
    quality: dict[str, Any] | None = None
    """Of its new and changed articles, where there were any: see `newscrawl.sites.accounts.quality.Quality`."""
    counts: dict[str, Any] | None = None
    """What it counted beside: `fates` of addresses by reason, `statuses` of answers, articles `withdrawn`, `bytes`
    received, the `seconds` that it took, and of each of its `hosts` the `requests`, `bytes` and `seconds`."""

    @property
    def alarm(self) -> str | None:
        """The line that calls for a person: far too few articles, or the site refuses them; else None."""
        return self.note if self.outcome in (RunOutcome.FINISHED, RunOutcome.BLOCKED) else None


@attrs.frozen(kw_only=True)
class SiteState:
    """Where a site's schedule stands; `failures` counts those since the last run that did not fail."""

    site: str
    next_run: datetime | None = None
    failures: int = 0
    holder: str | None = None
    leased_until: datetime | None = None

    def is_held(self, now: datetime) -> bool:
        """Tell whether a process holds the site at *now*."""
        return self.holder is not None and self.leased_until is not None and self.leased_until > now


def host_in(site: str) -> str:
    """Return the host of *site* (see `site_of`), which several sites share where they differ in the port alone.

    >>> host_in("127.0.0.1:8080"), host_in("[::1]:8080"), host_in("example.org")
    ('127.0.0.1', '[::1]', 'example.org')
    """
    return site.partition("]")[0] + "]" if site.startswith("[") else site.partition(":")[0]


@attrs.frozen
class Schedule:
    """Reads and writes the schedule in *database*; every method raises `StoreError`."""

    database: Database

    def lease(
        self,
        site: str,
        holder: str,
        now: datetime,
        until: datetime,
        instead_of: str | None = None,
        alone: bool = False,
    ) -> bool:
        """Take *site* for *holder* from *now* to *until*; `False` where another holds it.

        *instead_of* names a holder that is known to be dead. *alone*: `False` also where another site of the same
        host is held.
        """
        insert = self.database.insert(schedule).values(
            site=site, failures=0, holder=holder, leased_until=utc_text(until)
        )
        free = or_(
            schedule.c.holder.is_(None),
            schedule.c.holder.in_([holder, *([instead_of] if instead_of else [])]),
            schedule.c.leased_until <= utc_text(now),
        )
        taken = {"holder": insert.excluded.holder, "leased_until": insert.excluded.leased_until}
        statement = insert.on_conflict_do_update(index_elements=[schedule.c.site], set_=taken, where=free)
        with self.database.writing() as connection:
            if alone and self._is_host_held(connection, site, now):
                return False
            return connection.scalar(statement.returning(schedule.c.site)) is not None

    def renew(self, holder: str, until: datetime) -> set[str]:
        """Prolong all leases of *holder* to *until*; return their sites."""
        mine = update(schedule).where(schedule.c.holder == holder).values(leased_until=utc_text(until))
        with self.database.writing() as connection:
            return set(connection.scalars(mine.returning(schedule.c.site)))

    def end(self, holder: str, run: Run, next_run: datetime | None, failures: int) -> bool:
        """Record *run*, give its lease back and plan *next_run* (None: as it was).

        `False`, and nothing is written, where *holder* holds the site no longer.
        """
        values: dict[str, Any] = {"holder": None, "leased_until": None, "failures": failures}
        if next_run is not None:
            values["next_run"] = utc_text(next_run)
        mine = (schedule.c.site == run.site) & (schedule.c.holder == holder)
        with self.database.writing() as connection:
            given_back = update(schedule).where(mine).values(values).returning(schedule.c.site)
            if connection.scalar(given_back) is None:
                return False
            row = attrs.asdict(run) | {
                "started_at": utc_text(run.started_at),
                "ended_at": utc_text(run.ended_at),
                "quality": None if run.quality is None else json.dumps(run.quality),
                "counts": None if run.counts is None else json.dumps(run.counts),
            }
            insert = self.database.insert(runs).values(row)
            keys = [runs.c.site, runs.c.started_at]
            connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=row))
            self._forget_old(connection, run.site)
        return True

    def forget(self, sites: Iterable[str]) -> None:
        """Forget where *sites* stand that nobody holds: they are kept up with no longer. Their runs stay."""
        with self.database.writing() as connection:
            for site in sites:
                gone = (schedule.c.site == site) & schedule.c.holder.is_(None)
                connection.execute(schedule.delete().where(gone))

    def state(self, site: str) -> SiteState:
        """Return where *site* stands; one never crawled has nothing set."""
        with self.database.reading() as connection:
            row = connection.execute(select(schedule).where(schedule.c.site == site)).first()
        return SiteState(site=site) if row is None else _state(row)

    def states(self) -> dict[str, SiteState]:
        """Return where all sites stand, by site."""
        with self.database.reading() as connection:
            return {row.site: _state(row) for row in connection.execute(select(schedule))}

    def runs(self, site: str, limit: int = KEPT_RUNS) -> list[Run]:
        """Return the last *limit* runs of *site*, newest first."""
        query = select(runs).where(runs.c.site == site).order_by(runs.c.started_at.desc()).limit(limit)
        with self.database.reading() as connection:
            return [_run(row) for row in connection.execute(query)]

    def has_finished(self, site: str) -> bool:
        """Tell whether any run of *site* was after all of its articles, and has ended."""
        query = select(runs.c.site).where(runs.c.site == site, runs.c.outcome == RunOutcome.FINISHED).limit(1)
        with self.database.reading() as connection:
            return connection.scalar(query) is not None

    def troubled(self, limit: int, since: datetime) -> list[Run]:
        """Return the newest *limit* runs since then that ended ill or met errors, of all sites."""
        query = select(runs).where(runs.c.started_at >= utc_text(since))
        query = query.where(or_(runs.c.errors > 0, runs.c.outcome.not_in(_UNTROUBLED)))
        with self.database.reading() as connection:
            return [_run(row) for row in connection.execute(query.order_by(runs.c.started_at.desc()).limit(limit))]

    def last_runs(self, outcomes: Iterable[RunOutcome] = (), *, with_quality: bool = False) -> dict[str, Run]:
        """Return the newest run of each site, of those with one of *outcomes* where any are given.

        *with_quality*: of those that had new or changed articles.
        """
        wanted = list(outcomes)
        newest = select(runs.c.site, func.max(runs.c.started_at).label("started_at")).group_by(runs.c.site)
        if wanted:
            newest = newest.where(runs.c.outcome.in_(wanted))
        if with_quality:
            newest = newest.where(runs.c.quality.is_not(None))
        latest = newest.subquery()
        query = select(runs).join(latest, (runs.c.site == latest.c.site) & (runs.c.started_at == latest.c.started_at))
        with self.database.reading() as connection:
            return {row.site: _run(row) for row in connection.execute(query)}

    def _is_host_held(self, connection: Connection, site: str, now: datetime) -> bool:
        """Tell whether another site on the host of *site* is held; until the transaction ends, none is taken alone."""
        host = host_in(site)
        if not self.database.is_sqlite:
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"newscrawl host {host}"))))
        on_host = or_(schedule.c.site == host, schedule.c.site.startswith(f"{host}:", autoescape=True))
        others = on_host & (schedule.c.site != site) & schedule.c.holder.is_not(None)
        held = select(schedule.c.site).where(others, schedule.c.leased_until > utc_text(now)).limit(1)
        return connection.scalar(held) is not None

    def _forget_old(self, connection: Any, site: str) -> None:
        eldest = (
            select(runs.c.started_at)
            .where(runs.c.site == site)
            .order_by(runs.c.started_at.desc())
            .offset(KEPT_RUNS)
            .limit(1)
        )
        moment = connection.scalar(eldest)
        if moment is not None:
            connection.execute(runs.delete().where(runs.c.site == site, runs.c.started_at <= moment))


def _state(row: Any) -> SiteState:
    times = {name: moment_of(getattr(row, name)) for name in ("next_run", "leased_until")}
    return SiteState(**{**row._mapping, **times})


def _run(row: Any) -> Run:
    times = {name: moment_of(getattr(row, name)) for name in ("started_at", "ended_at")}
    told = {name: json.loads(text) for name in ("quality", "counts") if (text := getattr(row, name)) is not None}
    return Run(**{**row._mapping, **times, **told})
