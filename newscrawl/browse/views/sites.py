"""Sites: how they stand, and of one, when it publishes and what its runs brought."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from newscrawl.browse import charts
from newscrawl.browse.queries.overview import articles_a_day
from newscrawl.browse.queries.site import articles_by_site, fetched, known_sites, week_of
from newscrawl.browse.queries.spans import Span, newest_day
from newscrawl.browse.queries.teasers import newest
from newscrawl.browse.requests import Asked, NotThere, Page
from newscrawl.browse.safe_text import shown
from newscrawl.browse.views.overview import day_name, standing
from newscrawl.sites.accounts.sources import sources_of
from newscrawl.storage.database.tables import articles
from newscrawl.storage.state.schedule import Run, Schedule
from newscrawl.web.moments import utc_text

A_PAGE = 40
RUNS = 30
SOURCES = 40
WELL = ("finished", "limited", "stopped")
SORTS = {"trouble": "trouble", "articles": "number of articles", "run": "last run", "site": "name"}
WEEKS = 13
DAYS = 30


def sites(asked: Asked) -> Page:
    """Show how every site stands, `A_PAGE` at a time, in the order `sort`: trouble first by default."""
    counts = articles_by_site(asked.store.database)
    sort = asked.text("sort") if asked.text("sort") in SORTS else "trouble"
    names = _sorted(asked, sort, counts)
    page, pages = asked.number("page", 1, 10_000), -(-len(names) // A_PAGE)
    found = standing(asked, names[(page - 1) * A_PAGE : page * A_PAGE])
    values = {
        "statuses": found,
        "counts": counts,
        "articles": sum(counts.values()),
        "total": len(names),
        "page": page,
        "pages": pages,
        "sort": sort,
        "sorts": SORTS,
        "fresh": any(one.freshness for one in found),
    }
    return Page("sites.html", values)


def _sorted(asked: Asked, sort: str, counts: Mapping[str, int]) -> list[str]:
    names = known_sites(asked.store.database)
    last = Schedule(asked.store.database).last_runs()

    def trouble(site: str) -> tuple[bool, int]:
        run = last.get(site)
        return (run is None or run.outcome in WELL, -(run.errors if run else 0))

    orders: dict[str, Callable[[str], Any]] = {
        "trouble": trouble,
        "articles": lambda site: -counts.get(site, 0),
        "run": lambda site: -last[site].started_at.timestamp() if site in last else 0.0,
        "site": str,
    }
    return sorted(names, key=orders[sort])


def site(asked: Asked) -> Page:
    """Show one site."""
    database, name = asked.store.database, asked.path["site"]
    latest = newest(database, 10, [articles.c.site == name, articles.c.published <= utc_text(asked.now)])
    (status,) = standing(asked, [name])
    if not latest and status.last_run is None:
        raise NotThere(f"nothing is known of {shown(name, 100)}: see the list of sites")
    last = newest_day(database, asked.now, name)
    span, quarter = Span.ending(last, DAYS), Span.ending(last, 7 * WEEKS)
    counts = {one.day: one.articles for one in articles_a_day(database, span, name)}
    days = [charts.Column(label=day_name(day), values=[counts.get(day, 0)]) for day in span.days]
    runs = Schedule(database).runs(name, RUNS)
    values = {
        "site": name,
        "status": status,
        "span": span,
        "quarter": quarter,
        "chart": charts.columns("Articles a day", ["articles"], days),
        "heat": charts.heat_map(week_of(database, name, quarter)),
        "runs": runs,
        "yields": charts.columns(
            "New articles a run",
            ["new", "changed"],
            [charts.Column(label=_minute(run.started_at), values=[run.new, run.changed]) for run in reversed(runs)],
        ),
        "fetched": fetched(database, name),
        "newest": latest,
        "mean": _mean(runs),
        "sources": sources_of(asked.store, [name])[name][:SOURCES],
    }
    return Page("site.html", values)


def _minute(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %H:%M}"


def _mean(runs: list[Run]) -> timedelta | None:
    """Return how long a run took, on average."""
    spans = [run.ended_at - run.started_at for run in runs]
    return sum(spans, timedelta()) / len(spans) if spans else None
