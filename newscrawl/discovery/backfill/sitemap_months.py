"""Which of the entries of a sitemap may lie in a period: by the months in their addresses, and by lastmod as far as it
can be believed."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import attrs

from newscrawl.discovery.backfill.address_months import (
    counts_only,
    make_of_address,
    month_of_address,
    months_of_address,
)
from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.web.calendar_months import Month, Period

FEW = 3
"""Of fewer entries, how their times spread says nothing."""

ONE_DAY = 0.8
"""Share of the times of a sitemap on one day from which they tell when the file was made, not its articles."""

GRACE = timedelta(days=62)
"""How long after its publication an article's last change is nothing out of the ordinary."""


@attrs.frozen
class Sorted:
    """Entries of a sitemap: those that may lie in the period, those of `others`, and those that were `changed_later`
    than it, which may lie in it as well."""

    within: list[Candidate]
    others: list[Candidate]
    changed_later: list[Candidate]


def children_within(entries: Sequence[Candidate], period: Period) -> Sorted:
    """Sort the sitemaps that an index names, by the months in their addresses, else by lastmod.

    What was last changed before the period has nothing of it. Where the times of an index rise or fall all along, each
    of its sitemaps begins where the one before ended.
    """
    counting = _counting(entries)
    spans = _spans(entries) if _tell_articles(entries) else [None] * len(entries)
    found = Sorted([], [], [])
    for entry, span in zip(entries, spans, strict=True):
        named = None if make_of_address(entry.url) in counting else months_of_address(entry.url)
        months = named or span
        (found.within if months is None or months.meets(period) else found.others).append(entry)
    return found


def articles_within(entries: Sequence[Candidate], period: Period) -> Sorted:
    """Sort the articles of a sitemap; of times that tell nothing of articles (all on one day) nothing is left."""
    found = Sorted([], [], [])
    believed = _tell_articles(entries)
    for given in entries:
        entry = given if believed else attrs.evolve(given, modified=None)
        months = month_of_entry(attrs.evolve(entry, modified=None))
        if months is not None:
            (found.within if months in period else found.others).append(entry)
        elif entry.modified is None or entry.modified < period.until + GRACE:
            early = entry.modified is not None and entry.modified < period.since - timedelta(days=1)
            (found.others if early else found.within).append(entry)
        else:
            found.changed_later.append(entry)
    return found


def month_of_entry(entry: Candidate) -> Month | None:
    """Return the month of an article by what its address or its source says of it."""
    moment: datetime | None = entry.published or entry.modified
    return month_of_address(entry.url) or (Month.of(moment) if moment is not None else None)


def _tell_articles(entries: Sequence[Candidate]) -> bool:
    days = Counter(entry.modified.date() for entry in entries if entry.modified is not None)
    return days.total() < FEW or days.most_common(1)[0][1] <= ONE_DAY * days.total()


def _counting(entries: Sequence[Candidate]) -> set[str]:
    """Return the makes of addresses whose numbers count: sitemap-2019.xml after sitemap-2018.xml is no year's then."""
    makes: dict[str, list[str]] = {}
    for entry in entries:
        if month_of_address(entry.url) is None:
            makes.setdefault(make_of_address(entry.url), []).append(entry.url)
    return {make for make, urls in makes.items() if counts_only(urls)}


def _spans(entries: Sequence[Candidate]) -> list[Period | None]:
    """Return for each sitemap of an index, by its times alone, the months that its articles can be of."""
    times = [entry.modified for entry in entries]
    known = [time for time in times if time is not None]
    whole = len(known) == len(times) >= FEW and len(set(known)) == len(known)
    rising, falling = sorted(known), sorted(known, reverse=True)
    before: list[datetime | None] = [None] * len(times)
    if whole and known == rising:
        before = [None, *times[:-1]]
    elif whole and known == falling:
        before = [*times[1:], None]
    return [
        None if time is None else Period(Month.of(begin - GRACE) if begin else Month(1, 1), Month.of(time))
        for time, begin in zip(times, before, strict=True)
    ]
