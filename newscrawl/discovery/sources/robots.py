"""What robots.txt names for crawlers to start from."""

import re
from collections.abc import Iterable

from newscrawl.web.urls import canonical_url

# Sitemap: /a.xml, https://example.org/b.xml — one line with several
_BETWEEN = re.compile(r"""[\s,;|]+(?=["'<]?(?:https?:/|/))""", re.IGNORECASE)
_AROUND = " \t,;\"'<>“”‘’"


def sitemaps_of(values: Iterable[str], base: str) -> list[str]:
    """Return the canonical addresses in the *values* of `Sitemap` lines of the robots.txt at *base*.

    A line may hold several, parted by commas or blanks, and put them in quotes.

    >>> sitemaps_of(['/a.xml, "http://example.org/b.xml"'], "http://example.org/robots.txt")
    ['http://example.org/a.xml', 'http://example.org/b.xml']
    """
    parts = (part.strip(_AROUND) for value in values for part in _BETWEEN.split(value))
    return list(dict.fromkeys(url for part in parts if (url := canonical_url(part, base))))
