"""The overview: what came in, how fresh it is, what went wrong, what was printed more than once."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from newscrawl.browse import charts
from newscrawl.browse.queries.overview import DayCount, articles_a_day, busiest, clusters, size
from newscrawl.browse.queries.spans import Span, newest_day
from newscrawl.browse.queries.teasers import newest
from newscrawl.browse.requests import Asked, Page
from newscrawl.sites.status import statuses
from newscrawl.storage.database.tables import articles
from newscrawl.storage.state.schedule import Schedule
from newscrawl.web.moments import utc_text

DAYS = 30
WEEK = 7
SITES = 8

WORTH_TELLING = 0.25
"""Share of all articles below which the busiest sites are not told apart: colours that nobody sees."""


def overview(asked: Asked) -> Page:
    """Show the last 30 days that the store knows."""
    database = asked.store.database
    span = Span.ending(newest_day(database, asked.now), DAYS)
    counts = articles_a_day(database, span)
    return Page(
        "overview.html",
        {
            "size": size(database),
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
    """Return the articles of each day, the busiest sites in colours of their own; *linked*: days lead to a search."""
    names = busiest(counts, charts.SERIES)
    told = sum(one.articles for one in counts if one.site in names)
    if told < WORTH_TELLING * sum(one.articles for one in counts):
        names = []
    place = {name: number for number, name in enumerate(names)}
    found: dict[date, list[int]] = {day: [0] * (len(names) + 1) for day in span.days}
    for one in counts:
        found[one.day][place.get(one.site, len(names))] += one.articles
    others = any(values[-1] for values in found.values())
    drawn = [
        charts.Column(label=day_name(day), values=values, href=day_search(day) if linked else None)
        for day, values in found.items()
    ]
    series = [*names, "others" if names else "articles"] if others else names
    return charts.columns("Articles a day", series, drawn)


def day_name(day: date) -> str:
    """Return *day* as `5 January`."""
    return f"{day.day} {day:%B}"


def day_search(day: date) -> str:
    """Return the address of the articles of *day*."""
    return f"/search?since={day}&until={day + timedelta(days=1)}"
