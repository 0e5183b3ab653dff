"""How many of a run's articles have each field, beside the site's habit, and the alarm where one is lost."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import attrs

from newscrawl.sites.accounts.habits import FEWEST, Days, Fall, fall, is_far_below
from newscrawl.storage import Store
from newscrawl.storage.articles.fields import Field
from newscrawl.storage.state.stored_fields import FieldsOfArticle, fields_of_newest
from newscrawl.web.moments import stored_moment, utc_text

NOTE = "quality"
"""Name of the site's note that says since when a field is lost."""

MEMORY = timedelta(days=56)
"""How far back a habit is learned from, counted from the newest article that was known. Older ones are the archive's:
they have another."""

WINDOWS = (FEWEST, 4 * FEWEST)
"""How many of the last articles are looked at, where a run had fewer: to miss what only some have takes more."""

LOST_FOR = timedelta(days=14)
"""After so long the habit without a field is the site's own."""

SHORT = 0.25
"""A body of fewer words than this part of the usual one is none: a teaser before a wall."""


@attrs.frozen(kw_only=True)
class Quality:
    """How many of some `articles` have each field, the median `words` of their bodies, and where dates were read."""

    articles: int
    having: dict[str, int]
    words: int | None
    date_sources: dict[str, int]

    @classmethod
    def of(cls, found: Sequence[FieldsOfArticle]) -> "Quality":
        """Count *found*."""
        words = [one.words for one in found if one.words]
        sources = Counter(one.date_source or "unknown" for one in found if one.published)
        return cls(
            articles=len(found),
            having={field.word: sum(one.has(field) for one in found) for field in Field},
            words=round(statistics.median(words)) if words else None,
            date_sources=dict(sources.most_common()),
        )

    def as_json(self) -> dict[str, Any] | None:
        """Return this as plain values; None where there are no articles."""
        return attrs.asdict(self) if self.articles else None

    def share(self, field: str) -> float:
        """Return the share of the articles that have *field*."""
        return self.having.get(field, 0) / self.articles if self.articles else 0.0


@attrs.frozen(kw_only=True)
class Lost:
    """A field that the share `before` of a site's articles had, and that the share `now` has `since` a run that began
    then (UTC, as the store writes it)."""

    before: float
    now: float
    since: str


@attrs.frozen(kw_only=True)
class Verdict:
    """The `quality` of a run's new and changed articles, and what is `lost`, by field."""

    quality: Quality
    lost: dict[str, Lost]


def alarm_of(site: str, lost: Mapping[str, Lost]) -> str | None:
    """Return a line that names what *site* has *lost*, by field; None where that is nothing.

    >>> alarm_of("a.example", {"authors": Lost(before=0.98, now=0.0, since="2026-05-12T08:30:00Z")})
    'a.example lost authors 98 % → 0 %, since 2026-05-12 08:30 UTC: look whether the site has changed'
    """
    if not lost:
        return None
    falls = ", ".join(f"{name} {100 * one.before:.0f} % → {100 * one.now:.0f} %" for name, one in lost.items())
    since = stored_moment(min(one.since for one in lost.values()))
    return f"{site} lost {falls}, since {since:%Y-%m-%d %H:%M} UTC: look whether the site has changed"


def verdict_on(store: Store, site: str, started: datetime, now: datetime) -> Verdict:
    """Judge the articles that a run, *started* then, has stored or changed. Raises `StoreError`.

    Fields that were lost before are measured by the habit that stood then, for two weeks.
    """
    newest, begun = fields_of_newest(store.database, site, now), utc_text(started) or ""
    before = lost_fields(store, site, now)
    falls = {}
    for field in Field:
        since = before[field.word].since if field.word in before else begun
        found = _fall(newest, begun, field, since)
        if found is not None:
            falls[field.word] = Lost(before=found.before, now=found.now, since=since)
    if falls or before:
        store.keep_note(site, NOTE, {name: attrs.asdict(one) for name, one in falls.items()})
    return Verdict(quality=quality_since(newest, started), lost=falls)


def lost_fields(store: Store, site: str, now: datetime) -> dict[str, Lost]:
    """Return what the last run of *site* with new articles found lost, by field; raises `StoreError`."""
    note = store.note(site, NOTE)
    found = {name: Lost(**one) for name, one in note.items()} if isinstance(note, dict) else {}
    return {name: one for name, one in found.items() if now - stored_moment(one.since) < LOST_FOR}


def quality_since(newest: Iterable[FieldsOfArticle], started: datetime) -> Quality:
    """Return the quality of those of *newest* that are new or changed since a run *started*."""
    begun = utc_text(started) or ""
    return Quality.of([one for one in newest if one.revised >= begun])


def usual_quality(store: Store, site: str, now: datetime) -> Quality:
    """Return the quality of what *site* published in the last `MEMORY` before its newest article; `StoreError`."""
    return Quality.of(_since(fields_of_newest(store.database, site, now), MEMORY))


def _fall(newest: Sequence[FieldsOfArticle], begun: str, field: Field, until: str) -> Fall | None:
    """Return how far the run's articles, and those before, fall below the habit that stood before *until*; None also
    where the newest do not: what was lost is back."""
    for fewest in WINDOWS:
        known, new = _parted(newest, begun, fewest, until)
        shortest = SHORT * _usual_words(known) if field is Field.BODY else 0.0
        last = _last_day([*known, *new])
        cases = [(min(one.day, last), _has(one, field, shortest)) for one in new]
        days = _days(known, field, shortest, last)
        if not is_far_below(days, cases):
            return None
        if (found := fall(days, cases)) is not None:
            return found
    return None


def _parted(
    newest: Sequence[FieldsOfArticle], begun: str, fewest: int, until: str
) -> tuple[list[FieldsOfArticle], list[FieldsOfArticle]]:
    """Part *newest* into what was known, and what is new: of the run that has *begun* then, and of those before it
    where it had fewer than *fewest*."""
    before = [one for one in newest if one.revised < begun]
    run = [one for one in newest if one.revised >= begun]
    dates = [one.published for one in before if one.published]
    fresh = _text(max(dates), MEMORY) if dates else ""
    run = [one for one in run if one.published is None or one.published >= fresh]
    if run and len(run) < fewest:
        before.sort(key=lambda one: one.revised, reverse=True)
        lacking = fewest - len(run)
        run, before = run + before[:lacking], before[lacking:]
    begun = min([begun, *(one.revised for one in run)])
    return _since([one for one in before if one.revised < min(begun, until)], MEMORY), run


def _since(found: Sequence[FieldsOfArticle], memory: timedelta) -> list[FieldsOfArticle]:
    dates = [one.published for one in found if one.published]
    oldest = _text(max(dates), memory) if dates else ""
    return [one for one in found if one.moment >= oldest]


def _days(known: Iterable[FieldsOfArticle], field: Field, shortest: float, last: date) -> Days:
    days: dict[date, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in known:
        day = min(one.day, last)
        having, count = days[day]
        days[day] = having + _has(one, field, shortest), count + 1
    return days


def _last_day(found: Iterable[FieldsOfArticle]) -> date:
    """Return the day of the newest dated article: an undated one that was stored later is no newer for all we know."""
    dates = [one.day for one in found if one.published]
    return max(dates, default=date.max)


def _has(one: FieldsOfArticle, field: Field, shortest: float) -> bool:
    return one.has(field) and (field is not Field.BODY or one.words >= shortest)


def _usual_words(known: Iterable[FieldsOfArticle]) -> float:
    return statistics.median([one.words for one in known if one.words] or [0])


def _text(moment: str, before: timedelta) -> str:
    return utc_text(stored_moment(moment) - before) or ""
