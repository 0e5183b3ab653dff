"""What discovery relies on: pages, known articles and notes of earlier runs."""

import pytest

from newscrawl.storage import Page, Store, site_of
from tests.storage.builders import SITE, article
from tests.storage.conftest import Clock


def test_page_comes_back(store: Store) -> None:
    page = Page(
        url=f"{SITE}/feed",
        kind="feed",
        status=200,
        fetched_at="2026-03-01T00:00:00Z",
        etag='W/"x"',
        last_modified="Sun, 01 Mar 2026 00:00:00 GMT",
        final_url=f"{SITE}/rss",
    )
    store.record_pages([page])
    assert store.page(f"{SITE}/feed") == page
    assert list(store.pages("paper.example")) == [page]
    assert store.page(f"{SITE}/other") is None
    assert list(store.pages("other.example")) == []


def test_newest_fetch_of_a_page_counts_in_whatever_order(store: Store, clock: Clock) -> None:
    url = f"{SITE}/"
    store.record_pages([Page(url=url, kind="listing", status=200)])
    store.record_pages([Page(url=url, kind="listing", status=503, fetched_at="2026-01-01T00:00:00Z")])
    assert [page.status for page in store.pages("paper.example")] == [200]
    clock.forward(hours=1)
    store.record_pages([Page(url=url, kind="listing", error="timeout"), Page(url="about:blank", kind="x")])
    assert [(page.status, page.error) for page in store.pages("paper.example")] == [(None, "timeout")]


def test_known_articles_of_a_site(store: Store) -> None:
    store.save_batch([article(n) for n in range(3)])
    store.save(article(9, canonicalUrl="https://other.example/a"))
    found = {known.url: known for known in store.known("paper.example")}
    assert sorted(found) == [f"{SITE}/posts/story-{n}" for n in range(3)]
    assert found[f"{SITE}/posts/story-1"].article_id == "id1"
    assert found[f"{SITE}/posts/story-1"].published == "2026-01-02T08:30:00Z"
    assert len(found[f"{SITE}/posts/story-1"].content_hash or "") == 64


def test_notes_on_a_site(store: Store) -> None:
    assert store.note("paper.example", "pattern") is None
    store.keep_note("paper.example", "pattern", {"path": "/posts/*", "seen": 3})
    store.keep_note("paper.example", "pattern", {"path": "/posts/*", "seen": 4})
    assert store.note("paper.example", "pattern") == {"path": "/posts/*", "seen": 4}


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.lessor.ml/posts/x", "lessor.ml"),
        ("https://news.bbc.co.uk/a", "bbc.co.uk"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000"),
        ("http://[::1]:8000/a", "[::1]:8000"),
        ("http://localhost:81/", "localhost:81"),
        ("http://www.paper.example:8000/", "paper.example"),
        ("https://paper.blogspot.com/2026/02/a", "paper.blogspot.com"),
        ("nonsense", ""),
        ("http://[", ""),
    ],
)
def test_site_of_a_url(url: str, site: str) -> None:
    assert site_of(url) == site


def test_what_waits_on_another_site_is_not_pending_here(store: Store) -> None:
    store.record_pages(
        [Page(url=f"{SITE}/queued", kind="article"), Page(url="https://other.example/b", kind="article")]
    )
    assert list(store.pending("paper.example")) == [f"{SITE}/queued"]
