"""Fates: what became of an address that a crawl has seen, in one list of reasons.

Every address ends in one `Reason`; each reason belongs to a `Fate`, says itself in words, and says what would change
it. The engine gives them, the store keeps them, `newscrawl explain` and `newscrawl losses` tell them.
"""

from datetime import datetime
from enum import StrEnum

import attrs

from newscrawl.errors import BadInput
from newscrawl.seen_by import UNSEEN, SeenBy

MAX_DETAIL = 160


class Fate(StrEnum):
    """What became of an address, in one word or two."""

    UNSEEN = "never seen"
    QUEUED = "queued"
    NOT_ASKED = "not asked"
    REFUSED = "refused"
    FAILED = "failed"
    GONE = "gone"
    REDIRECTED = "redirected"
    SOURCE = "source"
    NO_ARTICLE = "not an article"
    DROPPED = "dropped"
    DUPLICATE = "duplicate"
    STORED = "stored"


class Reason(StrEnum):
    """Why an address has its fate: the names that `newscrawl losses` counts by and `crawl --again` takes."""

    QUEUED = "queued"
    OFF_SITE = "off-site"
    SCOPE = "out-of-scope"
    ROBOTS = "robots"
    TRAP = "trap"
    WASTE = "waste"
    LISTING_FORM = "listing-form"
    SAME_PAGE = "same-page"
    LIMIT = "limit"
    REFUSED = "refused"
    CHALLENGE = "challenge"
    FAILED = "failed"
    GONE = "gone"
    REDIRECT = "redirect"
    SOURCE = "source"
    LISTING = "listing"
    NOT_ARTICLE = "not-article"
    ERROR_PAGE = "error-page"
    NO_TEXT = "no-text"
    SCRIPTS = "scripts"
    FILE = "file"
    CUT = "cut"
    TOO_COMPLEX = "too-complex"
    STORED = "stored"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    PART = "part"
    DROPPED = "dropped"
    RESERVED = "reserved"
    STORE_ERROR = "store-error"

    @property
    def fate(self) -> Fate:
        """The fate that the reason leads to."""
        return _TOLD[self].fate

    @property
    def words(self) -> str:
        """The reason in words."""
        return _TOLD[self].words

    @property
    def change(self) -> str:
        """What would change it; empty where nothing needs to."""
        return _TOLD[self].change

    @property
    def is_loss(self) -> bool:
        """Tell whether an article may be lost here: it is wanted by its form, and none came of it."""
        return self in _LOSSES

    @property
    def is_asked_again(self) -> bool:
        """Tell whether later runs ask for the address again, on a widening plan."""
        return self in ASKED_AGAIN


@attrs.frozen
class _Told:
    fate: Fate
    words: str
    change: str = ""


_AGAIN = "it is asked for again on a widening plan; newscrawl crawl --again {reason} asks at once"

_TOLD: dict[Reason, _Told] = {
    Reason.QUEUED: _Told(Fate.QUEUED, "it waits for its turn", "the next crawl goes on with it"),
    Reason.OFF_SITE: _Told(Fate.NOT_ASKED, "it lies on another site", "crawl that site: newscrawl crawl {origin}"),
    Reason.SCOPE: _Told(Fate.NOT_ASKED, "it is out of the crawl's scope", "crawl without the option that narrows it"),
    Reason.ROBOTS: _Told(Fate.NOT_ASKED, "the site's robots.txt forbids it", "only the site's owner can allow it"),
    Reason.TRAP: _Told(
        Fate.NOT_ASKED,
        "its form is that of a trap, of which a site has no end",
        "a page that shows it as a headline, or a feed that names it",
    ),
    Reason.WASTE: _Told(
        Fate.NOT_ASKED, "no article has such an address", "a feed that names it, if it is an article after all"
    ),
    Reason.LISTING_FORM: _Told(
        Fate.NOT_ASKED,
        "its form is taken for that of a listing, which promised too little to be asked for; likely an article",
        "a page that shows it as a headline, a feed that names it, or articles of that form",
    ),
    Reason.SAME_PAGE: _Told(Fate.NOT_ASKED, "it is the same page as another address"),
    Reason.LIMIT: _Told(Fate.NOT_ASKED, "the crawl's limit was reached before", "crawl again, or with a higher limit"),
    Reason.REFUSED: _Told(Fate.REFUSED, "the site refused it", _AGAIN),
    Reason.CHALLENGE: _Told(Fate.REFUSED, "the site answered with a challenge for browsers", _AGAIN),
    Reason.FAILED: _Told(Fate.FAILED, "no page came", _AGAIN),
    Reason.GONE: _Told(Fate.GONE, "the site has no such page", "it is asked for again after a week if still named"),
    Reason.REDIRECT: _Told(Fate.REDIRECTED, "it leads to another address"),
    Reason.SOURCE: _Told(Fate.SOURCE, "it was read for the addresses that it names"),
    Reason.LISTING: _Told(Fate.SOURCE, "it was read as a listing of articles"),
    Reason.NOT_ARTICLE: _Told(
        Fate.NO_ARTICLE, "the page did not read as an article", _AGAIN + ", as after a redesign was mended"
    ),
    Reason.ERROR_PAGE: _Told(Fate.NO_ARTICLE, "the page tells of an error, whatever its status", _AGAIN),
    Reason.NO_TEXT: _Told(
        Fate.NO_ARTICLE, "the page has no text", _AGAIN + "; if scripts put it in, a browser is needed"
    ),
    Reason.SCRIPTS: _Told(
        Fate.NO_ARTICLE, "scripts put its text in, and no browser has run them", "see the page on rendering; " + _AGAIN
    ),
    Reason.FILE: _Told(Fate.NO_ARTICLE, "it is a file, not a page"),
    Reason.CUT: _Told(Fate.FAILED, "the page was cut off on its way", _AGAIN),
    Reason.TOO_COMPLEX: _Told(Fate.FAILED, "the page would take too long to read: it was given up", _AGAIN),
    Reason.STORED: _Told(Fate.STORED, "it is stored"),
    Reason.REVISED: _Told(Fate.STORED, "it is stored, and this was a new version of it"),
    Reason.UNCHANGED: _Told(Fate.STORED, "it is stored, and has not changed since"),
    Reason.DUPLICATE: _Told(Fate.DUPLICATE, "it repeats an article at another address"),
    Reason.PART: _Told(Fate.DUPLICATE, "it is a further page of an article, and part of its record"),
    Reason.DROPPED: _Told(Fate.DROPPED, "a pipeline dropped it", "see the pipeline's setting"),
    Reason.RESERVED: _Told(
        Fate.DROPPED,
        "its publisher reserves it against the crawl's purpose",
        "another NEWSCRAWL_PURPOSE, or NEWSCRAWL_RIGHTS=metadata to keep all but the text",
    ),
    Reason.STORE_ERROR: _Told(Fate.DROPPED, "the store could not take it", "the next crawl asks for it again"),
}

ASKED_AGAIN = frozenset(
    (
        Reason.REFUSED,
        Reason.CHALLENGE,
        Reason.FAILED,
        Reason.CUT,
        Reason.TOO_COMPLEX,
        Reason.NOT_ARTICLE,
        Reason.ERROR_PAGE,
        Reason.NO_TEXT,
        Reason.SCRIPTS,
    )
)

_LOSSES = ASKED_AGAIN | {
    Reason.OFF_SITE,
    Reason.SCOPE,
    Reason.ROBOTS,
    Reason.TRAP,
    Reason.WASTE,
    Reason.LISTING_FORM,
    Reason.LIMIT,
    Reason.GONE,
    Reason.FILE,
    Reason.DUPLICATE,
    Reason.DROPPED,
    Reason.RESERVED,
    Reason.STORE_ERROR,
}


def reasons_of(text: str) -> list[Reason]:
    """Return the reasons that the comma-separated *text* names, as `newscrawl losses` has them; `BadInput`.

    >>> [reason.value for reason in reasons_of("refused, not-article")]
    ['refused', 'not-article']
    """
    names = [part.partition(":")[0].strip().lower() for part in text.split(",") if part.strip()]
    try:
        return [Reason(name) for name in names]
    except ValueError as error:
        known = ", ".join(reason for reason in Reason if reason.is_loss)
        raise BadInput(f"{error}: give some of {known}") from None


def _short(text: str) -> str:
    return text[:MAX_DETAIL]


@attrs.frozen(kw_only=True)
class FateNote:
    """The fate of one address at one moment.

    `site` is the crawled site's. `detail` is what is special about this case: a status, a probability, the other
    address. `found_on` is the page, feed or sitemap that named it. `tries` counts how often it was asked for without an
    article coming of it. `at` is aware; in a note that was read, `first_seen` is too.
    """

    site: str
    url: str
    reason: Reason
    detail: str = attrs.field(default="", converter=_short)
    found_on: str | None = None
    tries: int = 0
    at: datetime
    first_seen: datetime | None = None


@attrs.frozen(kw_only=True)
class BacklogNote:
    """An address that a backfill of *site* has found: what it was taken for, and what became of it.

    `kind` is `article`, or that of a source: `home`, `sitemap`, `feed`, `listing`. `month` (`2019-03`) is that of the
    article, or of all that the source lists, where known. `reason` is None while it waits. `seen_by` are the kinds of
    sources that named it.
    """

    site: str
    url: str
    kind: str
    month: str | None = None
    reason: Reason | None = None
    seen_by: SeenBy = UNSEEN
