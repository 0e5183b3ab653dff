"""Every article of a crawl passes the second pipeline once."""

import pytest
from scrapy.statscollectors import DummyStatsCollector, StatsCollector
from scrapy.utils.test import get_crawler

from newscrawl.items import NewsArticle
from newscrawl.pipelines.deduplicate import DeduplicatePipeline
from newscrawl.signals import DuplicateArticle

BODY = {"articleBody": "Du texte.", "contentHash": "a" * 64}


def article(url: str, identifier: str, **fields: str) -> NewsArticle:
    return NewsArticle(**{"url": url, "canonicalUrl": url, "articleId": identifier, "headline": "A report", **fields})


def report(url: str, subject: str, **fields: str) -> NewsArticle:
    body = " ".join(f"{subject}{n}" for n in range(60))
    return article(url, fields.pop("identifier", f"id of {url}"), headline=subject, articleBody=body, **fields)


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


def test_one_id_of_two_texts_is_no_id(pipeline: DeduplicatePipeline) -> None:
    one = pipeline.process_item(report("https://example.org/15000-marchers", "march", identifier="15000"))
    other = pipeline.process_item(report("https://example.org/15000-trees", "planting", identifier="15000"))
    assert one.articleId == "15000" != other.articleId
    with pytest.raises(DuplicateArticle, match="articleId"):
        pipeline.process_item(report("https://example.org/15000-marchers-or-more", "march", identifier="15000"))


def test_one_canonical_of_several_texts_is_not_believed(pipeline: DeduplicatePipeline) -> None:
    first = "https://example.org/first"
    passed = [
        pipeline.process_item(report(f"https://example.org/{name}", name, canonicalUrl=first))
        for name in ("second", "first", "third")
    ]
    assert [item.canonicalUrl for item in passed] == [first, first, "https://example.org/third"]
    with pytest.raises(DuplicateArticle, match="canonicalUrl"):
        pipeline.process_item(report("https://example.org/third?print=1", "third", canonicalUrl=first))


def test_a_page_that_changes_during_the_crawl_is_one_article(pipeline: DeduplicatePipeline) -> None:
    pipeline.process_item(report("https://example.org/a", "before"))
    with pytest.raises(DuplicateArticle, match="canonicalUrl"):
        pipeline.process_item(report("https://example.org/a", "afterwards"))
