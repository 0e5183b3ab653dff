"""What a reader of the store relies on when searching; the same on both engines."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.storage import Filter, Store, StoreError
from newscrawl.storage.search.queries import parsed
from tests.storage.builders import SITE, article

TEXTS = {
    1: (
        "Saponification à Kayes",
        "Des femmes de Kayes font du savon.",
        "La saponification occupe quarante femmes.",
    ),
    2: (
        "Kayes : la pluie",
        "Orages.",
        "On parle de tout, et un peu de saponification, à Kayes comme ailleurs. Dossier 12abc, 3e5.",
    ),
    3: ("Élections à Ségou", "Le scrutin.", "Les bureaux de vote ouvrent tôt. L'œuvre est mise en marche."),
    4: ("東京で地震", "速報。", "東京都で強い地震が発生しました。"),
}


@pytest.fixture
def filled(store: Store) -> Store:
    for number, (headline, standfirst, body) in TEXTS.items():
        store.save(
            article(
                number,
                headline=headline,
                description=standfirst,
                articleBody=body,
                authors=[{"name": f"Aïssata Sy {number % 2}"}],
            )
        )
    return store


QUERIES = {
    "saponification Kayes": [1, 2],
    "SAPONIFICATIÓN kayes": [1, 2],
    "segou elections": [3],
    '"mise en marche"': [3],
    '"marche mise"': [],
    "sapon*": [1, 2],
    "kayes -femmes": [2],
    'kayes -"la pluie"': [1],
    "l'œuvre": [3],
    "地震": [4],
    "12abc 3e5": [2],
    "12": [],
    "absent": [],
    '"kayes': [1, 2],
    "kayes AND (": [],
    "kayes' OR 1=1; --": [],
}


def test_finds(filled: Store) -> None:
    found = {query: [hit.url for hit in filled.search(query)] for query in QUERIES}
    assert found == {query: [f"{SITE}/posts/story-{n}" for n in numbers] for query, numbers in QUERIES.items()}


def test_excerpt_marks_what_was_found(filled: Store) -> None:
    hit = filled.search("saponification femmes")[0]
    assert hit.marked("[", "]") == "La [saponification] occupe quarante [femmes]."
    assert hit.authors == ("Aïssata Sy 1",)


def test_filters(filled: Store) -> None:
    assert len(filled.search("kayes", Filter(author="AISSATA SY 1"))) == 1
    assert filled.search("kayes", Filter(site="other.example")) == []
    assert len(filled.search("kayes", Filter(since="2026-01-03"))) == 1


def test_changed_article_is_found_by_its_new_words_only(filled: Store) -> None:
    filled.save(article(1, headline="Autre chose", description="Rien.", articleBody="Le beurre de karité."))
    assert [hit.headline for hit in filled.search("karite")] == ["Autre chose"]
    assert [hit.url for hit in filled.search("saponification")] == [f"{SITE}/posts/story-2"]


@pytest.mark.parametrize("query", ["", "   ", "-kayes", '""', "!!!"])
def test_query_without_words_says_so(query: str) -> None:
    with pytest.raises(StoreError, match="names no word"):
        parsed(query)


@given(st.text())
def test_any_query_is_understood_or_refused(query: str) -> None:
    with contextlib.suppress(StoreError):
        assert all(term.words for term in parsed(query))


def test_last_words_of_a_very_long_article_are_found(store: Store) -> None:
    store.save(article(articleBody="gold " * 20_000 + "the unusual end"))
    assert [len(store.search(query)) for query in ("unusual", "gold")] == [1, 1]
