"""Whole texts in feeds, of whichever form, are kept as HTML; summaries are not."""

import json

import pytest

from newscrawl.discovery.sources.feeds import MAX_MARKUP, read_feed

URL = "https://news.example/feed"
TEXT = "<p>" + "The harbour opens again. " * 20 + "</p><p>Ships &amp; boats may enter.</p>"
XHTML = TEXT.replace("&amp;", "&#38;")


def markup(body: str) -> str:
    feed = read_feed(body.encode(), URL)
    assert feed is not None
    return feed.entries[0].markup


@pytest.mark.parametrize(
    "content",
    [
        f"<content:encoded><![CDATA[{TEXT}]]></content:encoded><description>Short.</description>",
        f"<description><![CDATA[{TEXT}]]></description>",
        f'<description>Short.</description><xhtml:body xmlns:xhtml="http://www.w3.org/1999/xhtml">{XHTML}</xhtml:body>',
    ],
    ids=["encoded", "description", "xhtml"],
)
def test_the_longest_text_of_an_entry_of_rss_is_kept(content: str) -> None:
    found = markup(f"<rss><channel><item><link>{URL}/1</link>{content}</item></channel></rss>")
    assert found == TEXT.replace(" </p>", "</p>") if "xhtml" in content else found == TEXT


@pytest.mark.parametrize("kind", ["html", "xhtml"])
def test_the_content_of_an_entry_of_atom_is_kept(kind: str) -> None:
    escaped = TEXT.replace("&", "&amp;").replace("<", "&lt;")
    inside = escaped if kind == "html" else f'<div xmlns="http://www.w3.org/1999/xhtml">{XHTML}</div>'
    body = f'<feed><entry><link href="{URL}/1"/><content type="{kind}">{inside}</content></entry></feed>'
    assert markup(body).startswith("<p>The harbour opens again.")
    assert "Ships &amp; boats" in markup(body)


def test_json_feeds_give_html_or_plain_text() -> None:
    for name, text in (("content_html", TEXT), ("content_text", "One line. " * 50 + "\n\nAnother < one.")):
        feed = {"version": "https://jsonfeed.org/version/1", "items": [{"url": f"{URL}/1", name: text}]}
        assert markup(json.dumps(feed)).count("<p>") == 2


def test_a_summary_is_no_text_and_a_text_has_bounds() -> None:
    item = "<rss><channel><item><link>https://news.example/1</link><description>{}</description></item></channel></rss>"
    assert markup(item.format("A short summary of it. " * 10)) == ""
    assert len(markup(item.format("<![CDATA[" + TEXT * 2_000 + "]]>"))) == MAX_MARKUP
