"""What changed today: new, revised and withdrawn articles, with what was changed in them."""

from datetime import date, timedelta
from itertools import pairwise

from newscrawl.browse.queries.changes import revised_in, stored_in, withdrawn_in
from newscrawl.browse.queries.spans import Span
from newscrawl.browse.requests import Asked, Page
from newscrawl.browse.views.article import cut
from newscrawl.storage.articles.history import compare

SHOWN = 40
FIRST, LAST = date.min, date.max - timedelta(days=1)
"""The days that have one before and one after them."""


def changes(asked: Asked) -> Page:
    """Show day `day` (UTC), by default today."""
    day = _day(asked)
    database, span = asked.store.database, Span(day, day)
    revised_count, revised = revised_in(database, span, SHOWN)
    came, new = stored_in(database, span, SHOWN)
    gone, withdrawn = withdrawn_in(database, span, SHOWN)
    revisions = []
    for teaser in revised:
        versions = list(pairwise(asked.store.history(teaser.url)))[-1:]
        revisions.append((teaser, [cut(one) for old, standing in versions for one in compare(old, standing)]))
    values = {
        "day": day.isoformat(),
        "before": (day - timedelta(days=1)).isoformat() if day > FIRST else None,
        "after": (day + timedelta(days=1)).isoformat() if day < asked.now.date() else None,
        "counts": {"new": came, "revised": revised_count, "withdrawn": gone},
        "new": new,
        "revisions": revisions,
        "withdrawn": withdrawn,
        "shown": SHOWN,
    }
    return Page("changes.html", values)


def _day(asked: Asked) -> date:
    try:
        return min(date.fromisoformat(asked.text("day")), LAST)
    except ValueError:
        return asked.now.date()
