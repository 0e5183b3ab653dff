"""The body as simplified HTML: safe, small, with absolute links."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from newscrawl.extraction.body.html import Link, absolute, links_of, simple_html
from newscrawl.extraction.page.blocks import read_blocks
from newscrawl.extraction.page.document import Document

URL = "https://example.org/news/1"


def simplified(page):
    blocks = read_blocks(Document.parse(page, URL).html)
    return simple_html(blocks, range(len(blocks)), URL)


def test_structure_is_kept_and_attributes_are_dropped():
    page = "<h2 class=x>Head</h2><p style=y>One</p><ul id=z><li>a</li><li><p>b</p></li></ul><p>Two</p>"
    assert simplified(page).split("\n") == [
        "<h2>Head</h2>", "<p>One</p>", "<ul>", "<li>a</li>", "<li>b</li>", "</ul>", "<p>Two</p>",
    ]  # fmt: skip


def test_ordered_lists_and_quotations_are_told_apart():
    page = "<ol><li>a</li></ol><ul><li>b</li></ul><blockquote><p>c</p><p>d</p></blockquote>"
    assert simplified(page).replace("\n", "") == (
        "<ol><li>a</li></ol><ul><li>b</li></ul><blockquote><p>c</p><p>d</p></blockquote>"
    )


def test_a_page_headline_within_the_text_becomes_a_sub_heading():
    assert simplified("<h1>Part</h1>") == "<h2>Part</h2>"


def test_links_are_absolute_and_escaped():
    assert simplified('<p>A <a href="/x?a=1&amp;b=%22" onclick="evil()">link</a>.</p>') == (
        '<p>A <a href="https://example.org/x?a=1&amp;b=%22">link</a>.</p>'
    )


def test_text_is_escaped():
    assert simplified("<p>1 &lt; 2 &amp; <b>&lt;script&gt;</b></p>") == "<p>1 &lt; 2 &amp; &lt;script&gt;</p>"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "#top", "", "http://[x"])
def test_links_that_lead_to_no_page_lose_their_link(href):
    assert absolute(href, URL) is None
    assert simplified(f'<p>A <a href="{href}">link</a>.</p>') == "<p>A link.</p>"


def test_a_link_to_a_list_shows_as_text_and_target():
    blocks = read_blocks(Document.parse("<p>See <a href='../b'>this  page</a> and <a href='/c'></a></p>", URL).html)
    assert links_of(blocks, 0, URL) == [Link("https://example.org/b", "this page")]


def test_the_result_is_well_formed():
    page = "<ul><li>a<ul><li>b</li></ul></li></ul><blockquote>c<ul><li>d</li></ul></blockquote>"
    assert lxml_html.fragments_fromstring(simplified(page))


@given(st.text("ahz.:/?#;[]@%=&-_~!ä\\", max_size=12))
def test_addresses_are_resolved_as_rfc_3986_says(rest):
    for href in (f"https://site.example/{rest}", f"http://site.example{rest}"):
        try:
            expected = urljoin(URL, href)
        except ValueError:
            expected = None
        assert absolute(href, URL) == expected
