"""The overview: what came in, how fresh it is, what went wrong, what was printed more than once."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from newscrawl.browse import charts
from newscrawl.browse.periods import Periods
from newscrawl.browse.queries.overview import DayCount, articles_a_day, busiest, clusters, size
from newscrawl.browse.queries.spans import Span, first_day, newest_day
from newscrawl.browse.queries.teasers import newest
from newscrawl.browse.requests import Asked, Page
from newscrawl.sites.timetable.status import statuses
from newscrawl.storage.database.tables import articles
from newscrawl.storage.state.schedule import Schedule
from newscrawl.web.moments import utc_text

DAYS = 30
WEEK = 7
SITES = 8

RECENT = 0.2
"""Share of all articles that the last days must hold for the chart to show them alone: less is a back-fill."""

WORTH_TELLING = 0.25
"""Share of all articles below which the busiest sites are not told apart: colours that nobody sees."""


def overview(asked: Asked) -> Page:
    """Show the last 30 days that the store knows, or all of its time where most of it is older."""
    database = asked.store.database
    sizes, last = size(database), newest_day(database, asked.now)
    span = Span.ending(last, DAYS)
    counts = articles_a_day(database, span)
    if sum(one.articles for one in counts) < RECENT * sizes.articles:
        span = Span(min(first_day(database, last), span.first), last)
        counts = articles_a_day(database, span)
    return Page(
        "overview.html",
        {
            "size": sizes,
            "unit": Periods.of(span).unit,
            "span": span,
            "chart": by_site(counts, span),
            "newest": newest(database, 10, [articles.c.published <= utc_text(asked.now)]),
            "statuses": standing(asked, busiest(counts, SITES)),
            "troubled": Schedule(database).troubled(6, asked.now - timedelta(days=DAYS)),
            "clusters": clusters(database, Span.ending(span.last, WEEK), 6),
        },
    )


def standing(asked: Asked, sites: Sequence[str]) -> list[Any]:
    """Return how *sites* stand."""
    return statuses(asked.store, sites, asked.now)


def by_site(counts: Sequence[DayCount], span: Span, *, linked: bool = True) -> charts.Chart:
    """Return the articles of each day, or of each week, month or year of a long *span*, the busiest sites in colours of
    their own; *linked*: columns lead to a search."""
    names = busiest(counts, charts.SERIES)
    told = sum(one.articles for one in counts if one.site in names)
    if told < WORTH_TELLING * sum(one.articles for one in counts):
        names = []
    place = {name: number for number, name in enumerate(names)}
    periods = Periods.of(span)
    found = [[0] * (len(names) + 1) for _ in periods.starts]
    for one in counts:
        found[periods.place(one.day)][place.get(one.site, len(names))] += one.articles
    others = any(values[-1] for values in found)
    drawn = [
        charts.Column(label=label, values=values, href=href if linked else None)
        for label, values, href in zip(periods.labels(), found, periods.searches(), strict=True)
    ]
    series = [*names, "others" if names else "articles"] if others else names
    return charts.columns(f"Articles a {periods.unit}", series, drawn)


def day_name(day: date) -> str:
    """Return *day* as `5 January`."""
    return f"{day.day} {day:%B}"
