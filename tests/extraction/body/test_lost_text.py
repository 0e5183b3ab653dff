"""What belongs to an article's text stays in it, however its mark-up was made."""

import pytest

from tests.extraction.body.stories import HEADER, META, PARAGRAPHS, PLAIN, page, paragraphs, with_inside

FIGURE = "<figure><img src=/pictures/train.jpg><figcaption>The blue train at the station</figcaption></figure>"
ITEMS = ["A train every two hours from September", "Half of the fare for pupils", "No stop at Stonewell"]


@pytest.mark.parametrize("anchor", ["<a name=part2>", "<a id=part2></a>", '<a name="p2"/>'])
def test_an_anchor_without_an_address_is_no_link(anchor: str) -> None:
    assert paragraphs(page(with_inside(anchor))) == PARAGRAPHS


def test_a_paragraph_that_links_to_itself_is_text() -> None:
    linked = [f"<p><a href='#p{number}'>{text}</a></p>" for number, text in enumerate(PARAGRAPHS)]
    assert paragraphs(page(linked)) == PARAGRAPHS


@pytest.mark.parametrize("tag", ["x-paragraph", "storypart", "story-block"])
def test_elements_of_the_pages_own_making_part_paragraphs(tag: str) -> None:
    own = "".join(f"<{tag}>{text}</{tag}>" for text in PARAGRAPHS)
    assert paragraphs(page(f"<story-body>{own}</story-body>")) == PARAGRAPHS


def test_an_element_of_the_pages_own_making_in_a_sentence_parts_nothing() -> None:
    blocks = [f"<p>{text.replace('train', '<x-term>train</x-term>')}</p>" for text in PARAGRAPHS]
    assert paragraphs(page(blocks)) == PARAGRAPHS


@pytest.mark.parametrize("tag", ["template shadowrootmode=open", "noscript"])
def test_text_that_stands_only_where_no_reader_looks_is_read(tag: str) -> None:
    name = tag.split()[0]
    html = (
        f"<html><head>{META}</head><body>{HEADER}<div id=app></div><{tag}><div>{''.join(PLAIN)}</div></{name}></body>"
    )
    assert paragraphs(html) == PARAGRAPHS


def test_a_noscript_beside_the_text_is_none_of_it() -> None:
    notice = "<noscript><p>Please switch on scripts in your browser to see this page as it is meant.</p></noscript>"
    assert paragraphs(page(with_inside(notice * 8))) == PARAGRAPHS


def test_an_open_dialog_is_read_and_a_closed_one_is_not() -> None:
    html = f"<html><head>{META}</head><body><dialog open>{HEADER}{''.join(PLAIN)}</dialog></body></html>"
    assert paragraphs(html) == PARAGRAPHS
    closed = "<dialog><p>You have read three of your five free stories this month, dear reader of ours.</p></dialog>"
    assert paragraphs(page(with_inside(closed))) == PARAGRAPHS


@pytest.mark.parametrize(
    "box", ["<div class=teaser-content>{}</div>", "<section class=intro-bloc><div>{}</div></section>"]
)
def test_a_first_paragraph_in_a_box_of_its_own_is_kept(box: str) -> None:
    assert paragraphs(page(PLAIN[1:], above=box.format(PLAIN[0]) + FIGURE)) == PARAGRAPHS


@pytest.mark.parametrize("item", ["<li>{}", "<li><p>{}</p></li>", "<li><div><span>{}</span></div></li>"])
@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_lists_are_kept_whole(item: str, tag: str) -> None:
    listed = f"<{tag}>{''.join(map(item.format, ITEMS))}</{tag}>"
    assert paragraphs(page(with_inside(listed))) == [*PARAGRAPHS[:3], *ITEMS, *PARAGRAPHS[3:]]


def test_a_table_is_kept_row_by_row() -> None:
    rows = [["Village", "Trains"], ["Stonewell", "4"], ["Upper Mill", "9"]]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    text = paragraphs(page(with_inside(f"<table>{table}</table>")))
    assert text == [*PARAGRAPHS[:3], *(" | ".join(row) for row in rows), *PARAGRAPHS[3:]]


@pytest.mark.parametrize(
    "quotation", ["<blockquote>{}</blockquote>", "<blockquote><p>{}</p><cite>A. Holt</cite></blockquote>"]
)
def test_a_quotation_is_kept(quotation: str) -> None:
    said = "Nobody will ever again miss an appointment because the coach was full of bicycles"
    assert said in paragraphs(page(with_inside(quotation.format(said))))


def test_sub_headings_are_kept_whatever_their_level() -> None:
    for tag in ("h1", "h2", "h4"):
        assert "What it will cost" in paragraphs(page(with_inside(f"<{tag}>What it will cost</{tag}>")))


def test_posts_of_a_live_page_are_kept_to_the_last() -> None:
    post = "<div class=update><span class=time>1{}:05</span><div class=title>Post {}</div><div>{}</div></div>"
    posts = [post.format(number, number, text) for number, text in enumerate(PARAGRAPHS[2:])]
    text = paragraphs(page([*PLAIN[:2], *posts]))
    assert set(PARAGRAPHS) <= set(text)
    assert "Post 4" in text


@pytest.mark.parametrize("name", ["promo-text", "ad-container", "related-none", "comment-free no-sidebar"])
def test_classes_named_for_something_else_cost_no_text(name: str) -> None:
    assert paragraphs(page([f"<p class='{name}'>{text}</p>" for text in PARAGRAPHS])) == PARAGRAPHS


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version gave the wrong day. The line opens on 2 September.",
        "Rectificatif : la première version de ce texte donnait une date fausse.",
    ],
)
def test_a_note_of_correction_is_kept(note: str) -> None:
    assert paragraphs(page([*PLAIN, f"<p class=correction><em>{note}</em></p>"])) == [*PARAGRAPHS, note]


def test_text_that_was_escaped_twice_is_read_as_meant() -> None:
    twice = [text.replace("'", "&amp;rsquo;").replace(", ", ",&amp;nbsp;") for text in PLAIN]
    assert paragraphs(page(twice)) == [text.replace("'", "’") for text in PARAGRAPHS]


def test_a_page_about_html_keeps_what_it_writes_of() -> None:
    assert (
        "&lt;"
        in paragraphs(page(with_inside("<p>Write &amp;lt; for a sign that would open a tag in the text.</p>")))[3]
    )
