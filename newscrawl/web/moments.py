"""Times as the store and its notes keep them: UTC, ISO 8601 to the second, `2026-01-31T08:59:00Z`: sorts as text."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

AHEAD = timedelta(days=1)
"""How far ahead of the clock a date may lie: a site's day may have begun, and its clock may be wrong."""


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def moment_of(value: object) -> datetime | None:
    """Return *value*, a `datetime` or a text as this program or a user of its options writes a time, in UTC.

    `None` where it is none, or anything else. A value without an offset is taken as UTC, a bare day as its
    first second. What pages and feeds write is read by `newscrawl.web.dates`.

    >>> moment_of("2026-01-31T08:59+01:00").isoformat()
    '2026-01-31T07:59:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(value.strip()) if isinstance(value, str) else value
        if not isinstance(moment, datetime):
            return None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def lies_ahead(value: object, now: datetime) -> bool:
    """Tell whether *value*, taken as by `moment_of`, lies more than a day after *now* (aware): no page was published
    then.

    >>> lies_ahead("2031-01-01", datetime(2026, 1, 1, tzinfo=UTC))
    True
    """
    moment = moment_of(value)
    return moment is not None and moment > now + AHEAD


def stored_moment(text: str) -> datetime:
    """Return the moment that the store wrote as *text*. Raises ValueError where it is none."""
    moment = moment_of(text)
    if moment is None:
        raise ValueError(f"{text!r} is no time")
    return moment


def utc_text(moment: datetime | str | None) -> str | None:
    """Return *moment* in the store's form; `None` where it is no date. Taken as by `moment_of`."""
    if moment is None:
        return None
    return _from_text(moment) if isinstance(moment, str) else _text(moment_of(moment))


@lru_cache(maxsize=1_000)
def _from_text(text: str) -> str | None:
    return _text(moment_of(text))


def _text(moment: datetime | None) -> str | None:
    return moment.replace(tzinfo=None, microsecond=0).isoformat() + "Z" if moment is not None else None
