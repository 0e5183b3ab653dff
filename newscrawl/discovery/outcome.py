"""What a fetched page turned out to be, as the crawl and its caller tell each other."""

from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class ArticleFacts:
    """What the crawl needs to know of an article that was read: `url` is canonical, `published` aware."""

    url: str
    published: datetime | None = None
    section: str | None = None
    content_hash: str | None = None


@attrs.frozen(kw_only=True)
class Edge:
    """A listing's card that points to the article at `url`; `position` counts from 1."""

    url: str
    headline: str | None
    excerpt: str | None
    position: int


@attrs.frozen(kw_only=True)
class Outcome:
    """What a page turned out to be.

    `article`: it is one. `wanted`: it is in scope and not one that this run has had already under another
    address. `edges`: the articles that it lists, where it is a listing.
    """

    article: bool
    wanted: bool
    edges: tuple[Edge, ...] = ()
