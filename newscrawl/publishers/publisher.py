"""A publisher as newscrawl knows it by name: its hosts, its page object, its time zone, the form of its ids."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import attrs
from web_poet import ItemPage

from newscrawl.errors import BadInput, WrongType
from newscrawl.items import NewsArticle
from newscrawl.web.given import given_all, shown
from newscrawl.web.urls import canonical_url

Page = type[ItemPage[NewsArticle]]
"""A page object that gives a news article."""


def _hosts(given: str | Iterable[str]) -> tuple[str, ...]:
    hosts = tuple(given_all(given, str, "hosts of a publisher", "give names of hosts, such as ('www.example.org',)"))
    wrong = next((host for host in hosts if "/" in host or not canonical_url(f"http://{host}/")), None)
    if wrong is not None or not hosts:
        raise BadInput(f"hosts={given!r} of a publisher: give names of hosts, such as ('www.example.org',)")
    return tuple(urlsplit(canonical_url(f"http://{host}/")).netloc for host in hosts)


def _ids(given: str | re.Pattern[str] | None) -> re.Pattern[str] | None:
    try:
        return re.compile(given) if isinstance(given, str) else given
    except re.error as error:
        raise BadInput(f"ids={given!r} of a publisher is no regular expression: {error}") from None


def _zone(_: object, __: object, zone: str | None) -> None:
    try:
        ZoneInfo(zone or "UTC")
    except (KeyError, OSError, ValueError):
        raise BadInput(f"zone={zone!r} of a publisher is no IANA time zone: give one such as 'Africa/Bamako'") from None


def _page(_: object, __: object, page: Any) -> None:
    if page is not None and not (isinstance(page, type) and issubclass(page, ItemPage)):
        raise WrongType(f"page of a publisher is {shown(page)}: give a page object, such as a class on NewsArticlePage")


@attrs.frozen(kw_only=True)
class Publisher:
    """What is known of one publisher; all but `hosts` may be left out, and is then learned or read as on any site.

    `hosts`: the hosts that serve the one site (`www.example.org`; with a port where it is not the usual one); the
    hosts below each and its `www.` are the publisher's too. `name`: a short word for it. `page`: the page object that
    reads its articles. `zone`: the IANA time zone of dates that are printed without one. `ids`: a regular expression
    for the path of an article's address whose group (`id`, else the first) is the site's own id of the article: such
    addresses, and no others, are articles, and two with one id are one article. `created`: returns the moment, aware,
    at which the article with an id was created. `origin`: scheme and host of which all hosts' pages are asked.
    Raises `BadInput`.

    >>> Publisher(hosts="example.org", ids=r"-([0-9]+)[.]html$").article_id("https://example.org/a-12.html?utm_medium=x")
    '12'
    """

    hosts: tuple[str, ...] = attrs.field(converter=_hosts)
    name: str = ""
    page: Page | None = attrs.field(default=None, validator=_page)
    zone: str | None = attrs.field(default=None, validator=_zone)
    ids: re.Pattern[str] | None = attrs.field(default=None, converter=_ids)
    created: Callable[[str], datetime | None] | None = None
    origin: str | None = None

    def article_id(self, url: str) -> str | None:
        """Return the site's own id of the article at *url*, `None` where the address is no article's."""
        if self.ids is None:
            return None
        parts = urlsplit(canonical_url(url))
        match = self.ids.search(parts.path) or (self.ids.search(f"{parts.path}?{parts.query}") if parts.query else None)
        if match is None:
            return None
        groups = match.groupdict()
        return str(groups["id"] if "id" in groups else match[1] if self.ids.groups else match[0])

    def serves(self, url: str) -> bool:
        """Tell whether *url* is on one of the publisher's hosts, or below one."""
        return self.rank(url) is not None

    def rank(self, url: str) -> int | None:
        """Return how closely the host of *url* is one of the publisher's (higher is closer), `None` where it is not."""
        netloc = urlsplit(canonical_url(url)).netloc
        found = [len(host) for host in self.hosts if netloc == host or _is_below(netloc, host)]
        return max(found, default=None)

    def start(self, url: str) -> str:
        """Return the address to start at instead of *url*: the same page at `origin`, where it is on the hosts."""
        parts = urlsplit(url)
        if self.origin is None or parts.netloc not in self.hosts:
            return url
        return canonical_url(parts._replace(scheme="", netloc="").geturl() or "/", self.origin + "/")


def _is_below(netloc: str, host: str) -> bool:
    """Tell whether *netloc* is the same host with another port, its `www.`, or one below it.

    A host that is named with its port is that port's alone.
    """
    name, _, port = netloc.partition(":")
    host, _, own = host.partition(":")
    return (not own or port == own) and (name == host or name.endswith("." + host.removeprefix("www.")))
