"""CC-NEWS, the news that Common Crawl has kept since 2016: which of its WARC files hold the pages of some time.

Each month has a list of files, `crawl-data/CC-NEWS/2026/01/warc.paths.gz`; a file's name has a stamp of 14 digits, in
UTC, and it holds what was fetched after that. So the first pages of a time stand in the file before, which may be of
the month before.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import attrs

from newscrawl.errors import BadInput

SCHEME = "cc-news:"
BASE = "https://data.commoncrawl.org/"
FIRST_YEAR = 2016

# cc-news:2026-01, cc-news:2026-01..2026-02, cc-news:2026-01-20..2026-02-10
_SPAN = re.compile(r"cc-news:(\d{4})-(\d\d)(?:-(\d\d))?(?:\.\.(\d{4})-(\d\d)(?:-(\d\d))?)?")
# CC-NEWS-20260131235959-00042.warc.gz
_STAMP = re.compile(r"CC-NEWS-(\d{14})-")

Month = tuple[int, int]
Lines = Callable[[str], Sequence[str]]
"""Returns the lines of the list at an address; raises `NotThere` where there is none."""


@attrs.frozen
class Span:
    """A time, from `since` until before `until`, both UTC."""

    since: datetime
    until: datetime

    def months(self) -> Iterator[Month]:
        """Yield each month (year, month) of which the span has a part."""
        month = (self.since.year, self.since.month)
        while datetime(*month, 1, tzinfo=UTC) < self.until:
            yield month
            month = _after(month)


@attrs.frozen
class Listed:
    """The addresses of files, oldest first, and the lists that are missing."""

    files: tuple[str, ...]
    missing: tuple[str, ...]


def parse_span(name: str) -> Span:
    """Return the time that *name* says: months or days, the last one included. Raises `BadInput`.

    >>> parse_span("cc-news:2026-01..2026-02").until
    datetime.datetime(2026, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    match = _SPAN.fullmatch(name)
    if match is None:
        raise BadInput(
            f"{name}: give months or days, such as cc-news:2026-01..2026-02 or cc-news:2026-01-20..2026-02-10"
        )
    year, month, day, *last = match.groups()
    try:
        since = datetime(int(year), int(month), int(day or 1), tzinfo=UTC)
        until = _end(*(last if last[0] else (year, month, day)))
    except ValueError:
        raise BadInput(f"{name}: there is no such month or day") from None
    if since >= until:
        raise BadInput(f"{name}: the end lies before the beginning")
    if since.year < FIRST_YEAR:
        raise BadInput(f"{name}: CC-NEWS begins in {FIRST_YEAR}-08")
    return Span(since, until)


def as_date(moment: datetime | str) -> str:
    """Return *moment* (ISO 8601; UTC where it has no zone) as a `WARC-Date` begins, `""` for `""`. Raises `BadInput`.

    >>> as_date("2026-01-31"), as_date("2026-01-31T08:00+01:00")
    ('2026-01-31T00:00:00', '2026-01-31T07:00:00')
    """
    if moment == "":
        return ""
    try:
        found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    except ValueError:
        raise BadInput(f"{moment!r} is no date: give 2026-01-31 or 2026-01-31T08:00+00:00") from None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()[:19]


def spanned(spans: Sequence[Span], since: str, until: str) -> tuple[str, str]:
    """Return *since* and *until*, texts as of `as_date`, narrowed to the time from the first to the last of *spans*."""
    if not spans:
        return since, until
    latest = as_date(max(span.until for span in spans))
    return max(since, as_date(min(span.since for span in spans))), min(until or latest, latest)


def list_files(span: Span, base: str, lines: Lines, not_there: type[Exception]) -> Listed:
    """Return the files under *base* that hold what was fetched in *span*; *lines* reads a list."""
    found: dict[str, str] = {}
    missing: list[str] = []
    asked = list(span.months())
    for month in (_before(asked[0]), *asked):
        url = f"{base.rstrip('/')}/crawl-data/CC-NEWS/{month[0]}/{month[1]:02d}/warc.paths.gz"
        try:
            paths = lines(url)
        except not_there:
            # What comes before the first month there may be nothing.
            missing += [url] if month in asked else []
            continue
        found |= {path.lstrip("/"): match[1] for path in paths if (match := _STAMP.search(path))}
    first, last = (f"{moment:%Y%m%d%H%M%S}" for moment in (span.since, span.until))
    before = max((stamp for stamp in found.values() if stamp < first), default=first)
    chosen = sorted((stamp, path) for path, stamp in found.items() if before <= stamp < last)
    return Listed(tuple(f"{base.rstrip('/')}/{path}" for _, path in chosen), tuple(missing))


def _end(year: str, month: str, day: str | None) -> datetime:
    """Return the moment after the month or day."""
    if day is not None:
        return datetime(int(year), int(month), int(day), tzinfo=UTC) + timedelta(days=1)
    datetime(int(year), int(month), 1, tzinfo=UTC)
    return datetime(*_after((int(year), int(month))), 1, tzinfo=UTC)


def _after(month: Month) -> Month:
    return (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)


def _before(month: Month) -> Month:
    return (month[0] - 1, 12) if month[1] == 1 else (month[0], month[1] - 1)
