"""What stands in and around a text and is none of it stays out."""

import pytest

from tests.extraction.body.stories import DESCRIPTION, META, PARAGRAPHS, PLAIN, page, paragraphs, read, with_inside

HIDDEN = "This sentence is shown to nobody at all, and was left in the page by a template of its makers."


@pytest.mark.parametrize("attributes", ["style='display: none'", "hidden", "style=visibility:hidden", "class=sr-only"])
@pytest.mark.parametrize("box", ["<p {}>{}</p>", "<div {}><p>{}</p></div>", "<p>{{}}<span {}>{}</span></p>"])
def test_what_is_shown_to_nobody_is_none_of_the_text(attributes: str, box: str) -> None:
    hidden = box.format(attributes, HIDDEN).replace("{}", PARAGRAPHS[3])
    blocks = [*PLAIN[:3], hidden, *(PLAIN[4:] if PARAGRAPHS[3] in hidden else PLAIN[3:])]
    assert paragraphs(page(blocks)) == PARAGRAPHS


def test_a_page_that_is_hidden_until_a_script_shows_it_is_read() -> None:
    assert paragraphs(page(f"<div style='display:none'>{''.join(PLAIN)}</div>")) == PARAGRAPHS


@pytest.mark.parametrize("tag", ["video controls", "iframe src=/e", "object data=x.swf"])
def test_what_a_player_says_to_old_browsers_is_none_of_the_text(tag: str) -> None:
    fallback = f"<{tag}><p>Your browser does not support this element, please get another one.</p></{tag.split()[0]}>"
    assert paragraphs(page(with_inside(fallback))) == PARAGRAPHS


@pytest.mark.parametrize(
    "lines",
    [
        ["Tags: trains, valleys, money"],
        ["Share this story on Facebook, X or by email", "Topics: trains"],
        ["© 2024 Valley Post. All rights reserved."],
        ["Have you seen something? Write to us: desk@valleypost.example"],
        ["Suivez-nous sur Facebook et WhatsApp pour ne rien manquer", "Mots-clés : rail, vallée"],
    ],
)
def test_lines_that_end_a_page_are_none_of_the_text(lines: list[str]) -> None:
    assert paragraphs(page([*PLAIN, *(f"<p>{line}</p>" for line in lines)])) == PARAGRAPHS


@pytest.mark.parametrize("last", ["Share prices fell on Monday.", "Follow the river, and you will find the mill."])
def test_a_last_sentence_that_begins_as_such_lines_do_is_text(last: str) -> None:
    assert paragraphs(page([*PLAIN, f"<p>{last}</p>"]))[-1] == last


@pytest.mark.parametrize("tag", ["article", "div", "section"])
def test_cards_with_excerpts_below_the_article_are_none_of_its_text(tag: str) -> None:
    card = "<{0} class=card><h3><a href=/x/{1}>Story number {1} of the day</a></h3><p>{2}</p></{0}>"
    cards = [card.format(tag, number, text[:120] + ".") for number, text in enumerate(reversed(PARAGRAPHS))]
    assert paragraphs(page(PLAIN, below=f"<div class=more>{''.join(cards)}</div>")) == PARAGRAPHS


def test_a_next_story_of_the_same_make_is_another() -> None:
    text = "".join(f"<p>{text.replace('train', 'boat')} It was so.</p>" for text in PARAGRAPHS)
    below = f"<article class=story><header><h2>Boats for the lake</h2></header><div class=text>{text}</div></article>"
    assert paragraphs(page(PLAIN, below=below)) == PARAGRAPHS


@pytest.mark.parametrize(
    "picture",
    [
        "<div class=illustration><img src=/b.jpg><br><em>The viaduct in May © Luc Ferrant</em></div>",
        "<p class=image><img src=/b.jpg><span class=caption>A worker checks the rails</span></p>",
        "<div class=thumb><img src=/b.jpg></div><p class=wp-caption-text>A worker checks the rails (file photo)</p>",
    ],
)
def test_a_caption_among_the_paragraphs_is_none_of_them(picture: str) -> None:
    assert paragraphs(page(with_inside(picture))) == PARAGRAPHS


STANDFIRSTS = [
    f"<p class=standfirst>{DESCRIPTION}</p>",
    f"<h2>{DESCRIPTION}</h2>",
    f"<div class=chapo><strong>{DESCRIPTION}</strong></div>",
]


@pytest.mark.parametrize("standfirst", STANDFIRSTS)
def test_the_standfirst_is_the_description_and_none_of_the_text(standfirst: str) -> None:
    article = read(page(PLAIN, above=standfirst))
    assert article.description == DESCRIPTION
    assert (article.articleBody or "").split("\n\n") == PARAGRAPHS


def test_a_bold_first_paragraph_that_is_the_description_is_the_standfirst() -> None:
    assert paragraphs(page([f"<p class=intro><strong>{DESCRIPTION}</strong></p>", *PLAIN])) == PARAGRAPHS


def test_a_first_paragraph_that_the_description_repeats_is_text() -> None:
    head = META.replace(DESCRIPTION, PARAGRAPHS[0])
    assert paragraphs(page(PLAIN, head=head)) == PARAGRAPHS
