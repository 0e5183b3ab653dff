"""Sites: how they stand, and of one, when it publishes and what its runs brought."""

from datetime import datetime, timedelta

from newscrawl.browse import charts
from newscrawl.browse.queries.overview import articles_a_day
from newscrawl.browse.queries.site import fetched, known_sites, week_of
from newscrawl.browse.queries.spans import Span, newest_day
from newscrawl.browse.queries.teasers import newest
from newscrawl.browse.requests import Asked, NotThere, Page
from newscrawl.browse.safe_text import shown
from newscrawl.browse.views.overview import day_name, standing
from newscrawl.storage.database.tables import articles
from newscrawl.storage.state.schedule import Run, Schedule
from newscrawl.web.moments import utc_text

A_PAGE = 40
RUNS = 30
WEEKS = 13
DAYS = 30


def sites(asked: Asked) -> Page:
    """Show how every site stands, `A_PAGE` at a time."""
    names = known_sites(asked.store.database)
    page, pages = asked.number("page", 1, 10_000), -(-len(names) // A_PAGE)
    chosen = names[(page - 1) * A_PAGE : page * A_PAGE]
    values = {"statuses": standing(asked, chosen), "total": len(names), "page": page, "pages": pages}
    return Page("sites.html", values)


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
    }
    return Page("site.html", values)


def _minute(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %H:%M}"


def _mean(runs: list[Run]) -> timedelta | None:
    """Return how long a run took, on average."""
    spans = [run.ended_at - run.started_at for run in runs]
    return sum(spans, timedelta()) / len(spans) if spans else None
