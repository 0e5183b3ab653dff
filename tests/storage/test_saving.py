"""What a crawl relies on when it hands an article to the store."""

from newscrawl.items import as_record
from newscrawl.storage import Store
from tests.storage.builders import SITE, article


def test_round_trip(store: Store) -> None:
    saved = store.save(article())
    assert saved.outcome == "new"
    assert [as_record(a) for a in store.articles()] == [as_record(article())]
    assert [list(r) for r in store.records()] == [list(as_record(article()))]


def test_second_save_changes_nothing(store: Store) -> None:
    first = store.save(article())
    again = store.save(article(fetchedAt="2026-03-02T00:00:00Z"))
    assert again.outcome == "unchanged"
    assert again.article_key == first.article_key
    assert [k.fetched_at for k in store.known("paper.example")] == ["2026-03-02T00:00:00Z"]


def test_new_slug_with_same_id(store: Store) -> None:
    first = store.save(article())
    moved = store.save(article(canonicalUrl=f"{SITE}/posts/other-slug", fetchedAt="2026-03-02T00:00:00Z"))
    assert moved.article_key == first.article_key
    assert list(store.aliases("paper.example")) == [(f"{SITE}/posts/story-1", f"{SITE}/posts/other-slug")]
    assert [a.canonicalUrl for a in store.articles()] == [f"{SITE}/posts/other-slug"]
