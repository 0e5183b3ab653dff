"""L'Essor, Mali: `news` with the publisher's own declarations."""

from typing import Any

from newscrawl.publishers.lessor import LESSOR
from newscrawl.spiders.news import NewsSpider


class LessorSpider(NewsSpider):
    """Crawls L'Essor as `news` does any site.

    `url` says where to start, by default on the live site. A copy elsewhere, for example on loopback, stands
    for the whole site: what links to the site's four hosts is asked of the copy. All other arguments are those of
    `NewsSpider`. Raises `ArgumentError`.
    """

    name = "lessor"
    publisher = LESSOR.name

    def __init__(self, url: str = f"{LESSOR.origin}/", **arguments: Any) -> None:
        super().__init__(url, **arguments)
