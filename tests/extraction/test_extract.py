"""`extract`: a record for an article, `None` for anything else, never an exception."""

import gc
import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from newscrawl import extract

URL = "https://news.example/2025/05/19/harbour-ferries-to-run-all-night"

TAGS = [
    "div",
    "p",
    "a",
    "ul",
    "li",
    "h1",
    "table",
    "td",
    "br",
    "nav",
    "article",
    "script",
    "style",
    "b",
    "svg",
    "x-y",
]
TEXTS = [
    "word ",
    "A sentence with a few words, and a comma. ",
    "日本語の文。",
    "\0",
    "&lt;",
    "\n",
    "<",
    "\ud800",
    "&#0;",
]

CARD = '<div class="card"><a href="/s/{0}"><h3>Story {0} about the town</h3></a><p>A teaser for it…</p></div>'
LISTING = f"""<html><head><title>All stories</title><meta property="og:type" content="website"></head>
<body><main>{"".join(CARD.format(number) for number in range(30))}</main></body></html>"""


@pytest.mark.parametrize("name", ["french_related", "english_lists", "japanese"])
def test_an_article_gives_a_record(golden, name):
    article = extract(golden(name), URL)
    assert article.url == URL
    assert article.articleBody == golden.text(name)
    assert article.articleBodyHtml.startswith("<p>")


def test_text_and_bytes_give_the_same_record(golden):
    page = golden("french_related")
    assert extract(page.decode(), URL) == extract(page, URL)


@pytest.mark.parametrize("page", [b"", "", b"\0", b"<html>", b"<html><body></body></html>", b"{}", b"\xff\xfe\x00"])
def test_an_empty_page_is_no_article(page):
    assert extract(page, URL) is None


def test_a_listing_is_no_article():
    assert extract(LISTING, "https://news.example/stories") is None


@pytest.mark.parametrize("url", ["", "no url", "http://[broken", "https://news.example", "//x/y?z#w"])
def test_any_address_is_borne(golden, url):
    extract(golden("english_lists"), url)


def test_a_cut_page_gives_what_was_sent(golden):
    page = golden("english_lists")
    cut = page[: page.index(b"<blockquote>")]
    assert extract(cut, URL).articleBody in extract(page, URL).articleBody


def test_utf8_labelled_latin1_is_read_without_mojibake(golden):
    article = extract(golden("french_related"), URL, encoding="iso-8859-1")
    assert "Ségou" in article.articleBody


def test_a_huge_script_and_deep_nesting_do_not_hide_the_article(golden):
    page = golden("english_lists")
    script = b"<script>window.state={" + b'"key":"value",' * 1_400_000 + b"}</script>"
    assert extract(page.replace(b"<body>", b"<body>" + script), URL).articleBody == golden.text("english_lists")
    deep = page.replace(b"<body>", b"<body>" + b"<div>" * 10_000)
    assert extract(deep, URL) is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(TEXTS), st.booleans()), max_size=60))
def test_any_soup_gives_a_record_or_none(pieces):
    page = "".join(f"<{tag} class='{text}'>{text}{f'</{tag}>' if closed else ''}" for tag, text, closed in pieces)
    article = extract(page, URL)
    assert article is None or article.articleBody


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_record_or_none(page):
    extract(page, URL)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_damaged_article_never_raises(data):
    page = bytearray(b"<html><body><article><h1>T</h1>" + b"<p>Some words, enough of them.</p>" * 20 + b"</article>")
    for _ in range(data.draw(st.integers(1, 30))):
        page[data.draw(st.integers(0, len(page) - 1))] = data.draw(st.integers(0, 255))
    extract(bytes(page), URL)


def test_memory_is_free_as_soon_as_a_page_is_read(golden):
    def elements():
        return sum(isinstance(thing, etree._Element) for thing in gc.get_objects())

    page = golden("english_lists")
    gc.collect()
    gc.disable()
    try:
        before = elements()
        extract(page, URL)
        assert elements() == before
    finally:
        gc.enable()


ARTICLE = f"<html><body><article><h1>The bridge</h1>{'<p>The bridge is open again, and people cross it.</p>' * 30}"


def test_packed_bytes_are_read() -> None:
    record = extract(gzip.compress(ARTICLE.encode()), URL, article=True)
    assert record is not None
    assert record.headline == "The bridge"


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])
def test_a_file_is_no_article_even_where_the_caller_knows_better(start: bytes) -> None:
    assert extract(start + ARTICLE.encode() + b"\0\1\2\3" * 200, URL, article=True) is None
