"""What spiders and the components beside them agree on: signals, keys of a request's meta, why an item was dropped."""

import re

from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError, DropItem, IgnoreRequest

from newscrawl.items import NewsArticle

links_found = object()
"""Signal sent by spiders for a page that lists articles: `links` is a list of `newscrawl.storage.Link`."""

articles_queued = object()
"""Signal sent for articles that a page, itself an article, was the first to name: `urls` is a list of canonical
addresses. A run that follows a crash reads the page no more, and asks for what was not reached by then."""

fates_known = object()
"""Signal sent when it has become known what became of addresses: `notes` is a list of `newscrawl.fates.FateNote`,
`seen` one of `newscrawl.seen_by.SeenNote`: by which sources stored articles were seen."""

sources_known = object()
"""Signal sent when it has become known how sources stand: `notes` is a list of `newscrawl.source_notes.SourceNote`."""

backlog_known = object()
"""Signal sent when a backfill has found addresses, or seen to some: `notes` is a list of
`newscrawl.fates.BacklogNote`."""

nothing_stored = object()
"""Signal sent for a page taken for an article that gave nothing to store: `response` is what it came in."""

FETCHED_AT = "newscrawl_fetched_at"
"""Key of a request's meta: when its response was kept in an archive, aware; the article says the same moment."""

KIND = "newscrawl_kind"
"""Key of a request's meta: what the spider takes the page for, such as `article` or `listing`."""

SUBREQUEST = "subrequest"
"""`KIND` of a request that a page's scripts make."""

page_rendered = object()
"""Signal sent when a browser has shown a page: `request` is that of the page, `response` what its scripts made of it,
in UTF-8."""

RECORD = "newscrawl_record"
"""Key of a request's meta: the identifier of the record in which its response was kept in an archive."""

UNRENDERED = "newscrawl_unrendered"
"""Key of a request's meta: why no browser has run the scripts that the page needs, and what helps, in one line."""

CUT = "newscrawl_cut"
"""Flag of a response of which a part is missing, however often it was asked for."""

USAGE = "newscrawl_usage"
"""Key of a request's meta: what its host says of the use of the page, a list of `newscrawl.items.UsageRight`."""

VERDICT = "newscrawl/verdict"
"""Key of a crawl's stats: what the spider made of the site where it went ill, a `RunOutcome` such as `blocked` or
`empty`; it then says why under `WHY`, in one line."""

WHY = "newscrawl/verdict/why"

TOLD_AT_THE_END = {"told_at_the_end": True}
"""The `extra` of a line of the log whose matter is among the verdicts that close a run."""

STORE_AWAY = "store away"
"""Why a crawl was closed whose store did not answer for so long that it was given up."""

FEED_FAILED = "newscrawl/feed/failed"
"""Key of a crawl's stats: which feed could not be written and why, in one line."""

HOSTS = "newscrawl/hosts/"
"""Beginning of the keys of a crawl's stats that count by host; `HOST/bytes` and others follow."""

LOSSES = "newscrawl/losses"
"""Key of a crawl's stats: what it was refused or could not read, in words."""


def is_closing(crawler: Crawler) -> bool:
    """Tell whether the crawl of *crawler* is being ended."""
    slot = crawler.engine._slot if crawler.engine else None
    return slot is None or slot.closing is not None


class NotStored(DropItem):
    """The store refused the article; it is not exported either, so that feed and store agree."""

    def __init__(self, article: NewsArticle, why: str) -> None:
        super().__init__(f"{article.canonicalUrl} could not be stored: {why}", log_level="ERROR")


class RightsReserved(DropItem):
    """The publisher reserves the text against the purpose of this crawl; `right` is the statement."""

    def __init__(self, article: NewsArticle, right: str) -> None:
        super().__init__(f"{article.canonicalUrl or article.url} is reserved: {right}", log_level="DEBUG")
        self.right = right


class LetGo(IgnoreRequest):
    """A request was not sent, as the crawl is ending: that says nothing of its address, and the next run asks."""


# [<twisted.python.failure.Failure twisted.internet.error.ConnectionDone: Connection was closed cleanly.>]
_WRAPPED = re.compile(r"<twisted\.python\.failure\.Failure [\w.]+: ([^<>]+)>")


def failure_words(error: BaseException | None) -> str:
    """Return in words why no answer came to a request, in one line."""
    if isinstance(error, CannotResolveHostError):
        return "the host is unknown"
    if isinstance(error, DownloadTimeoutError):
        return "no answer in time"
    text = " ".join(str(error).partition("\n")[0].split())
    return next(reversed(_WRAPPED.findall(text)), text).rstrip(".") or type(error).__name__


class RobotsUnreadable(IgnoreRequest):
    """The host's robots.txt did not come, so that nothing is asked for there in this run; *why* says how."""

    def __init__(self, why: str) -> None:
        super().__init__(f"robots.txt cannot be read ({why})")


class TooManyRequests(IgnoreRequest):
    """The host asked for fewer requests again and again, and has been given up for this run."""

    def __init__(self) -> None:
        super().__init__("the host answers 429 again and again, and is given up for this run")


class NoAnswer(IgnoreRequest):
    """The host does not answer, and has been given up for this run; *why* is what came of asking it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the host does not answer ({why}), and is given up for this run")


class DuplicateArticle(DropItem):
    """The crawl has this article already."""

    def __init__(self, article: NewsArticle, by: str) -> None:
        super().__init__(f"{article.canonicalUrl} repeats an article of this crawl: same {by}", log_level="DEBUG")
        self.by = by
