"""The words and forms that L'Essor's pages are read by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.bylines.bylines import Byline
from newscrawl.extraction.surroundings.excerpts import excerpt_of
from newscrawl.publishers.lessor.byline import is_byline, read_byline
from newscrawl.publishers.lessor.labels import AUTHOR_ARTICLES, PUBLISHED


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        ("le samedi 7 févrie.", "le samedi 7 févrie."),
        ("La ministre était accompagnÃ.", "La ministre était accompagn."),
        ("La ministre était accompagn\ufffd.", "La ministre était accompagn."),
        ("secrétaire général, Soussourou Dembélé..", "secrétaire général, Soussourou Dembélé.."),
        ("réhabilitation de la .", "réhabilitation de la ."),
        ("-.", None),
        ("", None),
    ],
)
def test_an_excerpt_stays_as_shown_less_a_letter_cut_in_two(shown: str, kept: str | None) -> None:
    assert excerpt_of(shown) == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bandé Moussa SISSOKO / AMAP - Kayes", Byline(["Bandé Moussa SISSOKO"], "AMAP", "Kayes")),
        ("Aminata KONÉ/AMAP – Mopti", Byline(["Aminata KONÉ"], "AMAP", "Mopti")),
        ("Moussa DIARRA et Awa KEÏTA / AMAP", Byline(["Moussa DIARRA", "Awa KEÏTA"], "AMAP", None)),
        ("Moussa DIARRA, Awa KEÏTA", Byline(["Moussa DIARRA", "Awa KEÏTA"], None, None)),
        ("AMAP - Mopti", Byline([], "AMAP", "Mopti")),
        ("Rédaction Lessor", Byline()),
    ],
)
def test_a_byline_names_people_agency_and_bureau(text: str, expected: Byline) -> None:
    assert is_byline(text)
    assert read_byline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "La ministre visitant un stand d’exposition",
        "LE MESSAGE DE MODIBO KEÏTA",
        "Voir les articles de Oumar N. TANGARA",
        "Le général Assimi GOÏTA a salué l’engagement constant de l’OIM.",
        "Publié mardi 05 août 2025 à 08:59",
    ],
)
def test_other_lines_are_no_bylines(text: str) -> None:
    assert not is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "Publié mardi 05 août 2025 à 08:59",
        "PUBLIÉ MARDI 05 AOÛT 2025 À 08:59",
        "Publié le 5 août 2025, 08h59",
    ],
)
def test_a_date_is_found_by_its_label(text: str) -> None:
    match = PUBLISHED.match(text)
    assert match
    assert "2025" in match["date"]


def test_a_sentence_about_the_authors_articles_is_no_label() -> None:
    assert AUTHOR_ARTICLES.match("Les articles de l’auteur")
    assert not AUTHOR_ARTICLES.match("Les articles de l’auteur du rapport avaient été repris.")


@given(st.text())
def test_no_text_upsets_the_readers_of_lines(text: str) -> None:
    excerpt_of(text)
    if is_byline(text):
        assert all(name in " ".join(text.split()) or name for name in read_byline(text).names)
