"""What is kept of each source of a site: when it answered, when it was of use, what was wrong with it."""

from datetime import datetime

import attrs


@attrs.define(kw_only=True)
class SourceNote:
    """One source of *site* at `url`, a `feed`, `sitemap`, `listing` or `home` page (`kind`). All times aware, None:
    never.

    `asked`, `answered`: last; `new`: when it was last the first to name an article that was stored; `overran`: when
    all of its entries were last new at a visit that was not the first, so that some may have been missed. `outcome`
    is what the last visit gave: `new`, `old` (nothing new), `unchanged` (by the server's word) or `failed`; `why`
    says how. `failures` in a row weigh 1, those that may pass 1/2. `interval` is the time between the last two visits,
    in seconds; `changed` and `unchanged` count visits, `entries` what the last one named. `pace`: seconds within which
    it is to be asked for again, as its window is short.
    """

    site: str
    url: str
    kind: str
    asked: datetime | None = None
    answered: datetime | None = None
    new: datetime | None = None
    overran: datetime | None = None
    outcome: str = ""
    why: str = ""
    failures: float = 0.0
    interval: float | None = None
    changed: int = 0
    unchanged: int = 0
    entries: int = 0
    pace: float | None = None


SOURCE_TIMES = ("asked", "answered", "new", "overran")
"""The fields of a `SourceNote` that are times."""
