"""Traps: addresses of which a site has no end. Known by form before anything is fetched, settled by behaviour.

A form alone proves little: Joomla's articles carry `view=article`, old sites nest fourteen folders. So an address that
a page shows as a headline, or that carries an id, is asked for in spite of its form, as long as its like turn out to
be articles (`newscrawl.discovery.evidence.suspects`).
"""

import re
from collections import Counter
from datetime import date
from enum import StrEnum

from newscrawl.discovery.addresses.url_features import UrlTraits, traits_of

MAX_DEPTH = 12
MAX_PARAMETERS = 5
FIRST_YEAR = 1990

# /calendar/2031/05/, /events/day/2031-05-01
_CALENDAR = re.compile(r"(?:calend|agenda|event|month|week|day|date)", re.IGNORECASE)
# ?month=2031-05
_CALENDAR_PARAMETER = re.compile(r"[?&]\w*(?:month|day|date|week|year)\w*=[\d-]+(?:&|$)", re.IGNORECASE)
# ?sort=asc&filter[color]=red, ?orderby=price, ?replytocom=12
_FACET_NAME = re.compile(
    r"[^=&]*(?:%5B|\[)[^=&]*|sort|order|orderby|dir|filter\w*|facet\w*|view|per_?page|limit|replytocom|"
    r"share|redirect\w*|return\w*|next|url|q|s|query|search|keyword|lang|currency|session\w*|token|nonce|rand\w*|"
    r"ts|timestamp|cb|cachebuster",
    re.IGNORECASE,
)


class Trap(StrEnum):
    """What kind of trap an address looks like."""

    DEPTH = "too many folders"
    PARAMETERS = "too many parameters"
    REPEATS = "folders that repeat themselves"
    FACET = "a sorted, filtered or searched view"
    CALENDAR = "a calendar's page"


def trap_of(url: str, today: date) -> Trap | None:
    """Return what kind of trap the canonical *url* looks like, or None; *today* is the day at the site."""
    traits = traits_of(url)
    if traits.depth > MAX_DEPTH:
        return Trap.DEPTH
    if traits.parameters > MAX_PARAMETERS:
        return Trap.PARAMETERS
    if _repeats(traits.segments):
        return Trap.REPEATS
    if any(map(_FACET_NAME.fullmatch, _names(url))):
        return Trap.FACET
    return Trap.CALENDAR if _is_calendar(url, traits, today) else None


def plain_view(url: str) -> str:
    """Return the canonical *url* without the parameters that sort, filter or search: the page that it is a view of.

    >>> plain_view("https://example.org/world?id=7&sort=asc")
    'https://example.org/world?id=7'
    """
    place, _, query = url.partition("?")
    kept = [part for part in query.split("&") if part and not _FACET_NAME.fullmatch(part.partition("=")[0])]
    return place + ("?" + "&".join(kept) if kept else "")


def _names(url: str) -> list[str]:
    return [part.partition("=")[0] for part in url.partition("?")[2].split("&") if "=" in part]


def _repeats(segments: tuple[str, ...]) -> bool:
    """Tell whether a segment stands three times in the path, or a pair of them twice in a row."""
    if len(segments) < 3:
        return False
    if max(Counter(segments).values()) >= 3:
        return True
    return any(segments[n : n + 2] == segments[n + 2 : n + 4] for n in range(len(segments) - 3))


def _is_calendar(url: str, traits: UrlTraits, today: date) -> bool:
    if traits.day is None:
        return "?" in url and bool(_CALENDAR_PARAMETER.search(url))
    year, month, _ = traits.day
    if (year, month) > (today.year, today.month):
        return True
    if traits.words >= 2 or traits.id:
        return False
    return year < FIRST_YEAR or bool(_CALENDAR.search(url.partition("://")[2]))
