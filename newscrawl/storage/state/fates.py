"""The fates of addresses: one short row for each page that a crawl has seen.

A row's key holds the site (its upper bits) and the page (40 bits of a hash of its page key): a site's rows lie side by
side and need no further index. Two pages of one site share a key once in some million, and then the later one counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import Any

import attrs
from sqlalchemy import Row, Select, and_, delete, func, literal_column, not_, or_, select

from newscrawl.fates import ASKED_AGAIN, FateNote, Reason
from newscrawl.storage.articles.storable_text import storable
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import fate_counts, fates
from newscrawl.storage.database.transaction import Transaction
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of

MAX_ROWS = 200_000
"""Addresses of one site that are kept; the oldest beyond are folded into counts."""

CONFIRMED_EVERY = timedelta(days=7)
"""A fate that stays the same is written again after this time only."""

KEPT_LONGER = timedelta(days=90)
"""So much longer than others stays what is asked for again."""

MAX_EXAMPLES = 3
_PAGE_BITS = 40
SCHEME = "https://"
"""The scheme that is left out of addresses: of all the most frequent."""


# Their details are few and tell kinds apart: `refused: 403`; others hold addresses and figures.
_TELLING = (Reason.REFUSED, Reason.CHALLENGE, Reason.FAILED, Reason.WASTE, Reason.TRAP, Reason.DROPPED)


@attrs.frozen(kw_only=True)
class Loss:
    """How many addresses have one fate that is no article, and some of them."""

    reason: str
    count: int
    examples: list[str] = attrs.field(factory=list)


@attrs.define
class Fates:
    """Reads and writes fates in `database`; every method raises `StoreError`."""

    database: Database

    @cached_property
    def _upsert(self) -> Any:
        insert = self.database.insert(fates)
        new = insert.excluded
        kept = {"key", "first_seen", "found_on"}
        changed = {column.name: new[column.name] for column in fates.c if column.name not in kept}
        changed["found_on"] = func.coalesce(fates.c.found_on, new.found_on)
        # The statement goes to the driver with the rows' values alone, so its own figures are spelt out.
        stale = fates.c.at < new.at - literal_column(str(int(CONFIRMED_EVERY.total_seconds())))
        return insert.on_conflict_do_update(
            index_elements=[fates.c.key],
            set_=changed,
            where=or_(fates.c.reason != new.reason, new.tries > literal_column("0"), stale),
        )

    def record(self, tx: Transaction, notes: Iterable[FateNote]) -> None:
        """Write *notes*; of two on one page the later one counts."""
        rows = {row["key"]: row for row in map(_row, notes)}
        if rows:
            self.database.run_many(tx.connection, self._upsert, list(rows.values()))

    def fold(self, tx: Transaction, site: str, most: int = MAX_ROWS) -> None:
        """Turn the oldest fates of *site* beyond *most* into counts."""
        own = _of_site(site)
        moments = select(fates.c.at).where(own).order_by(fates.c.at.desc()).offset(most).limit(1)
        eldest = tx.connection.scalar(moments)
        if eldest is None:
            return
        self._fold(tx, site, and_(own, fates.c.at <= eldest, fates.c.reason.not_in(ASKED_AGAIN)))

    def count_old(self, site: str, before: datetime) -> int:
        """Return how many fates of *site* `fold_old` would turn into counts."""
        with self.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(fates).where(_old(site, before))) or 0

    def fold_old(self, tx: Transaction, site: str, before: datetime) -> int:
        """Turn the fates of *site* that were last noted before a moment (aware) into counts; return how many.

        What is asked for again has its plan in its fate, and stays longer.
        """
        return self._fold(tx, site, _old(site, before))

    def _fold(self, tx: Transaction, site: str, old: Any) -> int:
        counted = tx.connection.execute(select(fates.c.reason, func.count()).where(old).group_by(fates.c.reason)).all()
        tx.connection.execute(delete(fates).where(old))
        insert = self.database.insert(fate_counts)
        keys = [fate_counts.c.site, fate_counts.c.reason]
        total = {"count": fate_counts.c.count + insert.excluded.count}
        for reason, count in counted:
            row = {"site": site, "reason": reason, "count": count}
            tx.connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=total), row)
        return sum(count for _, count in counted)

    def erase(self, tx: Transaction, urls: Iterable[str]) -> None:
        """Erase what became of *urls*."""
        tx.connection.execute(delete(fates).where(fates.c.url.in_([url.removeprefix(SCHEME) for url in urls])))

    def find(self, url: str, sites: Iterable[str] = ()) -> FateNote | None:
        """Return the newest fate of the page at *url*, as its own site's crawl or those of *sites* have seen it."""
        keys = {_key(site, page_key(url)): site for site in (site_of(url), *sites)}
        query = _with_source().where(fates.c.key.in_(list(keys))).order_by(fates.c.at.desc())
        with self.database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else _note(row, keys[row.key])

    def asked_in_vain(self, site: str) -> Iterator[FateNote]:
        """Stream what was asked for on *site* in vain and is to be asked for again one day."""
        yield from self.with_reasons(site, ASKED_AGAIN)

    def with_reasons(self, site: str, reasons: Iterable[Reason]) -> Iterator[FateNote]:
        """Stream the fates on *site* that have one of *reasons*."""
        query = _with_source().where(_of_site(site), fates.c.reason.in_(list(reasons)))
        for row in self.database.stream(query):
            if site_of(_whole(row.url)) == site:
                yield _note(row, site)

    def losses(self, sites: Sequence[str] = (), since: datetime | None = None) -> list[Loss]:
        """Return the fates that are no article by reason, the most frequent first: of *sites*, or all.

        Only what was last seen at *since* (aware) or later, where given; else what was folded is counted as well.
        """
        query = select(fates.c.url, fates.c.reason, fates.c.detail).where(
            fates.c.reason.in_([reason for reason in Reason if reason.is_loss])
        )
        if sites:
            query = query.where(or_(*map(_of_site, sites)))
        if since is not None:
            query = query.where(fates.c.at >= int(since.timestamp()))
        counts: Counter[str] = Counter()
        examples: dict[str, list[str]] = {}
        for url, reason, detail in self.database.stream(query):
            name = _kind(Reason(reason), detail)
            counts[name] += 1
            if len(found := examples.setdefault(name, [])) < MAX_EXAMPLES:
                found.append(_whole(url))
        if since is None:
            counts.update(self._folded(sites))
        return [Loss(reason=name, count=n, examples=examples.get(name, [])) for name, n in counts.most_common()]

    def counts(self, site: str) -> Counter[Reason]:
        """Return how many addresses of *site* have each fate now."""
        query = select(fates.c.reason, func.count()).where(_of_site(site)).group_by(fates.c.reason)
        with self.database.reading() as connection:
            return Counter({Reason(reason): count for reason, count in connection.execute(query)})

    def in_vain(self, site: str) -> Counter[str]:
        """Return how many addresses of *site* were asked for in vain and are to be asked for again, by kind of loss:
        `refused: 403`."""
        wanted = (_of_site(site), fates.c.reason.in_(ASKED_AGAIN))
        query = select(fates.c.reason, fates.c.detail, func.count()).where(*wanted)
        counts: Counter[str] = Counter()
        with self.database.reading() as connection:
            for reason, detail, count in connection.execute(query.group_by(fates.c.reason, fates.c.detail)):
                counts[_kind(Reason(reason), detail)] += count
        return counts

    def _folded(self, sites: Sequence[str]) -> dict[str, int]:
        query = select(fate_counts.c.reason, func.sum(fate_counts.c.count)).group_by(fate_counts.c.reason)
        if sites:
            query = query.where(fate_counts.c.site.in_(sites))
        with self.database.reading() as connection:
            return {reason: count for reason, count in connection.execute(query) if Reason(reason).is_loss}


def _hashed(text: str, bits: int) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()) >> (64 - bits)


def _first_key(site: str) -> int:
    return _hashed(site, 23) << _PAGE_BITS


def _key(site: str, page: str) -> int:
    return _first_key(site) | _hashed(page, _PAGE_BITS)


def _of_site(site: str) -> Any:
    first = _first_key(site)
    return fates.c.key.between(first, first | ((1 << _PAGE_BITS) - 1))


def _old(site: str, before: datetime) -> Any:
    is_kept = and_(fates.c.reason.in_(ASKED_AGAIN), fates.c.at >= int((before - KEPT_LONGER).timestamp()))
    return and_(_of_site(site), fates.c.at < int(before.timestamp()), not_(is_kept))


def _row(note: FateNote) -> dict[str, Any]:
    moment = int(note.at.timestamp())
    return {
        "key": _key(note.site, page_key(note.url)),
        "url": storable(note.url.removeprefix(SCHEME)),
        "reason": note.reason.value,
        "detail": storable(note.detail) or None,
        "found_on": _key(note.site, page_key(note.found_on)) if note.found_on else None,
        "tries": min(note.tries, 1_000),
        "first_seen": moment,
        "at": moment,
    }


def _with_source() -> Select[Any]:
    source = fates.alias()
    columns = (fates, source.c.url.label("source"))
    return select(*columns).outerjoin(source, source.c.key == fates.c.found_on)


def _note(row: Row[Any], site: str) -> FateNote:
    return FateNote(
        site=site,
        url=_whole(row.url),
        reason=Reason(row.reason),
        detail=row.detail or "",
        found_on=_whole(row.source) if row.source else None,
        tries=row.tries,
        at=datetime.fromtimestamp(row.at, UTC),
        first_seen=datetime.fromtimestamp(row.first_seen, UTC),
    )


def _whole(url: str) -> str:
    return url if "://" in url[:8] else SCHEME + url


def _kind(reason: Reason, detail: str | None) -> str:
    if reason not in _TELLING or not detail:
        return reason.value
    return f"{reason.value}: {detail.partition(' of http')[0].partition(': ')[0]}"
