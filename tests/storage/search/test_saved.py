"""Searches under names."""

import pytest

from newscrawl.errors import BadInput, NotKnown, StoreError
from newscrawl.storage import Filter, Store
from tests.storage.builders import article


def test_a_search_is_kept_changed_and_removed(store: Store) -> None:
    store.searches.keep("gold", "gold -silver", Filter(site="paper.example", since="2026-01-01"))
    store.searches.keep("  All  of it ")
    assert [one.name for one in store.searches.all()] == ["All of it", "gold"]
    kept = store.searches.get("gold")
    assert (kept.words, kept.wanted) == ("gold -silver", Filter(site="paper.example", since="2026-01-01"))
    store.searches.keep("gold", "ore")
    assert (store.searches.get("gold").words, store.searches.get("gold").conditions()) == ("ore", {})
    store.searches.remove("gold")
    for ask in (store.searches.get, store.searches.remove):
        with pytest.raises(NotKnown, match="no search is saved as 'gold'"):
            ask("gold")


@pytest.mark.parametrize("name", ["", "  ", "a/b", "x" * 81, "a\u202eb"])
def test_a_name_that_cannot_stand_in_an_address_is_refused(store: Store, name: str) -> None:
    with pytest.raises(BadInput, match="no name for a search"):
        store.searches.keep(name, "gold")


def test_a_search_that_asks_nothing_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="give at least one"):
        store.searches.keep("none", "-gold")
    assert store.searches.all() == []


def test_without_a_word_a_search_finds_the_newest(store: Store) -> None:
    store.save_batch([article(number) for number in range(1, 5)])
    hits = store.search("", Filter(until="2026-01-05"), 2)
    assert [hit.url[-1] for hit in hits] == ["3", "2"]
