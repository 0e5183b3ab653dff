"""Layouts that the demo site does not have: what tells the parts of a page apart is not its classes."""

from newscrawl.extraction.page.document import Document
from newscrawl.publishers.lessor.reading import Reading

URL = "https://www.lessor.ml/posts/kayes-la-promotion-de-lentrepreneuriat-6891c2a1b3f0e"
OTHER = "/posts/mines-le-mali-se-vend-697af2c104d1e"
FIRST = "L’objet de cette visite était de lancer des sessions de formation et de remettre des équipements."
SECOND = "Elle a présidé la délivrance de permis de conduire à trente apprentis, puis visité l’atelier."
LAST = "Le projet renforce les actions du ministère et soutiendra des milliers de jeunes cette année."
HEAD = "<h1>Kayes : La Promotion de l’entrepreneuriat</h1><p class=s>Les habitants ont apprécié la visite.</p>"
DATE = "<p>Publié mardi 05 août 2025 à 08:59</p>"
BYLINE = "<p>Bandé Moussa SISSOKO / AMAP - Kayes</p>"


def read(body: str) -> Reading:
    return Reading(Document.parse(f"<html><body>{body}</body></html>", URL))


def test_paragraphs_parted_by_line_breaks_in_one_element() -> None:
    reading = read(f"{HEAD}{DATE}<div>{FIRST}<br><br>{SECOND}<br>\n<br>{LAST}<br><br>Awa KEÏTA</div>")
    assert reading.paragraphs == [FIRST, SECOND, LAST]
    assert reading.byline == "Awa KEÏTA"


def test_a_single_line_break_inside_a_sentence_is_healed() -> None:
    broken = FIRST.replace("lancer des", "lancer<br>des").replace("formation et", "formation\n   et")
    assert read(f"{HEAD}{DATE}<div><p>{broken}</p><p>{SECOND}</p>{BYLINE}</div>").paragraphs == [
        FIRST,
        SECOND,
    ]


def test_a_byline_parted_from_the_last_paragraph_by_one_line_break() -> None:
    reading = read(f"{HEAD}{DATE}<div><p>{FIRST}</p><p>{SECOND}<br>Awa KEÏTA / AMAP - Ségou</p></div>")
    assert reading.paragraphs == [FIRST, SECOND]
    assert reading.byline == "Awa KEÏTA / AMAP - Ségou"


def test_a_teaser_between_paragraphs_stays_out_of_the_body() -> None:
    teaser = f"<div><p>Lire aussi : <a href={OTHER}>Mines : Le Mali se vend</a></p><p>Le Mali, pays minie.</p></div>"
    reading = read(f"{HEAD}{DATE}<div><p>{FIRST}</p>{teaser}<p>{SECOND}</p><p>{LAST}</p>{BYLINE}</div>")
    assert reading.paragraphs == [FIRST, SECOND, LAST]
    assert [(r.headline, r.excerpt, r.position) for r in reading.related] == [
        ("Mines : Le Mali se vend", "Le Mali, pays minie.", 1)
    ]


def test_a_boxed_teaser_without_excerpt_takes_no_paragraph() -> None:
    teaser = f"<div><p>Lire aussi : <a href={OTHER}>Mines : Le Mali se vend</a></p></div>"
    reading = read(f"{HEAD}{DATE}<div><p>{FIRST}</p>{teaser}<p>{SECOND}</p><p>{LAST}</p>{BYLINE}</div>")
    assert reading.paragraphs == [FIRST, SECOND, LAST]
    assert reading.related[0].excerpt is None


def test_one_label_above_a_list_of_teasers() -> None:
    entries = f"<ul><li><a href={OTHER}>Mines : Le Mali se vend</a></li><li><a href={OTHER}0>Ségou</a></li></ul>"
    entries = entries.replace(f"{OTHER}0", "/posts/segou-697af2c104d2f")
    reading = read(f"{HEAD}{DATE}<div><p>{FIRST}</p><p>{SECOND}</p>{BYLINE}</div><h4>Lire aussi</h4>{entries}")
    assert [r.headline for r in reading.related] == ["Mines : Le Mali se vend", "Ségou"]


def test_sentences_that_begin_like_labels_are_body() -> None:
    spoken = "Lire aussi bien le français que le bamanankan : tel est le défi que relèvent mille adultes."
    also = "Par ailleurs, la délégation a visité le marché de Médine."
    reading = read(f"{HEAD}{DATE}<div><p>{FIRST}</p><p>{spoken}</p><p>{also}</p>{BYLINE}</div>")
    assert reading.paragraphs == [FIRST, spoken, also]


def test_a_standfirst_longer_than_the_body() -> None:
    long = "Les populations ont apprécié la visite de la ministre. " * 8
    head = HEAD.replace("Les habitants ont apprécié la visite.", long)
    reading = read(f"{head}{DATE}<div><p>{FIRST}</p>{BYLINE}</div>")
    assert reading.standfirst == long.strip()
    assert reading.paragraphs == [FIRST]


def test_a_date_in_a_box_is_not_the_articles() -> None:
    box = f"<div><b>Les plus lus</b><a href={OTHER}>Mines</a><i>Publié lundi 02 juin 2025 à 10:00</i></div>"
    reading = read(f"{box}{HEAD}<div><p>{FIRST}</p><p>{SECOND}</p>{BYLINE}</div>{box}")
    assert reading.date_raw is None
    assert reading.paragraphs == [FIRST, SECOND]


def test_a_caption_set_like_a_paragraph() -> None:
    picture = "<p><img src=/une.jpg></p><p>La ministre visitant un stand</p>"
    reading = read(f"{HEAD}{DATE}<div>{picture}<p>{FIRST}</p><p>{SECOND}</p>{BYLINE}</div>")
    assert reading.image
    assert (reading.image.url, reading.image.caption) == (
        "https://www.lessor.ml/une.jpg",
        "La ministre visitant un stand",
    )
    assert reading.paragraphs == [FIRST, SECOND]


def test_an_icon_that_links_to_a_page_is_no_picture() -> None:
    icon = "<a href=/imprimer/6891c2a1b3f0e><img src=/print.gif></a>"
    assert read(f"{HEAD}{DATE}{icon}<div><p>{FIRST}</p><p>{SECOND}</p>{BYLINE}</div>").image is None


def test_lists_quotations_and_subheadings_are_body() -> None:
    parts = "<h3>Et maintenant ?</h3><ul><li>deux puits</li><li>trois écoles</li></ul><blockquote>Merci</blockquote>"
    reading = read(f"{HEAD}{DATE}<div><p>{FIRST}</p>{parts}<p>{SECOND}</p>{BYLINE}</div>")
    assert reading.paragraphs == [FIRST, "Et maintenant ?", "deux puits", "trois écoles", "Merci", SECOND]


def test_a_newsletter_box_among_paragraphs_is_not_body() -> None:
    box = "<div><h4>La lettre du matin</h4><p>Chaque jour les titres.</p><form><input></form></div>"
    reading = read(f"{HEAD}{DATE}<div><p>{FIRST}</p>{box}<p>{SECOND}</p><p>{LAST}</p>{BYLINE}</div>")
    assert reading.paragraphs == [FIRST, SECOND, LAST]


def test_no_headline_no_article() -> None:
    assert not read(f"<div><p>{FIRST}</p></div>").is_article
    assert not read("").is_article
