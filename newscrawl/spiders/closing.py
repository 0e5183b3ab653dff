"""What the spider says of a crawl when it is over, in the crawl's stats."""

import logging
from collections.abc import Iterable

from scrapy.statscollectors import StatsCollector

from newscrawl.discovery.accounts.health import losses
from newscrawl.discovery.crawl.site_crawl import SiteCrawl
from newscrawl.signals import LOSSES, VERDICT, WHY

logger = logging.getLogger(__name__)

_GRAVITY = ("empty", "failed", "blocked")


def tell(stats: StatsCollector, crawls: Iterable[SiteCrawl], *, finished: bool) -> None:
    """Enter what *crawls* have counted, what they have lost, and, of those that *finished*, the gravest verdict."""
    verdicts = []
    lost: list[str] = []
    for crawl in crawls:
        for name, count in crawl.counts.items():
            stats.inc_value(f"newscrawl/discovery/{name}", count)
        for reason, count in crawl.book.counts.items():
            stats.inc_value(f"newscrawl/fates/{reason}", count)
        if words := losses(crawl.book.details):
            lost.append(words)
        if finished and (verdict := crawl.verdict()):
            verdicts.append(verdict)
    if lost:
        stats.set_value(LOSSES, "; ".join(lost))
    if verdicts:
        verdict = max(verdicts, key=lambda one: _GRAVITY.index(one.outcome))
        stats.set_value(VERDICT, verdict.outcome)
        stats.set_value(WHY, verdict.why)
        if verdict.outcome == "blocked":
            logger.error("ALARM: %s", verdict.why)
