"""A store copied whole to one SQLite file."""

from pathlib import Path

import pytest

from newscrawl.storage import Link, Page, Store, StoreError
from newscrawl.storage.database.copying import copy_store
from newscrawl.storage.state.schedule import Schedule
from tests.storage.builders import SITE, article, links_of, people_of
from tests.storage.conftest import START


def test_a_copy_is_a_store_with_all_that_the_first_has(store: Store, tmp_path: Path) -> None:
    store.save_batch([article(number) for number in range(1, 8)])
    store.save(article(3, headline="Corrected", fetchedAt="2026-04-01T00:00:00Z"))
    store.add_links([Link(from_url=SITE, to_url=f"{SITE}/posts/story-1", kind="listing")])
    store.record_pages([Page(url=SITE, kind="listing", status=200, etag='"a"')])
    store.keep_note("paper.example", "rhythm", {"days": 3})
    Schedule(store.database).lease("paper.example", "someone", START, START)

    assert copy_store(store.database, tmp_path / "copy.db") == 7
    assert {path.name for path in tmp_path.iterdir()} - {"store.db", "store.db-wal", "store.db-shm"} == {"copy.db"}
    with Store.open(f"sqlite:///{tmp_path}/copy.db", create=False) as copy:
        assert list(copy.records()) == list(store.records())
        assert (links_of(copy), people_of(copy)) == (links_of(store), people_of(store))
        assert copy.history(f"{SITE}/posts/story-3") == store.history(f"{SITE}/posts/story-3")
        assert [hit.url for hit in copy.search("corrected")] == [f"{SITE}/posts/story-3"]
        assert copy.page(SITE) == store.page(SITE)
        assert copy.note("paper.example", "rhythm") == {"days": 3}
        assert Schedule(copy.database).states() == Schedule(store.database).states()


def test_a_copy_goes_on_where_the_first_stood(store: Store, tmp_path: Path) -> None:
    body = " ".join(f"word{number}" for number in range(120))
    first = store.save(article(1, articleBody=body))
    copy_store(store.database, tmp_path / "copy.db")
    with Store.open(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert copy.save(article(1, articleBody=body)).outcome == "unchanged"
        again = copy.save(article(50, articleBody=body))
        assert again.article_key > first.article_key
        assert again.duplicate_of == f"{SITE}/posts/story-1"


def test_a_copy_replaces_an_older_one(store: Store, tmp_path: Path) -> None:
    copy_store(store.database, tmp_path / "copy.db")
    store.save(article(1))
    assert copy_store(store.database, tmp_path / "copy.db") == 1
    with Store.open(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert len(list(copy.records())) == 1


@pytest.mark.parametrize(
    ("name", "says"), [("copy.txt", "must end in .db"), ("nowhere/copy.db", "choose another place")]
)
def test_a_copy_that_cannot_be_written_is_refused_in_a_line(store: Store, tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        copy_store(store.database, tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_store_is_not_copied_onto_itself(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        store.save(article(1))
        with pytest.raises(StoreError, match="the store itself"):
            copy_store(store.database, tmp_path / "store.db")
        assert len(list(store.records())) == 1
