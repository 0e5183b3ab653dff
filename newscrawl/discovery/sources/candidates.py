"""A candidate: an address where an article may be, with what its source says about it."""

from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class Candidate:
    """An entry of a feed or sitemap, or a link of a page.

    `url` is canonical. `headline` and `excerpt` are what the source shows; `published` and `modified` (aware,
    UTC) what it claims; `position` counts from 1 in the source's order. `markup` is the whole text, as HTML, where a
    feed has it.
    """

    url: str
    headline: str | None = None
    excerpt: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    position: int | None = None
    markup: str = attrs.field(default="", repr=False)
