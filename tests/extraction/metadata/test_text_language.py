"""The language of a text, and when it outvotes what its page states."""

import pytest

from newscrawl import extract
from newscrawl.extraction.metadata.text_language import language_of, settled_language
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
    "sk": "Mestská rada v utorok večer hlasovala za zdvojnásobenie počtu trajektov na severné ostrovy, čím sa skončil "
    "spor, ktorý takmer štyri roky rozdeľoval obyvateľov.",
    "sl": "Mestni svet je v torek zvečer glasoval za podvojitev števila trajektnih povezav na severne otoke in končal "
    "spor, ki je prebivalce delil skoraj štiri leta.",
    "ms": "Majlis bandaran mengundi pada petang Selasa untuk menggandakan jumlah perjalanan feri ke pulau-pulau utara, "
    "sekali gus menamatkan pertikaian yang memecahbelahkan penduduk hampir empat tahun kerana wang.",
    "el": "Το δημοτικό συμβούλιο αποφάσισε το βράδυ της Τρίτης να διπλασιάσει τα δρομολόγια των πλοίων.",
    "ja": "市長は川にかかる橋の工事が終わったと述べた。",
    "ko": "시장은 강 위의 다리 공사가 끝났다고 말했다.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "Le maire", "Qwxz " * 60])
def test_none_where_it_is_in_doubt(text: str) -> None:
    assert language_of(text) is None


def test_a_text_outvotes_the_language_that_a_theme_left_behind() -> None:
    assert settled_language("en-US", TEXTS["fr"]) == "fr"
    assert settled_language("fr-ML", TEXTS["fr"]) == "fr-ML"


@pytest.mark.parametrize(("stated", "text"), [("nn", "no"), ("cs", "sk"), ("id", "ms"), ("bm", "fr")])
def test_a_near_neighbour_and_a_language_unknown_to_the_model_are_believed_as_stated(stated: str, text: str) -> None:
    near = {"no": "Bystyret vedtok tirsdag kveld å doble antallet ferjer til øyene i nord, etter en strid som har delt "
            "innbyggerne i nesten fire år og tre valg, sa ordføreren etter møtet i rådhuset."}  # fmt: skip
    assert settled_language(stated, near.get(text) or TEXTS[text]) == stated


def test_a_short_text_outvotes_nothing() -> None:
    assert settled_language("en", "市長は述べた。") == "en"


def test_a_record_tells_the_language_of_its_text() -> None:
    stated = extract(f"<html lang=en-GB><body><article>{HEADLINE}{TEXT}</article></body></html>", URL)
    wrong = extract(f"<html lang=fr><body><article>{HEADLINE}{TEXT}</article></body></html>", URL)
    silent = extract(f"<html><body><article>{HEADLINE}{TEXT}</article></body></html>", URL)
    assert [article.inLanguage for article in (stated, wrong, silent) if article] == ["en-GB", "en", "en"]
