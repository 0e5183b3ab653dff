"""What a reader of an article's history relies on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.errors import NotKnown
from newscrawl.storage import Store
from newscrawl.storage.articles.diff import MAX_COMPARED, word_diff
from newscrawl.storage.articles.history import all_versions, compare
from tests.storage.builders import SITE, article

URL = f"{SITE}/posts/story-1"


def test_versions_come_oldest_first(store: Store) -> None:
    store.save(article(headline="One man dead", fetchedAt="2026-03-01T08:00:00Z"))
    store.save(article(headline="Two men dead", fetchedAt="2026-03-01T09:00:00Z"))
    store.save(article(headline="Two men dead", fetchedAt="2026-03-01T10:00:00Z"))
    store.save(article(headline="Two men hurt", fetchedAt="2026-03-01T11:00:00Z"))
    versions = store.history(URL)
    assert [(v.number, v.fetched_at, v.fields["headline"]) for v in versions] == [
        (1, "2026-03-01T08:00:00Z", "One man dead"),
        (2, "2026-03-01T09:00:00Z", "Two men dead"),
        (3, "2026-03-01T11:00:00Z", "Two men hurt"),
    ]
    (change,) = compare(versions[1], versions[2])
    assert change.field == "headline"
    assert [(d.kind, d.text) for d in change.diff] == [
        ("same", "Two men"),
        ("removed", " dead"),
        ("added", " hurt"),
    ]
    assert list(all_versions(store.database)) == versions


def test_history_under_an_older_address(store: Store) -> None:
    store.save(article())
    store.save(article(canonicalUrl=f"{SITE}/posts/other-slug", headline="New", fetchedAt="2026-04-01"))
    assert [version.url for version in store.history(URL)] == [f"{SITE}/posts/other-slug"] * 2


def test_authors_are_compared_by_name(store: Store) -> None:
    store.save(article(authors=[{"name": "A"}]))
    store.save(article(authors=[{"name": "A"}, {"name": "B"}], fetchedAt="2026-04-01"))
    (change,) = compare(*store.history(URL))
    assert "".join(d.text for d in change.diff if d.kind != "removed") == "A, B"


@pytest.mark.parametrize("url", ["https://nowhere.example/", f"{SITE}/posts/story-2"])
def test_unknown_and_uncrawled_addresses_say_so(store: Store, url: str) -> None:
    store.save(article())
    with pytest.raises(NotKnown, match="no article at"):
        store.history(url)


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_diff_holds_both_texts(old: str, new: str) -> None:
    diff = word_diff(old, new)
    assert "".join(d.text for d in diff if d.kind != "added") == old
    assert "".join(d.text for d in diff if d.kind != "removed") == new
    assert all(d.text for d in diff)


def test_long_rewritten_text_is_shown_as_replaced() -> None:
    old, new = "a " * (MAX_COMPARED + 1), "b " * (MAX_COMPARED + 1)
    assert [d.kind for d in word_diff(old, new) if d.text.strip()] == ["removed", "added"]


def test_texts_that_repeat_one_word_are_compared_at_once() -> None:
    found = word_diff("a " * 2_999, "b a " * 1_499)
    assert {part.kind for part in found} >= {"removed", "added"}
