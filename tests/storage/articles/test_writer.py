"""What a crawl relies on while it hands over articles in the background."""

import sqlite3
from pathlib import Path

import pytest

from newscrawl.items import NewsArticle
from newscrawl.storage import Link, Page, Store, StoreError, StoreUnavailable
from newscrawl.storage.database import sqlite
from tests.storage.builders import SITE, article


def test_future_is_resolved_after_the_commit(store: Store) -> None:
    with store.writer() as writer:
        futures = [writer.submit(article(n)) for n in range(30)]
        keys = [future.result(timeout=10).article_key for future in futures]
        assert len(set(keys)) == 30
        assert len(list(store.known("paper.example"))) == 30


def test_bad_item_fails_alone(store: Store) -> None:
    bad = NewsArticle.from_dict({"url": "ftp://paper.example/x"})
    with store.writer() as writer:
        futures = [writer.submit(article(1)), writer.submit(bad), writer.submit(article(2))]
    assert [futures[i].result().outcome for i in (0, 2)] == ["new", "new"]
    with pytest.raises(StoreError, match="no web address"):
        futures[1].result()


def test_locked_store_fails_all_that_wait_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store, store.writer() as writer:
        other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        futures = [writer.submit(article(n)) for n in range(50)]
        assert all(isinstance(future.exception(timeout=10), StoreUnavailable) for future in futures)
        other.execute("ROLLBACK")
        other.close()
        assert writer.submit(article()).result(timeout=10).outcome == "new"


def test_flush_waits_for_links_and_pages(store: Store) -> None:
    writer = store.writer()
    writer.add_links([Link(from_url=f"{SITE}/", to_url=f"{SITE}/posts/a", kind="listing")])
    writer.add_pages([Page(url=f"{SITE}/", kind="listing", status=200, etag='"x"')])
    writer.flush()
    page = store.page(f"{SITE}/")
    assert page is not None
    assert page.etag == '"x"'
    writer.close()
    writer.close()


def test_closed_writer_says_so(store: Store) -> None:
    writer = store.writer()
    writer.close()
    with pytest.raises(StoreError, match="closed"):
        writer.submit(article())
