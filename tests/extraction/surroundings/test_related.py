"""What a page offers to read next is read, wherever and however it is offered, and is none of the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl import extract
from newscrawl.extraction.surroundings.labels import label_of, named_author
from tests.extraction.surroundings.pages import PARAGRAPHS, TEXT, URL, offered, read

FERRY = "/news/ferry-company-lays-off-forty-sailors-10017"
MARSH = "/news/cranes-return-to-the-salt-marshes-9981"
FERRY_LINK = f"<a href={FERRY}>Ferry company lays off forty sailors</a>"
MARSH_LINK = f"<a href={MARSH}>Cranes return to the salt marshes</a>"
EXCERPT = "The company says that fewer lorries take the ferry since fuel became dear."
BODY = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "label",
    [
        "Read also", "Lire aussi", "À lire", "Lesen Sie auch", "Mehr zum Thema", "Leggi anche", "Lea también",
        "Leia também", "Lees ook", "Läs också", "Czytaj także", "Читайте также", "اقرأ أيضا", "関連記事", "相关新闻",
        "관련기사",
    ],
)  # fmt: skip
def test_a_label_in_any_language_with_a_link_behind_it(label: str) -> None:
    article = read(f"<p>{label}: {FERRY_LINK}</p>")
    assert offered(article) == [(FERRY, "Ferry company lays off forty sailors", None, 1)]
    assert article.articleBody == BODY


def test_the_label_may_be_part_of_the_link() -> None:
    article = read(f"<aside><h3><a href={FERRY}>Lire aussi : Ferry en crise</a></h3><p>{EXCERPT}</p></aside>")
    assert offered(article) == [(FERRY, "Ferry en crise", EXCERPT, 1)]
    assert article.articleBody == BODY


def test_a_list_under_a_heading() -> None:
    article = read(f"<h4>Related stories</h4><ul><li>{FERRY_LINK}</li><li>{MARSH_LINK}</li></ul>")
    assert [entry[0] for entry in offered(article)] == [FERRY, MARSH]
    assert article.articleBody == BODY


def test_cards_beside_the_text() -> None:
    cards = "".join(
        f"<div class=card><span>News</span><a href={path}><img src=a.jpg></a><h3><a href={path}>{title}</a></h3>"
        f"<p>{EXCERPT}</p></div>"
        for path, title in (
            (FERRY, "Ferry company lays off sailors"),
            (MARSH, "Cranes return to the marshes"),
        )
    )
    article = read(after=f"<aside><h2>You may also like</h2>{cards}</aside>")
    assert offered(article) == [
        (FERRY, "Ferry company lays off sailors", EXCERPT, 1),
        (MARSH, "Cranes return to the marshes", EXCERPT, 2),
    ]


def test_a_box_that_is_called_related_needs_no_label() -> None:
    article = read(after=f"<div class=related-posts><p>{FERRY_LINK}</p><p>{MARSH_LINK}</p></div>")
    assert [entry[0] for entry in offered(article)] == [FERRY, MARSH]


def test_a_time_before_the_headline_is_not_the_headline() -> None:
    card = f"<li><a href={FERRY}><div>12:34</div><h3>Ferry company lays off sailors</h3></a></li>"
    assert offered(read(f"<h3>Related</h3><ul>{card}</ul>"))[0][1] == "Ferry company lays off sailors"


def test_text_goes_on_behind_an_inline_offer() -> None:
    first, *rest = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = read(text=f"{first}<p><b>Read also:</b></p><p>{FERRY_LINK}</p>{''.join(rest)}")
    assert [entry[0] for entry in offered(article)] == [FERRY]
    assert article.articleBody == BODY


@pytest.mark.parametrize("label", ["Most read", "Les plus lus", "Meistgelesen", "Lo más leído", "Trending"])
def test_lists_of_what_is_read_most_are_no_offers(label: str) -> None:
    box = f"<div class=related><h3>{label}</h3><ul><li>{FERRY_LINK}</li><li>{MARSH_LINK}</li></ul></div>"
    assert read(after=box).relatedArticles is None
    assert read(box).relatedArticles is None


def test_menus_and_listings_are_no_offers() -> None:
    menu = "<h3>Related topics</h3><ul><li><a href=/tag/bridges-and-roads-12345>Bridges</a></li></ul>"
    assert read(after=f"<nav class=related>{FERRY_LINK}</nav>", inside=menu).relatedArticles is None


def test_an_unlabelled_box_offers_nothing_of_another_site() -> None:
    link = "<a href=https://shop.example.net/buy-this-fine-boat-now-123>Buy this fine boat now</a>"
    advertisement = f"<div class=related>{link}</div>"
    assert read(after=advertisement).relatedArticles is None


def test_sentences_that_begin_like_labels_are_text() -> None:
    sentence = "Related work has been done by the engineers of the neighbouring port, who gave up in the end."
    article = read(text=f"{TEXT}<p>{sentence}</p>")
    assert article.articleBody == f"{BODY}\n\n{sentence}"
    assert article.relatedArticles is None


def test_each_article_is_offered_once_and_never_the_page_itself() -> None:
    article = read(
        f"<h4>Read also</h4><ul><li>{FERRY_LINK}</li><li>{FERRY_LINK}</li><li><a href={URL}>This one</a></li></ul>"
    )
    assert [entry[0] for entry in offered(article)] == [FERRY]


def test_a_letter_that_the_site_cut_in_two_is_dropped() -> None:
    article = read(f"<div><p>Lire aussi : {FERRY_LINK}</p><p>La ministre était accompagnÃ.</p></div>")
    assert offered(article)[0][2] == "La ministre était accompagn."


CARD = (
    f"<li><a href={FERRY}><h3>Ferry company lays off sailors</h3></a><p>{EXCERPT}</p>"
    "<p>By Ann MARTEL, Reuters</p><p>Published 12 August 2025 at 10:30</p></li>"
)


@pytest.mark.parametrize("label", ["More from this author", "Les articles de l’auteur", "More from Ann Martel"])
def test_other_articles_of_the_author(label: str) -> None:
    byline = '<p class="byline">By <a rel="author" href="/authors/ann-martel">Ann Martel</a></p>'
    article = read(f"<section><h2>{label}</h2><ul>{CARD}</ul></section>", before=byline)
    assert article.relatedArticles is None
    assert article.authorArticles is not None
    (card,) = article.authorArticles
    assert (card.headline, card.excerpt) == ("Ferry company lays off sailors", EXCERPT)
    assert (card.byline, card.datePublished) == ("Ann MARTEL, Reuters", "2025-08-12T10:30:00")


def test_articles_of_somebody_else_are_not_the_authors() -> None:
    byline = '<p class="byline">By <a rel="author" href="/authors/ann-martel">Ann Martel</a></p>'
    article = read(f"<section><h2>More from Tom Brown</h2><ul>{CARD}</ul></section>", before=byline)
    assert article.authorArticles is None


def test_a_label_ends_with_its_words() -> None:
    assert label_of("Relatedness is a measure") is None
    assert label_of("» Lire aussi : Kayes") == ("related", 15)
    assert named_author("More from the newsroom") is None


@given(
    st.text(max_size=60),
    st.lists(st.sampled_from(["<div>", "</div>", "<p>", f"<a href={FERRY}>", "</a>", "Read also"])),
)
@settings(max_examples=60, deadline=None)
def test_no_markup_around_a_label_breaks_the_reading(text: str, markup: list[str]) -> None:
    extract(f"<h1>Title</h1>{TEXT}{''.join(markup)}{text}", URL)


def test_the_texts_under_links_in_a_row_are_their_excerpts() -> None:
    row = [f"<p>Read also: {link}</p><p>{EXCERPT}</p>" for link in (FERRY_LINK, MARSH_LINK)]
    article = read("".join(row))
    assert [(url, excerpt) for url, _, excerpt, _ in offered(article)] == [(FERRY, EXCERPT), (MARSH, EXCERPT)]
    assert article.articleBody == BODY


def test_an_article_that_is_offered_twice_is_told_once_with_its_excerpt() -> None:
    row = [f"<p>Read also: {link}</p><p>{EXCERPT}</p>" for link in (FERRY_LINK, MARSH_LINK)]
    article = read("".join([f"<p>Read also: {FERRY_LINK}</p>", f"<p>{PARAGRAPHS[0]}</p>" * 2, *row]))
    assert [(url, excerpt) for url, _, excerpt, _ in offered(article)] == [(FERRY, EXCERPT), (MARSH, EXCERPT)]


def test_a_paragraph_behind_a_link_that_stands_alone_is_text() -> None:
    article = read(f"<p>Read also: {FERRY_LINK}</p><p>{EXCERPT}</p><p>{PARAGRAPHS[0]}</p>")
    assert offered(article) == [(FERRY, "Ferry company lays off forty sailors", None, 1)]
