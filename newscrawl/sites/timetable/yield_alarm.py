"""A site's habit of publishing, and a run that falls far below it: a redesign that the spider cannot read."""

from datetime import datetime, timedelta

from newscrawl.discovery.learned.publishing_rhythm import HALF_LIFE, Rhythm
from newscrawl.storage import Store
from newscrawl.storage.state.freshness import last_stored, published_since

MEMORY = 4 * HALF_LIFE
"""Older articles say nothing of a site's rhythm."""

EXPECTED = 8.0
"""Articles that must be missing before it is said: by chance alone (Poisson) none come once in 3,000 times."""

FAR_BELOW = 0.2
RECENT = timedelta(days=2)
"""What is older may have left the site's pages by the time of the run: its lack alone is no alarm."""
_STEP = timedelta(minutes=30)
_LEAST_DAYS = 3.0


def rhythm_of(store: Store, site: str, now: datetime) -> Rhythm:
    """Return the rhythm that the publication times of the stored articles of *site* speak of; `StoreError`."""
    rhythm = Rhythm()
    rhythm.learn(published_since(store.database, site, now - MEMORY), now)
    return rhythm


def yield_alarm(store: Store, site: str, before: datetime | None, now: datetime, new: int) -> str | None:
    """Return a line where the *new* articles of a run are far below the habit of *site*, else None.

    *before* is when the site's newest article had been stored before the run. What was to be expected since then is
    told by the site's rhythm, once that is known for three days. Raises `StoreError`.
    """
    if before is None or before >= now:
        return None
    rhythm = Rhythm()
    times = published_since(store.database, site, before - MEMORY)
    rhythm.learn([time for time in times if time <= before], before)
    if rhythm.days < _LEAST_DAYS:
        return None
    expected = _expected(rhythm, before, now)
    recent = max(EXPECTED, _expected(rhythm, max(before, now - RECENT), now))
    if expected < EXPECTED or new > FAR_BELOW * min(expected, recent):
        return None
    return (
        f"{site} gave {new} new articles where about {expected:.0f} were to be expected since "
        f"{before:%Y-%m-%d %H:%M} UTC: look whether the site has changed"
    )


def newest(store: Store, site: str) -> datetime | None:
    """Return when the newest article of *site* came into the store, or None; raises `StoreError`."""
    return last_stored(store.database, site)


def _expected(rhythm: Rhythm, since: datetime, until: datetime) -> float:
    """Return the articles that *rhythm* expects from *since* to *until*, at most those of the last four weeks."""
    moment, articles = max(since, until - 2 * HALF_LIFE), 0.0
    while moment < until:
        step = min(_STEP, until - moment)
        articles += rhythm.rate(moment) * (step / timedelta(hours=1))
        moment += step
    return articles
