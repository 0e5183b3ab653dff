"""Times as the store keeps them: UTC, ISO 8601 to the second, `2026-01-31T08:59:00Z`, which sorts as text."""

from datetime import UTC, datetime
from functools import lru_cache


def utc_text(moment: datetime | str | None) -> str | None:
    """Return *moment* in the store's form; `None` where it is no date.

    A value without an offset is taken as UTC, a bare day as its first second.
    """
    if moment is None:
        return None
    return _from_text(moment) if isinstance(moment, str) else _from_moment(moment)


@lru_cache(maxsize=1_000)
def _from_text(text: str) -> str | None:
    try:
        return _from_moment(datetime.fromisoformat(text))
    except ValueError:
        return None


def _from_moment(moment: datetime) -> str | None:
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment.replace(tzinfo=None, microsecond=0).isoformat() + "Z"
