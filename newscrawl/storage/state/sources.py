"""How the sources of sites stand: a row for each feed, sitemap and listing, written as a crawl goes."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import delete, select

from newscrawl.source_notes import SOURCE_TIMES, SourceNote
from newscrawl.storage.articles.storable_text import is_url, storable
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import sources
from newscrawl.storage.database.transaction import Transaction
from newscrawl.web.moments import moment_of, utc_text

MOST = 300
"""Sources of a site that are kept: feeds and sitemaps before pages, those asked for last before others."""

_FIRST = ("feed", "sitemap")


@attrs.define
class Sources:
    """Reads and writes the sources in `database`; every method raises `StoreError`."""

    database: Database

    @cached_property
    def _upsert(self) -> Any:
        insert = self.database.insert(sources)
        keys = [sources.c.site, sources.c.url]
        changed = {column.name: insert.excluded[column.name] for column in sources.c if column not in keys}
        older = sources.c.asked <= insert.excluded.asked
        return insert.on_conflict_do_update(index_elements=keys, set_=changed, where=older)

    def record(self, tx: Transaction, notes: Iterable[SourceNote]) -> None:
        """Write *notes*, all of sources that were asked for; of two on one source the later one counts."""
        rows = {(note.site, note.url): _row(note) for note in notes if is_url(note.url)}
        if rows:
            self.database.run_many(tx.connection, self._upsert, list(rows.values()))

    def trim(self, tx: Transaction, site: str, before: datetime, most: int) -> None:
        """Erase the sources of *site* that were last asked for before then (aware), and those beyond *most*."""
        mine = sources.c.site == site
        young = select(sources.c.url).where(mine, sources.c.asked >= utc_text(before))
        ranked = young.order_by(sources.c.kind.not_in(_FIRST), sources.c.asked.desc(), sources.c.url)
        kept = select(ranked.limit(most).subquery().c.url)
        tx.connection.execute(delete(sources).where(mine, sources.c.url.not_in(kept)))

    def by_site(self, sites: Iterable[str] | None = None) -> dict[str, list[SourceNote]]:
        """Return the sources of *sites*, by default of all of which any are known."""
        query, found = select(sources).order_by(sources.c.url), {site: list[SourceNote]() for site in sites or ()}
        if sites is not None:
            query = query.where(sources.c.site.in_(list(found)))
        with self.database.reading() as connection:
            for row in connection.execute(query):
                found.setdefault(row.site, []).append(_note(row))
        return found


def _row(note: SourceNote) -> dict[str, Any]:
    values = attrs.asdict(note)
    texts = {name: storable(values[name]) for name in ("url", "kind", "outcome", "why")}
    return values | texts | {name: utc_text(values[name]) for name in SOURCE_TIMES}


def _note(row: Any) -> SourceNote:
    return SourceNote(**{**row._mapping, **{name: moment_of(row._mapping[name]) for name in SOURCE_TIMES}})
