"""Traps: addresses of which a site has no end. Known by form before anything is fetched."""

import re
from collections import Counter
from datetime import date

from newscrawl.discovery.addresses.url_features import UrlTraits, traits_of

MAX_DEPTH = 12
MAX_PARAMETERS = 5
FIRST_YEAR = 1990

# ?month=2031-05, /calendar/2031/05/, /events/day/2031-05-01
_CALENDAR = re.compile(r"(?:calend|agenda|event|month|week|day|date)", re.IGNORECASE)
# ?sort=asc&filter[color]=red, ?orderby=price, ?replytocom=12
_FACET = re.compile(
    r"[?&](?:[^=&]*(?:%5B|\[)[^=&]*=|(?:sort|order|orderby|dir|filter\w*|facet\w*|view|per_?page|limit|replytocom|"
    r"share|redirect\w*|return\w*|next|url|q|s|query|search|keyword|lang|currency|session\w*|token|nonce|rand\w*|"
    r"ts|timestamp|cb|cachebuster)=)",
    re.IGNORECASE,
)


def is_trap(url: str, today: date) -> bool:
    """Tell whether the canonical *url* has the form of a trap: folders that repeat themselves, many
    parameters, sorted or filtered views, searches, calendars that hold no article or lie in the future."""
    traits = traits_of(url)
    if traits.depth > MAX_DEPTH or traits.parameters > MAX_PARAMETERS or _repeats(traits.segments):
        return True
    return bool(_FACET.search(url)) or _is_calendar(url, traits, today)


def _repeats(segments: tuple[str, ...]) -> bool:
    """Tell whether a segment stands three times in the path, or a pair of them twice in a row."""
    if len(segments) < 3:
        return False
    if max(Counter(segments).values()) >= 3:
        return True
    return any(segments[n : n + 2] == segments[n + 2 : n + 4] for n in range(len(segments) - 3))


def _is_calendar(url: str, traits: UrlTraits, today: date) -> bool:
    if traits.day is None:
        return "?" in url and bool(
            re.search(r"[?&]\w*(?:month|day|date|week|year)\w*=[\d-]+(?:&|$)", url, re.IGNORECASE)
        )
    year, month, _ = traits.day
    if year < FIRST_YEAR or (year, month) > (today.year, today.month):
        return True
    return traits.words < 2 and bool(_CALENDAR.search(url.partition("://")[2]))
