"""Times as the store keeps them: UTC, ISO 8601 to the second, `2026-01-31T08:59:00Z`, which sorts as text."""

from datetime import UTC, datetime


def utc_text(moment: datetime | str | None) -> str | None:
    """Return *moment* in the store's form; `None` where it is no date.

    A value without an offset is taken as UTC, a bare day as its first second.
    """
    if isinstance(moment, str):
        moment = _parsed(moment)
    if moment is None:
        return None
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment.replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
