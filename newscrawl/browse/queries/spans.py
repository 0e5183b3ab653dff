"""The days that a page looks at."""

from datetime import UTC, date, datetime, timedelta

import attrs
from sqlalchemy import func, select

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles
from newscrawl.web.moments import stored_moment, utc_text


@attrs.frozen
class Span:
    """Days in a row (UTC), *first* and *last* included."""

    first: date
    last: date

    @property
    def since(self) -> str:
        """The first second, as the store keeps times."""
        return f"{self.first.isoformat()}T00:00:00Z"

    @property
    def until(self) -> str:
        """The first second after it, as the store keeps times."""
        return f"{(self.last + timedelta(days=1)).isoformat()}T00:00:00Z"

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @classmethod
    def ending(cls, last: date, days: int) -> "Span":
        """Return the *days* days up to *last*."""
        return cls(last - timedelta(days=days - 1), last)


def newest_day(database: Database, now: datetime, site: str | None = None) -> date:
    """Return the day of the newest article that was published before *now* (of *site*, where given), else today.

    A store that was not filled for a year shows the last days that it knows, not a year of nothing.
    """
    query = select(func.max(articles.c.published)).where(articles.c.published <= utc_text(now))
    if site is not None:
        query = query.where(articles.c.site == site)
    with database.reading() as connection:
        text = connection.scalar(query)
    return stored_moment(text).date() if text else now.astimezone(UTC).date()


def first_day(database: Database, last: date) -> date:
    """Return the day from which on all but the oldest hundredth of the dated articles were published, at the latest
    *last*: one article that claims to be of 1970 does not stretch a chart."""
    dated = articles.c.published.is_not(None)
    with database.reading() as connection:
        count = connection.scalar(select(func.count()).select_from(articles).where(dated)) or 0
        text = connection.scalar(
            select(articles.c.published).where(dated).order_by(articles.c.published).offset(count // 100)
        )
    return min(date.fromisoformat(text[:10]), last) if text else last
