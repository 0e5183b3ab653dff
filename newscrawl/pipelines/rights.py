"""First pipeline: what the stated purpose may not have is not kept, or only what is no text."""

from typing import Any, Self

import attrs
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.statscollectors import StatsCollector

from newscrawl.extensions.purpose_settings import stated_purpose
from newscrawl.items import NewsArticle, NewsArticleMetadata, as_record
from newscrawl.signals import RightsReserved
from newscrawl.web.usage.stated_purpose import StatedPurpose

TEXTS = ("articleBody", "articleBodyHtml", "description", "images", "mainImage", "relatedArticles", "authorArticles")
"""Fields that are the publisher's work, not facts about it."""


class RightsPipeline:
    """Keeps to what publishers say, as `NEWSCRAWL_RIGHTS` (`record`, `metadata`, `skip`) and `NEWSCRAWL_PURPOSE` state.

    `noindex` keeps an article out only where `NEWSCRAWL_OBEY_DIRECTIVES` names it. Of a text left out the record says
    why in `metadata.reserved`. Counts `newscrawl/rights/reserved`.
    """

    def __init__(self, purpose: StatedPurpose, stats: StatsCollector) -> None:
        self._purpose = purpose
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        purpose = stated_purpose(crawler.settings)
        if purpose.keeps_all:
            raise NotConfigured
        assert crawler.stats
        return cls(purpose, crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Return *item*, with its texts or without; raises `RightsReserved`."""
        if not isinstance(item, NewsArticle):
            return item
        rights = as_record(item.usageRights or [])
        if why := self._purpose.refusing(rights):
            self._stats.inc_value("newscrawl/rights/reserved")
            raise RightsReserved(item, why)
        if found := self._purpose.reserving(rights):
            self._stats.inc_value("newscrawl/rights/reserved")
            for name in TEXTS:
                setattr(item, name, None)
            item.metadata = attrs.evolve(item.metadata or NewsArticleMetadata(), reserved=found)
        return item
