"""An article passes the third pipeline only when it is committed."""

import asyncio
from pathlib import Path

import pytest
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from newscrawl.items import NewsArticle
from newscrawl.pipelines.store import StorePipeline
from newscrawl.signals import NotStored
from newscrawl.storage import Store

URL = "https://example.org/a"


def test_what_passed_is_stored_and_counted_by_outcome(tmp_path: Path) -> None:
    stats = StatsCollector(get_crawler())
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store, store.writer() as writer:
        pipeline = StorePipeline(writer, stats)
        for headline in ("One", "One", "Two"):
            item = NewsArticle(url=URL, headline=headline)
            assert asyncio.run(pipeline.process_item(item)) is item
            assert [article.headline for article in store.articles()] == [headline]
    counts = {name: stats.get_value(f"newscrawl/articles/{name}") for name in ("new", "changed", "unchanged")}
    assert counts == {"new": 1, "changed": 1, "unchanged": 1}


def test_an_article_that_cannot_be_stored_is_not_exported_either(tmp_path: Path) -> None:
    stats = StatsCollector(get_crawler())
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store, store.writer() as writer:
        pipeline = StorePipeline(writer, stats)
        with pytest.raises(NotStored, match="could not be stored"):
            asyncio.run(pipeline.process_item(NewsArticle(url="not an address")))
    assert stats.get_value("newscrawl/store/errors") == 1


def test_other_items_pass(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store, store.writer() as writer:
        pipeline = StorePipeline(writer, StatsCollector(get_crawler()))
        assert asyncio.run(pipeline.process_item({"a": 1})) == {"a": 1}
