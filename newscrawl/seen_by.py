"""By which kinds of sources an article was seen: kept with it as a few bits, for the account of what may be missed."""

from enum import IntFlag

import attrs


class SeenBy(IntFlag):
    """Kinds of sources that name articles. The values are kept in stores: they stay what they are."""

    FEED = 1
    SITEMAP = 2
    LISTING = 4
    """A page that lists articles: front, section, author or archive page."""
    LINK = 8
    """A page that is an article itself. Only noted of the first that leads to an article."""
    ARCHIVE = 16
    """An archive of pages, read again."""
    REVISIT = 32
    """Asked for once more as the plan for young articles says, and still there."""
    BACKFILL = 64
    """A backfill came to it, by whatever kind of source: of all that it is the first to know, it is the first kind."""

    @property
    def word(self) -> str:
        """The kind's name, as documentation and output have it: `feed`."""
        return (self.name or "").lower()


UNSEEN = SeenBy(0)

PAGE_KINDS = {
    "feed": SeenBy.FEED,
    "sitemap": SeenBy.SITEMAP,
    "listing": SeenBy.LISTING,
    "home": SeenBy.LISTING,
    "article": SeenBy.LINK,
}
"""What a page of a kind (see `newscrawl.storage.Page`) that names an article counts as."""


@attrs.frozen(kw_only=True)
class SeenNote:
    """A stored article at its canonical `url` was seen: by which kind `first`, and `by` all these by now."""

    url: str
    first: SeenBy
    by: SeenBy
