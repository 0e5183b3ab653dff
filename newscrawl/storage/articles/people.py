"""People and who wrote what. Within one site a name, whatever its accents and capitals, is one person."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import Select, delete, select

from newscrawl.storage.articles.prepare import Prepared
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import authorship, people
from newscrawl.storage.database.transaction import Transaction

Identity = tuple[str, str]


_INSERT = authorship.insert()
_INSERT_PERSON = people.insert()


@attrs.define
class Bylines:
    """Writes people and authorship inside a transaction."""

    database: Database

    @cached_property
    def _find(self) -> Select[Any]:
        columns = (people.c.folded, people.c.site, people.c.key)
        return select(*columns).where(self.database.among(people.c.folded, "names"))

    @cached_property
    def _forget(self) -> Any:
        return delete(authorship).where(self.database.among(authorship.c.article_key, "keys"))

    def write(self, tx: Transaction, signed: Sequence[tuple[int, Prepared]], rewritten: Sequence[int]) -> None:
        """Record the authors of *signed*; for the keys *rewritten* they replace what was there."""
        if rewritten:
            tx.connection.execute(self._forget, {"keys": self.database.listed(rewritten)})
        keys = self._keys(tx, [article for _, article in signed])
        rows = [
            {"article_key": key, "position": position, "person_key": keys[person[0], article.site]}
            for key, article in signed
            for position, person in enumerate(article.people, 1)
        ]
        if rows:
            self.database.run_many(tx.connection, _INSERT, rows)

    def _keys(self, tx: Transaction, prepared: Sequence[Prepared]) -> dict[Identity, int]:
        wanted = {(person[0], article.site): person for article in prepared for person in article.people}
        if not wanted:
            return {}
        names = self.database.listed({folded for folded, _ in wanted})
        rows = tx.connection.execute(self._find, {"names": names})
        keys = {(folded, site): key for folded, site, key in rows}
        new = [
            {"key": tx.take("people"), "site": site, "folded": folded, "name": name, "url": url}
            for (folded, site), (_, name, url) in wanted.items()
            if (folded, site) not in keys
        ]
        if new:
            self.database.run_many(tx.connection, _INSERT_PERSON, new)
        return keys | {(row["folded"], row["site"]): row["key"] for row in new}
