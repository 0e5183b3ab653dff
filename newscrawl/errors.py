"""Every error that newscrawl raises on purpose. A message is one line: what happened, where, and what to do.

NewscrawlError
├── BadInput             what a user gave cannot be used (also a ValueError)
│   ├── WrongType        a value of another kind than is taken (also a TypeError)
│   ├── ArgumentError    an argument of a spider
│   ├── DiscoveryError   an argument or setting of a crawl
│   └── SitesError       a list of sites, or a site to be listed
│       └── NotListed    a list of sites has nothing of the name that was asked for (also a NotKnown)
├── WeightsError         trained weights do not fit the features that this version reads (also a ValueError)
├── ArchiveError         an archive cannot be written or read
├── NotKnown             a store has nothing of the name that was asked for
├── PageTooComplex       a page would take too long to read
├── RenderingFailed      a browser could not show a page
└── StoreError           the store cannot do what it was asked
    ├── Forgotten        the article was forgotten on request, and is not taken again
    └── StoreUnavailable the database does not answer, is locked or full: the same may succeed later
"""


class NewscrawlError(Exception):
    """Anything that newscrawl raises on purpose; the message is one line, fit for a terminal."""


class BadInput(NewscrawlError, ValueError):  # noqa: N818 - says what it is
    """Something that the user gave cannot be used."""


class NotKnown(NewscrawlError):  # noqa: N818 - says what it is
    """What a user named is nowhere in the store."""


class WrongType(BadInput, TypeError):  # noqa: N818 - says what it is
    """A value of another kind than is taken."""


class ArgumentError(BadInput):
    """A `-a` argument of a spider that cannot be used."""


class DiscoveryError(BadInput):
    """An argument or setting of a crawl that cannot be used."""


class SitesError(BadInput):
    """A list of sites, or a site to be listed, that cannot be used."""


class NotListed(SitesError, NotKnown):  # noqa: N818 - says what it is
    """What a user named is not in the list of sites."""


class WeightsError(NewscrawlError, ValueError):
    """Weights that were trained on other features than this version reads."""


class ArchiveError(NewscrawlError):
    """An archive of pages cannot be written or read."""


class PageTooComplex(NewscrawlError):  # noqa: N818 - says what it is
    """A page that would take too long, or too much memory, to read: it is given up."""


class RenderingFailed(NewscrawlError):  # noqa: N818 - says what it is
    """A browser could not show a page: it took too much time or memory, or the browser does not run."""


class StoreError(NewscrawlError):
    """The store cannot do what it was asked."""


class Forgotten(StoreError):  # noqa: N818 - says what it is
    """The article was forgotten on request: it is not taken again."""


class StoreUnavailable(StoreError):  # noqa: N818 - a kind of StoreError, named for what it says
    """The database does not answer, is locked or full: what was asked may be right, and succeed later."""
