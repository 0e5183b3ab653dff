import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction.extract import extract
from newscrawl.extraction.metadata.page_metadata import gather
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.record import read_fields
from tests.extraction.field_pages import fields, json_ld, meta

PIECES = st.sampled_from(
        [
            "<h1>", "</h1>", "<article>", "</article>", "<p>", "By Jane Doe", "27 October 2025",
            "\x0b", "&#0;", "é", "<time>", "<img src=x>", '<img src="http://[x">',
            '<a href="http://[">', '<a href="/author/x">Ann Other</a>', "<figure>",
            '<meta property="og:image" content="http://[">',
            '<link rel="canonical" href="http://[">', "<title>",
            '<meta property="og:title" content="&amp;amp;">', '<time datetime="2025-99-99">',
            '<div itemprop="author">', '<div itemscope itemtype="x">',
            '<meta name="author" content="@">', '<img srcset=", ,, 1w">', "<script>", "</script>",
            '<meta property="og:image:width" content="²">', '<img src="/a-12345.jpg" width="²">',
        ]
    )  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=20), max_size=25),
    st.sampled_from(["", "https://a.example/b", "http://["]),
)
def test_any_markup_and_address_give_a_record(pieces, url):
    read_fields(gather(Document.parse("<html><body>" + "".join(pieces), url)))


@pytest.mark.parametrize("address", ["http://[", "http://]", "//[x", "https://a.example]/b", "http://\u2100.example/"])
@pytest.mark.parametrize("url", ["", "https://a.example/b"])
def test_an_address_that_is_none_leads_nowhere(address, url):
    page = f"""<html><head><link rel="canonical" href="{address}"></head><body><a href="{address}">Politics</a>
        <h1>Harbour vote today</h1><p>By <a href="{address}" rel="author">Jane Doe</a></p><img src="{address}">"""
    article = read_fields(gather(Document.parse(page, url)))
    assert article.section is None
    assert article.authors[0].url is None


def test_deep_nesting():
    fields("", "<div>" * 5_000 + "<h1>Harbour vote today</h1><p>By Jane Doe</p>")


def test_long_values_are_cut_or_left_out():
    long = "x " * 500_000
    article = fields(
        meta("author", long) + meta("og:title", long) + meta("og:image", "https://a.example/" + "x" * 100_000),
        f"<h1>{long}</h1><time>{long}</time><p>By {long}</p>",
    )
    assert article.mainImage is None
    assert len(article.headline or "") <= 500


def test_thousands_of_everything():
    article = fields(
        meta("article:tag", "harbour") * 5_000 + meta("author", "Jane Doe") * 5_000 + json_ld("{}") * 2_000,
        "<h1>Harbour vote</h1>" * 2_000 + "<img src=/a-12345.jpg>" * 5_000 + "<time>1 May</time>" * 5_000,
    )
    assert article.headline == "Harbour vote"
    assert article.keywords == ["harbour"]


@pytest.mark.parametrize("sign", ["\x1b", "\x01", "\x7f", "\x9b", "&#27;", "&#1;", "&#x9b;"])
def test_a_record_holds_no_control_characters(sign):
    text = f"The harbour{sign} of the old town opened again on Monday after two years. "
    head = f"<h1>The harbour{sign} opens</h1><p class=byline>By Jane{sign} Doe"
    page = f"<article>{head}<p>{text * 5}<p>{text * 6}</article>"
    record = extract(page, "https://a.example/the-harbour-opens-again", article=True)
    assert record is not None
    assert not set("\x1b\x01\x7f\x9b") & set(str(record))
    assert "of the old town" in (record.articleBody or "")


@pytest.mark.parametrize("tag", ['a"b', "x,y", "x:y", "x(y", "é", "\ufffd", "x\\", "x[y", "a#b", "a.b", "x'"])
def test_an_element_that_a_page_has_invented_is_read(tag):
    text = "The harbour of the old town opened again on Monday after two years. " * 5
    page = f"<article><h1>The harbour opens</h1><{tag}>{text}</{tag}><{tag}>{text}x</{tag}><img src=/a-12345.jpg>"
    assert extract(page, "https://a.example/the-harbour-opens-again", article=True) is not None
