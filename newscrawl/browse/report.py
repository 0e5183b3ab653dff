"""The store at a glance as one page of HTML that needs nothing beside it: for mail, or to be kept."""

import base64
import hashlib
from collections import Counter
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from newscrawl.browse import charts
from newscrawl.browse.periods import Periods
from newscrawl.browse.queries.overview import articles_a_day, busiest, clusters, sections
from newscrawl.browse.queries.site import week_of
from newscrawl.browse.queries.spans import Span
from newscrawl.browse.queries.teasers import newest
from newscrawl.browse.templating import STATIC, environment
from newscrawl.browse.views.overview import by_site
from newscrawl.sites.timetable.status import statuses
from newscrawl.storage import Store
from newscrawl.storage.database.tables import articles
from newscrawl.storage.state.schedule import Schedule
from newscrawl.web.moments import stored_moment

SITES = 40
NEWEST = 15


def report(store: Store, since: date, now: datetime) -> str:
    """Return the report on the days from *since* to *now* (aware) as HTML; raises `StoreError`."""
    database, span = store.database, Span(since, max(now.date(), since))
    counts = articles_a_day(database, span)
    of_span = [articles.c.published >= span.since, articles.c.published < span.until]
    of_site: Counter[str] = Counter()
    for one in counts:
        of_site[one.site] += one.articles
    style = (STATIC / "newscrawl.css").read_text("utf-8")
    values: dict[str, Any] = {
        "now": now,
        "span": span,
        "total": of_site.total(),
        "sites": len(of_site),
        "counts": of_site,
        "unit": Periods.of(span).unit,
        "chart": by_site(counts, span, linked=False),
        "heat": charts.heat_map(week_of(database, None, span)),
        "newest": newest(database, NEWEST, of_span),
        "sections": charts.shares({one.value: one.articles for one in sections(database, span, 12)}),
        "clusters": clusters(database, span, 8),
        "troubled": Schedule(database).troubled(12, stored_moment(span.since)),
        "statuses": statuses(store, busiest(counts, SITES), now),
        "style": Markup(style),
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    }
    return environment().get_template("report.html").render(values)
