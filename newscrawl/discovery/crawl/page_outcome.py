"""What a fetched page turned out to be, as the crawl and its caller tell each other."""

from datetime import datetime

import attrs

from newscrawl.discovery.pages.teasers import Card
from newscrawl.web.tellings import Telling


@attrs.frozen(kw_only=True)
class ArticleFacts:
    """What the crawl needs to know of an article that was read: `url` is the address that it states, canonical;
    `published` is aware."""

    url: str
    published: datetime | None = None
    section: str | None = None
    content_hash: str | None = None
    telling: Telling | None = None


@attrs.frozen(kw_only=True)
class Outcome:
    """What a page turned out to be.

    `article`: it is one. `wanted`: it is in scope and not one that this run has had already under another
    address. `cards`: the articles that it lists, where it is a listing. `queued`: where it is an article, the
    addresses of others that it was the first to name.
    """

    article: bool
    wanted: bool
    cards: tuple[Card, ...] = ()
    queued: tuple[str, ...] = ()
