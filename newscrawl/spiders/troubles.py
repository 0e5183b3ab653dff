"""What went wrong with a request or an article, as fates have it."""

import attrs
from scrapy.exceptions import IgnoreRequest
from twisted.python.failure import Failure

from newscrawl.discovery.accounts.health import Verdict
from newscrawl.discovery.pages.page_faults import PageFault
from newscrawl.fates import Reason
from newscrawl.signals import DuplicateArticle, NotStored, RightsReserved, TooManyRequests, failure_words
from newscrawl.spiders.redirects import Chain
from newscrawl.web.sites import site_of

_FORBIDDEN = "Forbidden by robots.txt"


def failure_of(failure: Failure) -> tuple[Reason, str]:
    """Return why a request brought no response, and in words how."""
    error = failure.value
    if isinstance(error, IgnoreRequest) and str(error).startswith(_FORBIDDEN):
        return Reason.ROBOTS, ""
    if isinstance(error, TooManyRequests):
        return Reason.REFUSED, "429"
    return Reason.FAILED, failure_words(error)


def drop_of(exception: Exception) -> tuple[Reason, str]:
    """Return what a pipeline's *exception* means for the article that it dropped."""
    if isinstance(exception, NotStored):
        return Reason.STORE_ERROR, str(exception)
    if isinstance(exception, DuplicateArticle):
        return Reason.DUPLICATE, f"same {exception.by}"
    if isinstance(exception, RightsReserved):
        return Reason.RESERVED, exception.right
    return Reason.DROPPED, f"{type(exception).__name__}: {exception}"


def unanswered_home(url: str, reason: Reason, detail: str) -> Verdict:
    """Return the verdict on a crawl whose start page at *url* was not had."""
    if reason is Reason.REFUSED:
        return lost_home(url, PageFault(reason, detail))
    return Verdict("failed", f"the start page {url} cannot be read: {detail}")


def lost_home(url: str, fault: PageFault) -> Verdict:
    """Return the verdict on a crawl whose start page at *url* is no answer."""
    again = "The next crawl asks again; if it stays so, ask the site's owner for access"
    if fault.reason is Reason.CHALLENGE:
        return Verdict("blocked", f"the start page is a challenge for browsers ({fault.detail}). {again}")
    if fault.reason is Reason.REFUSED:
        return Verdict("blocked", f"the start page answers {fault.detail}. {again}")
    if fault.reason is Reason.GONE:
        return Verdict("failed", f"the start page {url} answers {fault.detail}: check the address")
    return Verdict("failed", f"the start page {url} is no page of news now ({fault.detail}); the next crawl asks again")


@attrs.frozen
class LostRedirect:
    """Why a redirect is not followed, and what that says of a crawl whose start page it stands for."""

    reason: Reason
    detail: str
    verdict: Verdict


def lost_redirect(chain: Chain, target: str, site: str) -> LostRedirect:
    """Return why the *chain* of redirects, on a page of *site*, is not followed to *target*."""
    if not site_of(target) or site_of(target) != site:
        verdict = Verdict("empty", f"the start page leads to another site: newscrawl crawl {target}")
        return LostRedirect(Reason.OFF_SITE, f"leads to {target}", verdict)
    if chain.has_seen(target) or chain.hops > 1:
        detail = f"redirects in a circle at {target}"
        return LostRedirect(Reason.FAILED, detail, Verdict("failed", f"the start page {detail}; start at another page"))
    detail = f"leads to {target}"
    return LostRedirect(Reason.SAME_PAGE, detail, Verdict("failed", f"the start page {detail}; start there"))
