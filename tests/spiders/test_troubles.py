"""What went wrong with a request, as fates and verdicts have it."""

import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, IgnoreRequest
from twisted.python.failure import Failure

from newscrawl.fates import Reason
from newscrawl.signals import NoAnswer, RobotsUnreadable, TooManyRequests
from newscrawl.spiders.troubles import failure_of, unanswered_home

HOME = "https://paper.example/"
CLOSED = "[<twisted.python.failure.Failure twisted.internet.error.ConnectionDone: Connection was closed cleanly.>]"


@pytest.mark.parametrize(
    ("error", "reason", "detail", "outcome"),
    [
        (IgnoreRequest("Forbidden by robots.txt"), Reason.ROBOTS, "", "failed"),
        (RobotsUnreadable("status 503"), Reason.FAILED, "robots.txt cannot be read (status 503)", "failed"),
        (TooManyRequests(), Reason.REFUSED, "429", "blocked"),
        (CannotResolveHostError("DNS lookup failed"), Reason.FAILED, "the host is unknown", "failed"),
        (DownloadFailedError(CLOSED), Reason.FAILED, "Connection was closed cleanly", "failed"),
        (NoAnswer("no one"), Reason.FAILED, str(NoAnswer("no one")), "failed"),
    ],
    ids=["robots", "no-robots", "429", "dns", "closed", "silent"],
)
def test_a_failure_is_told_as_what_it_is(error: Exception, reason: Reason, detail: str, outcome: str) -> None:
    assert failure_of(Failure(error)) == (reason, detail)
    verdict = unanswered_home(HOME, reason, detail)
    assert verdict.outcome == outcome
    assert detail in verdict.why
