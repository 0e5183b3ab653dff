"""Which fields the newest articles of a site have."""

from datetime import date, datetime

import attrs
from sqlalchemy import select

from newscrawl.storage.articles.fields import Field
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles
from newscrawl.web.moments import stored_moment, utc_text

MOST = 6_000
"""Articles that are looked at: two months of a large paper."""


@attrs.frozen(kw_only=True)
class FieldsOfArticle:
    """Which `fields` an article has, the `words` of its body, and where its date was read.

    `published` (None: it is undated), first `stored` and last `revised` are in the store's form: they sort as text.
    """

    published: str | None
    stored: str
    revised: str
    fields: int
    words: int
    date_source: str | None

    @property
    def moment(self) -> str:
        """When it was published, as far as is known."""
        return self.published or self.stored

    @property
    def day(self) -> date:
        """The day (UTC) on which it was published, as far as is known."""
        return stored_moment(self.moment[:10]).date()

    def has(self, field: Field) -> bool:
        """Tell whether it has *field*."""
        return bool(self.fields & int(field))


def fields_of_newest(database: Database, site: str, now: datetime) -> list[FieldsOfArticle]:
    """Return the fields of the articles of *site* that were published last before *now*, dated and undated ones up to
    `MOST` each, newest first.

    Those of which the store does not know it are left out. Raises `StoreError`.
    """
    columns = [articles.c[name] for name in ("published", "first_fetched", "revised_at", "fields", "date_source")]
    mine = select(*columns, articles.c.words).where(articles.c.site == site, articles.c.fields.is_not(None)).limit(MOST)
    dated = mine.where(articles.c.published <= utc_text(now)).order_by(articles.c.published.desc())
    undated = mine.where(articles.c.published.is_(None)).order_by(articles.c.first_fetched.desc())
    with database.reading() as connection:
        rows = [*connection.execute(dated), *connection.execute(undated)]
    found = [
        FieldsOfArticle(
            published=row.published,
            stored=row.first_fetched,
            revised=row.revised_at,
            fields=row.fields,
            words=row.words if row.fields & Field.BODY else 0,
            date_source=row.date_source,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.moment, reverse=True)
