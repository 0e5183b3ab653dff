"""What a reader would call the article's text, and nothing else, in several layouts and languages."""

import json

import pytest

from newscrawl.extraction.body.text import read_body
from newscrawl.extraction.page.document import Document

URL = "https://news.example/2025/05/19/story"


def body_of(page):
    return read_body(Document.parse(page, URL))


@pytest.mark.parametrize("name", ["french_related", "english_lists", "spanish_breaks", "japanese", "arabic"])
def test_the_text_is_the_articles_own(golden, name):
    assert body_of(golden(name)).text == golden.text(name)


def test_entries_of_a_live_blog_are_kept(golden):
    text = body_of(golden("german_live")).text
    for line in (
        "Fährverkehr bleibt eingestellt",
        "Erste Schulen öffnen wieder",
        "Deich bei Norderhaven hält",
    ):
        assert line in text
    assert "Rund zweitausend Reisende sitzen auf dem Festland fest." in text
    assert "So wird ein Deich gebaut" not in text


def test_the_headline_is_not_part_of_the_text(golden):
    assert "Harbour ferries to run all night from June" not in body_of(golden("english_lists")).paragraphs


def test_html_has_the_texts_own_structure(golden):
    html = body_of(golden("english_lists")).html
    assert html.count("<p>") == 5
    assert "<h2>What will change</h2>\n<ul>\n<li>Boats every" in html
    assert "<blockquote>\n<p>“People finish work" in html


def test_links_in_the_text_are_listed(golden):
    (link,) = body_of(golden("french_related")).links
    assert (link.url, link.text) == ("https://news.example/archives/capitaine", "vingt ans")


def test_elements_show_where_the_article_stands(golden):
    body = body_of(golden("english_lists"))
    assert [element.tag for element in body.elements] == ["p", "p", "h2", "li", "li", "li", "p", "p", "p"]


def test_confidence_is_a_probability(golden):
    assert 0.5 < body_of(golden("english_lists")).confidence <= 1


def test_stated_text_stands_in_for_a_page_that_a_script_fills():
    stated = "The council voted on Monday to keep the old town hall. " * 4
    data = {"@type": "NewsArticle", "articleBody": f"{stated}\n\nWork starts <b>in May</b>."}
    body = body_of(f"<script type='application/ld+json'>{json.dumps(data)}</script><p>Loading</p>")
    assert body.paragraphs[0] == stated.strip()
    assert body.html.endswith("</p>")
    assert body.elements == []


@pytest.mark.parametrize("page", ["", "<p>", "<p>Hello</p>", "<img src=x>", "<script>var a;</script>"])
def test_a_page_without_running_text_has_no_body(page):
    assert body_of(page) is None


PARAGRAPHS = [
    f"On day {number} the crew sailed {number * 7} miles along the coast, and at night they mended the nets, "
    "the captain wrote in the log that the museum has now put on show for the first time."
    for number in range(1, 13)
]


def story(*blocks):
    return f"<html><body><article><h1>The log of the crew</h1>{''.join(blocks)}</article></body></html>"


def test_a_copy_of_the_whole_text_is_left_out():
    copy = f'<div class="speech">{" ".join(PARAGRAPHS)}</div>'
    assert body_of(story(*(f"<p>{text}</p>" for text in PARAGRAPHS), copy)).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("teaser", ["READ MORE: ", "Lire aussi : ", "Lesen Sie auch: ", "Leia também: "])
def test_a_linked_teaser_between_paragraphs_is_left_out(teaser):
    line = f'<p><strong>{teaser}<a href="/s/9">Ten ships that never came home</a></strong></p>'
    texts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    assert body_of(story(*texts[:4], line, *texts[4:])).paragraphs == PARAGRAPHS


def test_a_next_article_on_the_page_is_another_story():
    first, second = ("".join(f"<p>{text}</p>" for text in texts) for texts in (PARAGRAPHS[:8], PARAGRAPHS[8:]))
    page = (
        f"<main><article><h1>The log of the crew</h1>{first}</article>"
        f"<div><article><h1>A museum opens its cellar</h1>{second}</article></div></main>"
    )
    assert body_of(page).paragraphs == PARAGRAPHS[:8]


def test_short_entries_with_headings_of_their_own_stay_together():
    entries = "".join(
        f"<article><h1>{10 + hour}:30</h1><p>{text}</p></article>" for hour, text in enumerate(PARAGRAPHS)
    )
    assert set(PARAGRAPHS) <= set(body_of(f"<main>{entries}</main>").paragraphs)
