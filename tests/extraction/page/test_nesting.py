"""Pages that would hang a parser, or fill the memory, are told from large ones."""

import pytest

from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.nesting import is_absurd

FONTS = "".join(f"<font color={number}>" for number in range(1_500))


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{FONTS}" + "<p>x" * 1_500,
        "<p>" + "".join(f"<B id={number}>" for number in range(1_500)) + "<p>x" * 1_500,
        "<ul><li>" * 5_000,
        "<span>" * 5_000 + "</none>" * 5_000,
        "</font>" * 2_000 + f"<p>{FONTS}" + "<p>x" * 1_500,
    ],
    ids=["fonts", "bold", "lists", "bogus ends", "ends before"],
)
def test_a_page_that_would_explode_is_tidied_first_and_stays_small(page):
    assert is_absurd(page.encode())
    text = Document.parse(page + "<p>The end.", "").html
    assert len(text.css("*")) < 20 * page.count("<")


@pytest.mark.parametrize(
    "page",
    [
        "<div><p>One.<p>Two <b>bold</b> <br>" * 400 + "</div>" * 400,
        "<table>" + "<tr><td>x" * 5_000 + "</table>",
        "<p>No end<img src=a>" * 5_000,
        "<ul>" + "<li><a href=x><b>x</b></a>" * 5_000 + "</ul>",
        "",
    ],
    ids=["deep", "table", "open paragraphs", "links", "empty"],
)
def test_a_large_page_is_none(page):
    assert not is_absurd(page.encode())
