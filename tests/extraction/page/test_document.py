"""Broken, hostile and huge pages still give a tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.page.document import Document

URL = "https://example.org/a"


def texts(doc):
    return [paragraph.text for paragraph in doc.root.iter("p")]


@pytest.mark.parametrize("page", [b"", "", b"   ", b"\0\0\0", "\0", b"<", b"<!--", b"<!DOCTYPE html>", b"\xff\xfe"])
def test_an_empty_page_has_a_root(page):
    assert Document.parse(page, URL).root.tag == "html"


def test_null_characters_do_not_end_the_page():
    assert texts(Document.parse(b"<p>one\0</p><p>two</p>", URL)) == ["one", "two"]


@pytest.mark.parametrize("wrapper", ["div", "span", "b", "section", "font"])
def test_ten_thousand_levels_of_nesting_hide_nothing(wrapper):
    page = f"<body>{f'<{wrapper}>' * 10_000}<p>deep</p>{f'</{wrapper}>' * 10_000}<p>after</p>"
    assert texts(Document.parse(page, URL)) == ["deep", "after"]


def test_nesting_of_lists_is_bounded_too():
    assert Document.parse("<ul><li>" * 10_000, URL).root.tag == "html"


def test_twenty_megabytes_in_a_script_do_not_hide_the_text():
    script = b'{"a":"b"},' * 2_000_000
    page = b"<p>before</p><script>" + script + b"</script><p>after</p>"
    assert texts(Document.parse(page, URL)) == ["before", "after"]


def test_truncated_markup_keeps_what_was_sent():
    assert texts(Document.parse(b"<html><body><p>whole</p><p>half of a sent", URL)) == [
        "whole",
        "half of a sent",
    ]


def test_text_with_lone_surrogates_is_read():
    assert texts(Document.parse("<p>a\ud800b</p><p>c</p>", URL)) == ["a?b", "c"]


@given(st.text(alphabet=st.sampled_from("<>/=\"'! -pdiv\0é日&;#x"), max_size=200))
def test_any_text_gives_a_tree(page):
    assert Document.parse(page, URL).root.tag == "html"


STYLES = f"<style>{'p > a { color: red } ' * 40}</style><iframe src=/{'x' * 600}></iframe><div><p> &nbsp;</p></div>"


@pytest.mark.parametrize("tag", ["noscript", "template"])
@pytest.mark.parametrize(
    ("held", "opened"),
    [
        (STYLES, False),
        (STYLES + "Loading", False),
        (STYLES + "<p>Some words of an article, short as it may be.</p>", True),
        (STYLES + '<meta property="og:type" content="article">', True),
        (STYLES + '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A"}</script>', True),
        ("<p>Some words of an article, short as it may be.</p>", False),
    ],
)
def test_what_a_page_holds_for_others_is_opened_where_it_is_much_and_tells_something(
    tag: str, held: str, opened: bool
) -> None:
    document = Document.parse(f"<body><p>Shown</p><{tag}>{held}</{tag}></body>", URL)
    assert (document.unwrapped() is not None) is opened


def test_what_is_held_within_what_is_held_is_not_looked_through_again_and_again() -> None:
    """Each looked at with all that is in it would take time as the square of the page's size."""
    held = f'<noscript><img alt="{"x" * 500}">'
    within = Document.parse(f"<body><template>{STYLES}</template>{held * 20}", URL)
    beside = Document.parse(f"<body><template>{STYLES}</template>{f'{held}</noscript>' * 20}", URL)
    assert within.unwrapped() is not None
    assert beside.unwrapped() is None
