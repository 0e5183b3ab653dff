"""First pipeline: what the stated purpose may not have is not kept, or only what is no text."""

from typing import Any, Self

import attrs
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.statscollectors import StatsCollector

from newscrawl.items import NewsArticle, NewsArticleMetadata, as_record
from newscrawl.signals import RightsReserved
from newscrawl.web.usage.rights import WAYS, Purpose, purpose_named, reserved_for, way_named

TEXTS = ("articleBody", "articleBodyHtml", "description", "images", "mainImage", "relatedArticles", "authorArticles")
"""Fields that are the publisher's work, not facts about it."""


class RightsPipeline:
    """Keeps to what publishers say, as `NEWSCRAWL_RIGHTS` (`record`, `metadata`, `skip`) and `NEWSCRAWL_PURPOSE` state.

    `noindex` keeps an article out only where `NEWSCRAWL_OBEY_DIRECTIVES` names it. Of a text left out the record says
    why in `metadata.reserved`. Counts `newscrawl/rights/reserved`.
    """

    def __init__(self, way: str, purposes: list[Purpose], *, obeys_noindex: bool, stats: StatsCollector) -> None:
        self._way = way
        self._purposes = purposes
        self._obeys_noindex = obeys_noindex
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        way = way_named(crawler.settings.get("NEWSCRAWL_RIGHTS") or WAYS[0])
        purposes = [purpose_named(name) for name in crawler.settings.getlist("NEWSCRAWL_PURPOSE") if name.strip()]
        obeys = "noindex" in map(str.strip, crawler.settings.getlist("NEWSCRAWL_OBEY_DIRECTIVES"))
        if way == WAYS[0] and not obeys:
            raise NotConfigured
        assert crawler.stats
        return cls(way, purposes, obeys_noindex=obeys, stats=crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Return *item*, with its texts or without; raises `RightsReserved`."""
        if not isinstance(item, NewsArticle):
            return item
        rights = as_record(item.usageRights or [])
        if self._obeys_noindex and any(right["value"] == "noindex" for right in rights):
            self._stats.inc_value("newscrawl/rights/reserved")
            raise RightsReserved(item, "noindex")
        found = next((right for purpose in self._purposes if (right := reserved_for(rights, purpose))), None)
        if found is None or self._way == WAYS[0]:
            return item
        self._stats.inc_value("newscrawl/rights/reserved")
        if self._way == "skip":
            raise RightsReserved(item, found)
        for name in TEXTS:
            setattr(item, name, None)
        item.metadata = attrs.evolve(item.metadata or NewsArticleMetadata(), reserved=found)
        return item
