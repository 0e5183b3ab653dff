"""What is forgotten is gone for good, and is not taken again."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from newscrawl.errors import Forgotten
from newscrawl.fates import FateNote, Reason
from newscrawl.storage import Filter, Link, Page, Store
from newscrawl.storage.database.tables import metadata
from newscrawl.storage.exports.export import export_forgotten
from tests.storage.builders import SITE, article, links_of, people_of

URL = f"{SITE}/posts/story-1"


def everything(store: Store) -> str:
    """Return all that the tables of *store* hold, the tombstones left out."""
    with store.database.reading() as connection:
        rows = [
            tuple(row)
            for table in metadata.sorted_tables
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"'))
        ]
    return repr([row for row in rows if "forgotten" not in row])


def filled(store: Store) -> None:
    store.save(article(1))
    store.save(article(1, headline="Corrected in Kayes", contentHash=None))
    store.save(article(7))
    store.record_pages([Page(url=f"{URL}?utm_source=feed", kind="article", status=200, final_url=URL)])
    store.record_fates(
        [FateNote(site="paper.example", url=URL, reason=Reason.STORED, at=datetime(2026, 3, 1, tzinfo=UTC))]
    )
    store.add_links([Link(from_url=f"{SITE}/", to_url=URL, kind="listing", headline="Corrected in Kayes")])


def test_nothing_of_an_article_is_left(store: Store) -> None:
    filled(store)
    assert URL in store.forget([f"{URL}?utm_source=x"])
    assert "story-1'" not in everything(store)
    assert "Kayes" not in everything(store)
    assert "Author 1'" not in everything(store)
    assert [hit.url for hit in store.search("kayes")] == []
    assert [record["headline"] for record in store.records()] == ["Headline 7: café at Ségou"]
    assert {person["name"] for person in people_of(store)} == {"Awa DIARRA", "Author 7"}
    assert all(URL not in (link["from"], link["to"]) for link in links_of(store))


def test_no_file_of_a_store_holds_what_was_forgotten(tmp_path: Path) -> None:
    secret = article(1, headline="Zyxwvquark resigns", articleBody="The Zyxwvquark of Kayes has resigned. " * 30)

    def files_that_tell() -> list[str]:
        return [file.name for file in tmp_path.iterdir() if b"zyxwvquark" in file.read_bytes().lower()]

    with Store.open(f"sqlite:///{tmp_path}/news.db") as store:
        store.save_batch([article(number) for number in range(2, 40)])
        store.save(secret)
        store.save_batch([article(number) for number in range(40, 60)])
        assert files_that_tell()
        store.forget([URL])
        assert files_that_tell() == []
        assert len(store.search("headline", limit=100)) == 58


def test_what_was_forgotten_is_not_taken_again(store: Store) -> None:
    filled(store)
    store.forget([URL])
    with pytest.raises(Forgotten):
        store.save(article(1))
    with pytest.raises(Forgotten):
        store.save(article(1, canonicalUrl=f"{URL}/amp"))
    store.add_links([Link(from_url=f"{SITE}/", to_url=URL, kind="listing", headline="Corrected in Kayes")])
    assert "Kayes" not in everything(store)
    store.save(article(2))
    assert store.forgetting.is_forgotten(URL)
    assert not store.forgetting.is_forgotten(f"{SITE}/posts/story-2")


def test_all_that_a_person_has_signed_is_forgotten(store: Store) -> None:
    filled(store)
    store.save(article(8, authors=[{"name": "Seydou Keïta"}]))
    store.forget(author="awa diarra")
    assert [record["authors"][0]["name"] for record in store.records()] == ["Seydou Keïta"]
    assert list(store.records(Filter(author="Awa Diarra"))) == []


def test_of_a_forgotten_site_nothing_is_taken_any_more(store: Store) -> None:
    filled(store)
    other = "https://other.example/a-story"
    store.save(article(9, url=other, canonicalUrl=other))
    store.forget(site="paper.example")
    assert [record["canonicalUrl"] for record in store.records()] == [other]
    with pytest.raises(Forgotten):
        store.save(article(30))


def test_a_copy_that_repeats_what_was_forgotten_stays(store: Store) -> None:
    copy = "https://other.example/a-story"
    body = " ".join(f"Word{number} of a long story that two papers print." for number in range(80))
    store.save(article(1, articleBody=body))
    store.save(article(9, url=copy, canonicalUrl=copy, articleBody=body))
    store.forget([URL])
    assert [record.get("duplicateOf") for record in store.records()] == [None]


def test_those_who_have_copies_are_told_without_text(store: Store, tmp_path: Path) -> None:
    filled(store)
    store.forget([URL])
    store.forget(site="gone.example")
    export_forgotten(store, tmp_path / "f.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "f.jsonl").read_text("utf-8").splitlines()]
    assert {"site": "gone.example", "forgottenAt": lines[0]["forgottenAt"]} in lines
    assert sha256(URL.encode()).hexdigest() in [line.get("urlSha256") for line in lines]
    assert "story" not in (tmp_path / "f.jsonl").read_text("utf-8")


def test_nothing_known_is_forgotten_without_harm(store: Store) -> None:
    filled(store)
    assert store.forget(author="Nobody") == []
    assert len(list(store.records())) == 2
