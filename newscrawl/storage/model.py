"""What goes into the store and what comes out, as plain values.

All times are UTC in ISO 8601 to the second with `Z`; a `datetime` that a caller gives is converted.
"""

from typing import Literal, get_args

import attrs

from newscrawl.web.moments import utc_text

LinkKind = Literal["related", "author", "inline", "listing"]
LINK_KINDS: tuple[str, ...] = get_args(LinkKind)

Outcome = Literal["new", "changed", "unchanged", "reread"]


@attrs.frozen(kw_only=True)
class Saved:
    """What became of one article.

    `outcome` is `new`, `changed` (headline, standfirst, body, authors or dates differ: a revision was kept),
    `unchanged`, or `reread`: what was stored came from the same fetch, and is read otherwise now. `duplicate_of` is
    the canonical URL of the article that it repeats, `cluster_id` the group of near-duplicates; both `None` where the
    article stands alone.
    """

    outcome: Outcome
    article_key: int
    duplicate_of: str | None = None
    cluster_id: str | None = None


@attrs.frozen(kw_only=True)
class Link:
    """One edge of the link graph: *from_url* points to the article *to_url*.

    `kind` is `related` (offered to read next), `author` (on a list of an author's articles), `inline` (in
    the text) or `listing` (front, section or archive page). `position` counts from 1. `seen_at`
    defaults to now.
    """

    from_url: str
    to_url: str
    kind: LinkKind
    headline: str | None = None
    excerpt: str | None = None
    position: int | None = None
    seen_at: str | None = attrs.field(default=None, converter=utc_text)


@attrs.frozen(kw_only=True)
class Page:
    """One fetch of one URL: its newest state is what a later run asks the server with.

    `kind` is the caller's word (`article`, `listing`, `feed`, `sitemap` …); `status` the HTTP status, `None`
    where no response came (then `error` says why) or the page is only queued (no `error`). `article_key` is
    that of `Saved`.
    """

    url: str
    kind: str
    status: int | None = None
    fetched_at: str | None = attrs.field(default=None, converter=utc_text)
    etag: str | None = None
    last_modified: str | None = None
    final_url: str | None = None
    article_key: int | None = None
    error: str | None = None


@attrs.frozen(kw_only=True)
class Known:
    """What a later run needs to know of a stored article.

    `fetched_at` is when its page was last received.
    """

    url: str
    article_id: str | None
    published: str | None
    fetched_at: str | None
    content_hash: str | None
    withdrawn_at: str | None
    seen_by: int = 0
    first_seen_by: int = 0
