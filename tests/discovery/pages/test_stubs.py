"""A page that sends its reader on says where to, in one of several ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.stubs import Onward, read_onward
from newscrawl.extraction.page.document import Document

URL = "https://example.org/start/"


def onward(html: str) -> Onward:
    return read_onward(LinkedPage.of(Document.parse(f"<html>{html}", URL)))


@pytest.mark.parametrize(
    "content",
    ["0;url=/index.html", "0; URL='/index.html'", '5;url="/index.html"', "0;/index.html", "0, url = /index.html ",
     "0.5; url=/index.html", ";url=/index.html", "0 url=https://example.org/index.html"],
)  # fmt: skip
def test_a_refresh_leads_on_however_it_is_written(content: str) -> None:
    quoted = content.replace('"', "&quot;")
    assert onward(f'<meta http-equiv="Refresh" content="{quoted}">').target == "https://example.org/index.html"


@pytest.mark.parametrize(
    "html",
    ['<meta http-equiv=refresh content="300">', '<meta http-equiv=refresh content="300;url=/x">',
     '<meta http-equiv=refresh content="0;url=/start/">', '<meta http-equiv=refresh content="0;url=">',
     '<meta http-equiv=refresh content="0;url=javascript:x()">', '<meta http-equiv=x content="0;url=/x">', "<p>none",
     "<a href=/y>y</a><script>location.href='/x'</script>", "<script>if (location.href == '/x') {}</script>"],
)  # fmt: skip
def test_a_page_that_renews_itself_leads_nowhere(html: str) -> None:
    assert onward(html).target is None


@pytest.mark.parametrize(
    "script",
    ["location.href = '/en/'", 'window.location="/en/"', "document.location.replace( '/en/' )",
     "top.location.assign('/en/')"],
)  # fmt: skip
def test_a_script_leads_on_where_a_page_has_no_link(script: str) -> None:
    assert onward(f"<script>{script};</script>").target == "https://example.org/en/"


def test_frames_and_insets_are_told_apart() -> None:
    shown = onward("<frameset><frame src=/menu.html><frame src=front.html><frame src=front.html><frame></frameset>")
    assert shown.frames == ("https://example.org/menu.html", "https://example.org/start/front.html")
    assert onward("<body><iframe src=/list></iframe>").insets == ("https://example.org/list",)


@given(st.text())
def test_no_content_makes_it_fail(content: str) -> None:
    onward(f"<meta http-equiv=refresh content='{content}'>")
    onward(f"<script>location='{content}")
