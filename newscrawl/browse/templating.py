"""What our templates can say beside Jinja's own words."""

import math
from datetime import datetime, timedelta
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from newscrawl import __version__
from newscrawl.browse import charts
from newscrawl.browse.safe_text import shown, web
from newscrawl.extraction.metadata.stated_language import language_tag
from newscrawl.web.moments import moment_of

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"


def equip(environment: Environment) -> None:
    """Add our filters and globals to *environment*."""
    filters = {
        "shown": shown,
        "web": web,
        "number": number,
        "day": day,
        "minute": minute,
        "span": span,
        "ago": ago,
        "spark": charts.spark,
        "field": field,
        "lang": language_tag,
    }
    environment.filters.update(filters)
    environment.globals.update({"chart_width": charts.WIDTH, "chart_height": charts.HEIGHT, "version": __version__})


def environment() -> Environment:
    """Return an environment for pages that no server gives."""
    found = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    equip(found)
    return found


def number(value: float | None) -> str:
    """Return *value* with its thousands set apart: `12,345`."""
    return "–" if value is None else f"{value:,.0f}"


def day(value: datetime | str | None) -> str:
    """Return the day of *value* (UTC): `5 January 2026`."""
    moment = moment_of(value)
    return f"{moment.day} {moment:%B %Y}" if moment else "undated"


def minute(value: datetime | str | None, always: bool = False) -> str:
    """Return *value* (UTC) to the minute: `5 January 2026, 10:22`.

    Midnight sharp is given as the day alone, since pages that state no time come so, unless *always* the minute.
    """
    moment = moment_of(value)
    if moment is None:
        return "–"
    if moment.strftime("%H:%M:%S") == "00:00:00" and not always:
        return day(moment)
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def span(value: timedelta | None) -> str:
    """Return *value* in its largest unit that has two digits' precision: `45 s`, `12 min`, `5.5 h`, `3.2 d`."""
    if value is None:
        return "–"
    seconds = max(value.total_seconds(), 0)
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 6000:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 100 * 3600 else f"{math.floor(seconds / 86400):,} d"


def ago(value: datetime | None, now: datetime) -> str:
    """Return how long before or after *now* that is: `3.2 h ago`, `in 12 min`."""
    if value is None:
        return "–"
    return f"in {span(value - now)}" if value > now else f"{span(now - value)} ago"


FIELDS = {
    "headline": "headline",
    "description": "standfirst",
    "articleBody": "body",
    "authors": "authors",
    "datePublished": "date of publication",
    "dateModified": "date of change",
}


def field(name: str) -> str:
    """Return what a reader calls the field *name* of a record."""
    return FIELDS.get(name, name)
