"""A crawl that is to be made: of one site, by one spider."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import attrs

from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.web.sites import site_of


@attrs.frozen
class Crawl:
    """One spider with its arguments, and settings of its own; `entry` is the site's in the list, if it is listed.

    `narrowed`: it is not after all articles of the site.
    """

    spider: str
    arguments: dict[str, str]
    settings: dict[str, Any] = attrs.field(factory=dict)
    entry: SiteEntry | None = None
    narrowed: bool = False

    @property
    def site(self) -> str:
        """The site that the crawl starts on."""
        return site_of(self.arguments["url"])


NextSite = Callable[[], Awaitable[list[Crawl] | None]]
"""Gives the crawls of a site, or None when there is no further one."""


def by_site(crawls: Sequence[Crawl]) -> list[list[Crawl]]:
    """Return *crawls* grouped by site, in order: those of one site run one after the other."""
    groups: dict[str, list[Crawl]] = {}
    for crawl in crawls:
        groups.setdefault(crawl.site, []).append(crawl)
    return list(groups.values())
