"""The language of a page that does not state its own."""

import pytest

from newscrawl import extract
from newscrawl.extraction.metadata.text_language import language_of
from tests.extraction.surroundings.pages import HEADLINE, PARAGRAPHS, TEXT, URL

TEXTS = {
    "en": " ".join(PARAGRAPHS),
    "fr": "Le maire a dit que les travaux du pont sur le fleuve sont finis et que la route est ouverte à tous dans "
    "la ville, pour les habitants qui avaient attendu cette annonce au bord de l’eau.",
    "de": "Der Bürgermeister hat gesagt, dass die Arbeiten an der Brücke über den Fluss zu Ende sind und die Straße "
    "für alle in der Stadt offen ist, auch wenn es nicht auf dem Plan stand.",
    "pt": "O presidente da câmara disse que as obras da ponte sobre o rio acabaram e que a estrada está aberta para "
    "todos na cidade, mas não se sabe por quanto tempo ao certo.",
    "ru": "Мэр сказал, что работы на мосту через реку закончены и что дорога открыта для всех в городе, но это не "
    "значит, что на другом берегу также был порядок с движением.",
    "ja": "市長は川にかかる橋の工事が終わったと述べた。",
    "ko": "시장은 강 위의 다리 공사가 끝났다고 말했다.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "Le maire", "Qwxz " * 60])
def test_none_where_it_is_in_doubt(text: str) -> None:
    assert language_of(text) is None


def test_a_page_that_states_its_language_is_believed() -> None:
    stated = extract(f"<html lang=cy><body><article>{HEADLINE}{TEXT}</article></body></html>", URL)
    silent = extract(f"<html><body><article>{HEADLINE}{TEXT}</article></body></html>", URL)
    assert stated is not None
    assert silent is not None
    assert (stated.inLanguage, silent.inLanguage) == ("cy", "en")
