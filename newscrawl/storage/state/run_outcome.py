"""How a crawl of a site ended, in one word: what the schedule plans by, `status` shows and exit codes say."""

from enum import StrEnum


class RunOutcome(StrEnum):
    """The end of a run; each says what may be relied on, and whether the site is put off.

    Where several hold, the one that stands last here is told.
    """

    FINISHED = "finished"
    """All that was wanted was asked for."""

    LIMITED = "limited"
    """A count that the user gave was reached."""

    FEED_FAILED = "feed_failed"
    """All is in the store, but the feed could not be written: the next one brings what it lacks."""

    EMPTY = "empty"
    """Pages came, but no article where there should be some: a first crawl without any, a start page of no use."""

    BLOCKED = "blocked"
    """The site refused most of what was wanted, or answered it with a challenge."""

    FAILED = "failed"
    """No page came, or the crawl broke off."""

    STORE_FAILED = "store_failed"
    """Articles were read that the store could not take; the next run asks for them again."""

    STOPPED = "stopped"
    """The user ended it; the next run goes on with what was pending."""

    LOST = "lost"
    """The site went to another process, as this one was silent for too long."""

    CRASHED = "crashed"
    """The process died."""

    @property
    def is_good(self) -> bool:
        """Tell whether the site may be called fresh after such a run."""
        return self in (RunOutcome.FINISHED, RunOutcome.LIMITED)

    @property
    def is_failure(self) -> bool:
        """Tell whether the next try is put off more and more; a stopped run and a feed say nothing against a site."""
        return self in _FAILURES

    @property
    def exit_code(self) -> int:
        """Return what a command ends with after such a run: 0 or 1."""
        return 0 if self.is_good else 1


_FAILURES = frozenset(
    (RunOutcome.EMPTY, RunOutcome.BLOCKED, RunOutcome.FAILED, RunOutcome.STORE_FAILED, RunOutcome.CRASHED)
)

GOOD = tuple(outcome for outcome in RunOutcome if outcome.is_good)
FAILURES = tuple(outcome for outcome in RunOutcome if outcome.is_failure)
