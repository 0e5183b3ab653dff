"""Which months an address names: sitemaps, archives and articles by the month are named by it."""

import re
from functools import lru_cache

from newscrawl.web.calendar_months import Month, Period

FIRST_YEAR, LAST_YEAR = 1900, 2099

# /2019/03/   sitemap-2019-03.xml   201903   2019_3_14   20190314
_DATED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[/_.-](?P<month>0?[1-9]|1[0-2])(?:[/_.-](?:0?[1-9]|[12]\d|3[01]))?|"
    r"(?P<packed>0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)(?!\d)"
)
# ?yyyy=2019, &year=2019
_YEAR_PARAMETER = re.compile(r"[?&](?:y|yy|yyyy|year|annee|jahr|ano|anio|anno)=((?:19|20)\d\d)(?=&|$)", re.IGNORECASE)
# &mm=03, &month=3
_MONTH_PARAMETER = re.compile(r"[?&](?:m|mm|mon|month|mois|monat|mes|mese)=(0?[1-9]|1[0-2])(?=&|$)", re.IGNORECASE)
# sitemap-2019.xml, /archive/2019/
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=8192)
def month_of_address(url: str) -> Month | None:
    """Return the month that *url* names, alone or with a day; None where it names none.

    >>> str(month_of_address("https://example.org/sitemap.xml?yyyy=2019&mm=3"))
    '2019-03'
    """
    tail = _tail(url)
    year, month = _YEAR_PARAMETER.search(tail), _MONTH_PARAMETER.search(tail)
    if year is not None and month is not None:
        return Month(int(year[1]), int(month[1]))
    match = _DATED.search(tail)
    return Month(int(match["year"]), int(match["month"] or match["packed"])) if match else None


def months_of_address(url: str) -> Period | None:
    """Return the months that *url* names: one, or those of a year."""
    month = month_of_address(url)
    if month is not None:
        return Period(month, month)
    tail = _tail(url)
    year = _YEAR_PARAMETER.search(tail) or _YEAR.search(tail)
    return Period(Month(int(year[1]), 1), Month(int(year[1]), 12)) if year else None


def make_of_address(url: str) -> str:
    """Return *url* with every number replaced: equal for addresses that count."""
    return _NUMBER.sub("#", url)


def counts_only(urls: list[str]) -> bool:
    """Tell whether the numbers of *urls*, all of one make, count, and name no years: some are none.

    >>> counts_only(["/map-1.xml", "/map-2019.xml"])
    True
    """
    numbers = [int(number) for url in urls for number in _NUMBER.findall(_tail(url)) if len(number) <= 6]
    return any(not FIRST_YEAR <= number <= LAST_YEAR for number in numbers)


def _tail(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]
