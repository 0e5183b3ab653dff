"""Every article of a crawl passes the second pipeline once."""

import pytest
from scrapy.statscollectors import DummyStatsCollector, StatsCollector
from scrapy.utils.test import get_crawler

from newscrawl.items import NewsArticle
from newscrawl.pipelines.deduplicate import DeduplicatePipeline, DuplicateArticle

BODY = {"articleBody": "Du texte.", "contentHash": "a" * 64}


def article(url: str, identifier: str, **fields: str) -> NewsArticle:
    return NewsArticle(url=url, canonicalUrl=url, articleId=identifier, **fields)


@pytest.fixture
def pipeline() -> DeduplicatePipeline:
    return DeduplicatePipeline(DummyStatsCollector(get_crawler()))


@pytest.mark.parametrize(
    ("second", "mark"),
    [
        (article("https://www.example.org/a/", "2"), "canonicalUrl"),
        (article("https://example.org/b", "1"), "articleId"),
        (article("https://example.org/b", "2", **BODY), "contentHash"),
    ],
)
def test_a_repeated_article_is_dropped(pipeline: DeduplicatePipeline, second: NewsArticle, mark: str) -> None:
    pipeline.process_item(article("https://example.org/a", "1", **BODY))
    with pytest.raises(DuplicateArticle, match=mark):
        pipeline.process_item(second)


@pytest.mark.parametrize(
    "second",
    [
        article("https://example.org/b", "2"),
        article("https://example.com/a", "1", **BODY),  # another site's ids and copies are its own
    ],
)
def test_another_article_passes(pipeline: DeduplicatePipeline, second: NewsArticle) -> None:
    pipeline.process_item(article("https://example.org/a", "1", **BODY))
    assert pipeline.process_item(second) is second


def test_duplicates_are_counted_by_what_they_share() -> None:
    stats = StatsCollector(get_crawler())
    pipeline = DeduplicatePipeline(stats)
    pipeline.process_item(article("https://example.org/a", "1"))
    with pytest.raises(DuplicateArticle):
        pipeline.process_item(article("https://example.org/b", "1"))
    assert stats.get_value("newscrawl/duplicates/articleId") == 1
