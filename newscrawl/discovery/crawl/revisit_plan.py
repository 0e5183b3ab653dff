"""When a young article is asked for again: newsrooms correct, most in the first days."""

from datetime import datetime, timedelta

import attrs

from newscrawl.errors import DiscoveryError
from newscrawl.web.durations import parse_duration

_DEFAULT = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(hours=72))


@attrs.frozen
class RevisitPlan:
    """Times after publication at which an article is fetched once more, rising; none: never again."""

    after: tuple[timedelta, ...] = _DEFAULT

    @classmethod
    def parse(cls, text: str) -> "RevisitPlan":
        """Return the plan that *text* states: `1h, 6h, 24h, 3d`; minutes `m`, hours `h`, days `d`; empty or `never`:
        never.

        Raises DiscoveryError where it states none.
        """
        if text.strip().lower() == "never":
            return cls(())
        steps = [part.strip() for part in text.split(",") if part.strip()]
        try:
            return cls(tuple(sorted({parse_duration(step) for step in steps})))
        except ValueError:
            raise DiscoveryError(f"revisit plan {text!r} cannot be read: give times such as 1h,6h,24h,72h") from None

    def next_due(self, published: datetime | None, fetched: datetime) -> datetime | None:
        """Return when an article that was *published* then and last *fetched* then is due, or None: never
        again.

        All times aware. Without a publication time the first fetch stands for it.
        """
        start = published if published is not None and published <= fetched else fetched
        return next((start + step for step in self.after if start + step > fetched), None)

    def is_due(self, published: datetime | None, fetched: datetime, now: datetime) -> bool:
        """Tell whether the article is to be fetched again at *now*."""
        due = self.next_due(published, fetched)
        return due is not None and due <= now
