"""One wrong field of one site, put right by the rules of the list of sites."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse
from scrapy.statscollectors import StatsCollector

from newscrawl.items import NewsArticle
from newscrawl.web.field_rules import apply_rules, checked_rules

SETTING = "NEWSCRAWL_FIELDS"


class FieldRules:
    """Spider middleware that reads the fields of setting `NEWSCRAWL_FIELDS` by its rules.

    A rule that finds nothing leaves the field as it was read. Counts `newscrawl/field_rules/FIELD`. Absent without
    rules.
    """

    def __init__(self, rules: Mapping[str, str], stats: StatsCollector) -> None:
        self._rules = checked_rules(rules)
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        rules = crawler.settings.getdict(SETTING)
        if not rules:
            raise NotConfigured
        assert crawler.stats
        return cls(rules, crawler.stats)

    async def process_spider_output(self, response: Response, result: Any) -> AsyncIterator[Any]:
        """Pass everything on, articles with the fields that rules have found."""
        async for found in result:
            if isinstance(found, NewsArticle) and isinstance(response, TextResponse):
                for name in apply_rules(self._rules, found, response.selector):
                    self._stats.inc_value(f"newscrawl/field_rules/{name}")
            yield found
