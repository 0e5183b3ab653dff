"""Pages that would hang a parser, or fill the memory, are told from large ones."""

import pytest

from newscrawl.errors import PageTooComplex
from newscrawl.extraction.extract import extract
from newscrawl.extraction.guard import parser_work
from newscrawl.extraction.guard.nesting import is_absurd
from newscrawl.extraction.page.document import Document

FONTS = "".join(f"<font color={number}>" for number in range(1_500))


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{FONTS}" + "<p>x" * 1_500,
        "<p>" + "".join(f"<B id={number}>" for number in range(1_500)) + "<p>x" * 1_500,
        "<ul><li>" * 5_000,
        "<span>" * 5_000 + "</none>" * 5_000,
        "</font>" * 2_000 + f"<p>{FONTS}" + "<p>x" * 1_500,
        "<p>" + "".join(f"<b title='>x</b>' id={number}>" for number in range(1_500)) + "<p>x" * 1_500,
        "<p>" + "".join(f'<b id="{number}"><i>x</b>' for number in range(1_500)) + "<p>x" * 1_500,
    ],
    ids=["fonts", "bold", "lists", "bogus ends", "ends before", "ends in attributes", "ends of others"],
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


def test_a_page_whose_icons_and_bold_words_are_all_closed_is_not_looked_through(monkeypatch) -> None:
    monkeypatch.setattr(parser_work, "COMPILED", None)
    monkeypatch.delattr(parser_work, "work_of")
    page = '<p><i class="icon" hidden></i> One <B>bold</B> word <strong >more</strong>' * 1_200
    assert not is_absurd(page.encode())


# Each holds end tags that a parser takes for text, or that close nothing.
@pytest.mark.parametrize(
    "unit",
    [
        '<div title="</div>">',
        "<div title='</div>'>",
        "<div a=b'><div c='></div>",
        "<div><!--</div>-->",
        "<div><script></div></script>",
        "<div><script><!--<script></script></div></script>",
        "<div><textarea></div></textarea>",
        "<div><!x </div>",
        "<div></ </div>",
        "<div><table></div></table>",
        "<span><p></span></p>",
        "<svg><g><style></g></style>",
        "<svg><g><![CDATA[></g>]]>",
        "<svg><p></p></svg><div/>",
        "<form><div></form>",
        "<template><div></template",
        "<b><div></b>",
        "<object><div></object x='",
    ],
)
def test_an_end_tag_that_closes_nothing_does_not_count(unit):
    assert is_absurd((unit * 6_000).encode())


@pytest.mark.parametrize(
    "page",
    [
        "<select>" + "<option>" * 40_000,
        "".join(f"<body a{number}=1>" for number in range(30_000)),
        "".join(f"<b id={number}>" for number in range(900)) + "<p>x" * 20_000,
    ],
    ids=["options", "attributes of body", "formatting"],
)
def test_what_is_compared_or_opened_anew_counts(page):
    assert is_absurd(page.encode())
    Document.parse(page, "")


@pytest.mark.parametrize("tag", ["p", "meta", "a", "/p", "body"])
def test_a_tag_with_too_many_attributes_is_given_up(tag):
    page = f"<{tag} " + " ".join(f"a{number}" for number in range(40_000)) + ">"
    with pytest.raises(PageTooComplex, match="attributes"):
        Document.parse(page, "")
    assert extract(page, "") is None


@pytest.mark.parametrize("page", ["<b>" * 300_000, "<" * 300_000, "</p>" * 300_000])
def test_a_page_with_too_many_tags_is_given_up(page):
    with pytest.raises(PageTooComplex, match=r"250,000"):
        Document.parse(page, "")
    assert extract(page, "") is None


MANY_ATTRIBUTES = b"<p" + b"".join(b" a%d" % n for n in range(40_000)) + b">"


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize(
    "page",
    [
        MANY_ATTRIBUTES,
        b"<svg><style>" + MANY_ATTRIBUTES + b"</style></svg>",
        b"<script>x = '<!--'</script>" + MANY_ATTRIBUTES,
        b"<script>x <a y='</script>" + MANY_ATTRIBUTES + b"'>",
        b"<script>x = '</'</script>" + MANY_ATTRIBUTES,
        b"<script>x = '<!--'</script><p a='-->'" + MANY_ATTRIBUTES[2:],
        b"<style><!-- </style><p a='<b>-->'" + b" b='<b>'" * 40_000 + b">",
        b"<svg><style><b></b></style><style>" + MANY_ATTRIBUTES + b"</style></svg>",
        b"<svg><![CDATA[ x='<' ]]>" + MANY_ATTRIBUTES,
    ],
)
def test_attributes_are_counted_wherever_they_hide(
    monkeypatch: pytest.MonkeyPatch, page: bytes, compiled: bool
) -> None:
    if not compiled:
        monkeypatch.setattr(parser_work, "COMPILED", None)
    with pytest.raises(PageTooComplex):
        is_absurd(page)


def test_words_alone_cost_nothing() -> None:
    assert not is_absurd(b"<p>" + b"a word and another " * 30_000 + b"</p>")
    assert not is_absurd(b"<script>" + b"a word and another " * 30_000 + b"</script>")
