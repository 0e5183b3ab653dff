"""The scope of a crawl: which addresses and which articles are wanted, and how many."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from newscrawl.discovery.addresses.url_features import traits_of
from newscrawl.errors import DiscoveryError
from newscrawl.web.moments import moment_of, stored_moment
from newscrawl.web.sites import site_of
from newscrawl.web.text import fold
from newscrawl.web.urls import canonical_url


@attrs.frozen(kw_only=True)
class Scope:
    """What one crawl is after; nothing given is no limit.

    `since` (inclusive) and `until` (exclusive) bound the publication time, aware; `sections` are folded,
    lower-case names of URL folders or of the articles' sections; `include` and `exclude` are searched for in
    articles' addresses. `backwards`: all that was published between these times is wanted, whatever earlier runs have
    seen.
    """

    since: datetime | None = None
    until: datetime | None = None
    max_articles: int | None = None
    max_pages: int | None = None
    sections: frozenset[str] = frozenset()
    include: re.Pattern[str] | None = None
    exclude: re.Pattern[str] | None = None
    backwards: bool = False

    @classmethod
    def parse(
        cls,
        *,
        since: str = "",
        until: str = "",
        max_articles: str | int = "",
        max_pages: str | int = "",
        sections: str = "",
        include: str = "",
        exclude: str = "",
    ) -> "Scope":
        """Return the scope that a command line states; `""` is not given.

        Days are UTC and `until=2026-01-31` takes that whole day in. Raises DiscoveryError naming the
        argument.
        """
        first, last = _moment("since", since), _moment("until", until)
        if last is not None and len(until.strip()) == 10:
            last += timedelta(days=1)
        if first is not None and last is not None and first >= last:
            raise DiscoveryError(f"since={since} is not before until={until}: give an earlier since")
        return cls(
            since=first,
            until=last,
            max_articles=_count("max_articles", max_articles),
            max_pages=_count("max_pages", max_pages),
            sections=frozenset(name for part in sections.split(",") if (name := section_name(part))),
            include=_expression("include", include),
            exclude=_expression("exclude", exclude),
        )

    def as_note(self) -> dict[str, Any]:
        """Return what the scope lets through, as plain values for JSON; counts are no part of it."""
        return {
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "sections": sorted(self.sections),
            "include": self.include and self.include.pattern,
            "exclude": self.exclude and self.exclude.pattern,
        }

    def is_within(self, note: Any) -> bool:
        """Tell whether all that this scope lets through, the one of *note* (by `as_note`) let through too."""
        if self.backwards:
            return False
        try:
            since, until = (note[name] and stored_moment(note[name]) for name in ("since", "until"))
            sections = set(note["sections"])
            patterns = [(note[name], getattr(self, name)) for name in ("include", "exclude")]
        except (TypeError, KeyError, ValueError):
            return False
        return (
            (since is None or (self.since is not None and self.since >= since))
            and (until is None or (self.until is not None and self.until <= until))
            and (not sections or (bool(self.sections) and self.sections <= sections))
            and all(before is None or (now and now.pattern == before) for before, now in patterns)
        )

    def allows_url(self, url: str) -> bool:
        """Tell whether an article at the canonical *url* can be wanted, by its address alone."""
        if self.include is not None and not self.include.search(url):
            return False
        if self.exclude is not None and self.exclude.search(url):
            return False
        day = traits_of(url).day
        return day is None or not (self.since or self.until) or self._allows_day(*day)

    def allows_time(self, published: datetime | None) -> bool:
        """Tell whether an article *published* then (aware) is wanted; one without a time is."""
        if published is None:
            return True
        return not (self.since and published < self.since) and not (self.until and published >= self.until)

    def is_too_old(self, published: datetime | None) -> bool:
        """Tell whether an article *published* then (aware) is older than wanted."""
        return published is not None and self.since is not None and published < self.since

    def in_section(self, url: str, section: str | None = None) -> bool:
        """Tell whether *url* lies in, or *section* is, one of the sections wanted."""
        if not self.sections:
            return True
        names = {section_name(segment) for segment in traits_of(url).segments}
        return bool(self.sections & names) or (section is not None and section_name(section) in self.sections)

    def _allows_day(self, year: int, month: int, day: int) -> bool:
        """Judge a date that may lack its day or month, with a day's grace for the site's time zone."""
        try:
            start = datetime(year, month or 1, day or 1, tzinfo=UTC)
        except ValueError:
            return True
        span = timedelta(days=1 if day else 31 if month else 366)
        grace = timedelta(days=1)
        early = self.since is not None and start + span + grace <= self.since
        late = self.until is not None and start - grace >= self.until
        return not early and not late


def section_name(text: str) -> str:
    """Return *text* as section names are compared: folded, lower case, `-` and `_` as blanks."""
    return fold(re.sub("[-_]", " ", text)).lower()


def start_urls(text: str) -> list[str]:
    """Return the canonical start addresses that the comma-separated *text* names, one a site and in order.

    Raises DiscoveryError for what is no http(s) address, or where nothing is given.
    """
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        url = canonical_url(part)
        if not url:
            likely = canonical_url(f"https://{part.rpartition('://')[2]}") or "https://example.org/"
            raise DiscoveryError(f"{part!r} is no web address: give one with its scheme, as in {likely}")
        found.setdefault(site_of(url), url)
    if not found:
        raise DiscoveryError("no start address: give one with -a url=https://example.org/")
    return list(found.values())


def _moment(name: str, text: str) -> datetime | None:
    text = text.strip()
    if not text:
        return None
    moment = moment_of(text)
    if moment is None:
        raise DiscoveryError(f"{name}={text} is no date: give one as 2026-01-31 or 2026-01-31T08:00Z")
    return moment


def _count(name: str, value: str | int) -> int | None:
    text = str(value).strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or int(text) == 0:
        raise DiscoveryError(f"{name}={text} is no count: give a whole number from 1")
    return int(text)


def _expression(name: str, text: str) -> re.Pattern[str] | None:
    try:
        return re.compile(text) if text else None
    except re.error as error:
        raise DiscoveryError(f"{name}={text} is no regular expression: {error}") from None
