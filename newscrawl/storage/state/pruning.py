"""What a store may lose as it ages: fates, fetches of pages that are no articles, earlier versions of articles."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

import attrs
from sqlalchemy import Table, delete, func, select, tuple_

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import pages, revisions, site_notes
from newscrawl.storage.database.transaction import transaction
from newscrawl.storage.state.fates import Fates
from newscrawl.web.moments import utc_text

STEP = 5_000
"""Rows that are deleted in one transaction: other writers wait no longer than for these."""


class Prunable(StrEnum):
    """What rows of a store are pruned of."""

    FATES = "fates"
    PAGES = "pages"
    REVISIONS = "revisions"


_CONDITIONS: dict[Prunable, tuple[Table, Any]] = {
    # What was no article is known by its fate; of these pages the next crawl asks without `If-None-Match`.
    Prunable.PAGES: (pages, pages.c.kind != "article"),
    Prunable.REVISIONS: (revisions, True),
}


@attrs.frozen
class Pruning:
    """Counts and deletes in `database` what is older than `before` (aware); every method raises `StoreError`."""

    database: Database
    before: datetime

    def count(self, kind: Prunable) -> int:
        """Return how many rows `delete` would take."""
        if kind is Prunable.FATES:
            return sum(Fates(self.database).count_old(site, self.before) for site in self._sites())
        table, condition = self._old(kind)
        with self.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(table).where(condition)) or 0

    def delete(self, kind: Prunable) -> Iterator[int]:
        """Delete what is old, step by step; yield how many rows each step took. Broken off, it can be begun again."""
        if kind is Prunable.FATES:
            yield from self._fold()
            return
        table, condition = self._old(kind)
        key = tuple_(*table.primary_key.columns)
        some = select(*table.primary_key.columns).where(condition).limit(STEP)
        step = delete(table).where(key.in_(some))
        found = STEP
        while found == STEP:
            with transaction(self.database, self._text) as tx:
                found = tx.connection.execute(step).rowcount
            yield found

    def _fold(self) -> Iterator[int]:
        known = Fates(self.database)
        for site in self._sites():
            with transaction(self.database, self._text) as tx:
                yield known.fold_old(tx, site, self.before)

    def _old(self, kind: Prunable) -> tuple[Table, Any]:
        table, condition = _CONDITIONS[kind]
        return table, (table.c.fetched_at < self._text) & condition

    def _sites(self) -> list[str]:
        with self.database.reading() as connection:
            return list(connection.scalars(select(pages.c.site).union(select(site_notes.c.site))))

    @property
    def _text(self) -> str:
        return utc_text(self.before) or ""
