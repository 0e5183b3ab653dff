"""What a crawl relies on while it hands over articles in the background."""

import sqlite3
from pathlib import Path

import pytest

from newscrawl.items import NewsArticle
from newscrawl.storage import Link, Page, Store, StoreError, StoreUnavailable, Writer
from newscrawl.storage.articles.writer import Standing
from newscrawl.storage.database import sqlite
from tests.storage.builders import SITE, article
from tests.waiting import PATIENCE


def test_future_is_resolved_after_the_commit(store: Store) -> None:
    with store.writer() as writer:
        futures = [writer.submit(article(n)) for n in range(30)]
        keys = [future.result(timeout=PATIENCE).article_key for future in futures]
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
    monkeypatch.setattr("newscrawl.storage.articles.writer.AGAIN_SECONDS", 0.0)
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store, Writer(store, patience=0.0) as writer:
        other = locked(tmp_path / "store.db")
        futures = [writer.submit(article(n)) for n in range(50)]
        assert all(isinstance(future.exception(timeout=PATIENCE), StoreUnavailable) for future in futures)
        other.execute("ROLLBACK")
        other.close()
        assert writer.submit(article()).result(timeout=PATIENCE).outcome == "new"


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


def locked(path: Path) -> sqlite3.Connection:
    """Return a connection that keeps all others from writing."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_a_batch_is_tried_again_until_the_store_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.01)
    heard: list[Standing] = []
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        other = locked(tmp_path / "store.db")
        with Writer(store, pause=lambda _: other.rollback()) as writer:
            writer.listen(heard.append)
            assert writer.submit(article()).result(timeout=PATIENCE).outcome == "new"
    assert heard == [Standing.AWAY, Standing.WRITING]
    other.close()


def test_a_store_that_stays_away_is_given_up_and_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.01)
    monkeypatch.setattr("newscrawl.storage.articles.writer.AGAIN_SECONDS", 0.0)
    heard: list[Standing] = []
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store, Writer(store, patience=0.05) as writer:
        writer.listen(heard.append)
        other = locked(tmp_path / "store.db")
        assert isinstance(writer.submit(article(1)).exception(timeout=PATIENCE), StoreUnavailable)
        assert heard == [Standing.AWAY, Standing.GIVEN_UP]
        other.rollback()
        other.close()
        assert writer.submit(article(2)).result(timeout=PATIENCE).outcome == "new"
        assert heard[-1] is Standing.WRITING


def test_articles_are_not_written_into_a_file_that_was_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newscrawl.storage.articles.writer.AGAIN_SECONDS", 0.0)
    path = tmp_path / "store.db"
    with Store.open(f"sqlite:///{path}") as store, Writer(store, patience=0.0) as writer:
        assert writer.submit(article(1)).result(timeout=PATIENCE).outcome == "new"
        path.rename(tmp_path / "aside.db")
        error = writer.submit(article(2)).exception(timeout=PATIENCE)
        assert isinstance(error, StoreUnavailable)
        assert "the file has gone" in str(error)
        assert not path.exists()
        (tmp_path / "aside.db").rename(path)
        assert writer.submit(article(3)).result(timeout=PATIENCE).outcome == "new"
        assert len(list(store.records())) == 2
