"""Pages that hold their article in scripts only, as data from which a browser builds what is seen."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl import extract
from newscrawl.extraction.body.script_data import MIN_CHARACTERS, article_markup
from newscrawl.extraction.metadata.page_metadata import gather
from newscrawl.extraction.page.document import Document

URL = "https://news.example/politics/2026/03/04/council-votes-on-bridge"
PARAGRAPHS = [
    f"The council voted {number} to {number - 1} on Tuesday, and the bridge over the river will be rebuilt by "
    "the end of the decade, the mayor told reporters after the meeting."
    for number in range(2, 9)
]
MARKUP = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
STATE = {"props": {"article": {"id": 7, "title": "Council votes", "contentHtml": MARKUP}}}
FLIGHT = json.dumps("1:" + json.dumps(STATE).replace("<", "\\u003c"))

SCRIPTS = {
    "next": f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(STATE)}</script>',
    "nuxt": f"<script>window.__NUXT__={json.dumps(STATE).replace('<', chr(92) + 'u003C')}</script>",
    "flight": f"<script>self.__next_f.push([1,{FLIGHT}])</script>",
}


def page(script: str, kind: str = "article") -> str:
    return (
        f'<html><head><title>Council votes on bridge</title><meta property="og:type" content="{kind}">'
        f'<meta property="og:title" content="Council votes on bridge"></head><body><div id="root"></div>{script}'
        "</body></html>"
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_text_that_only_a_script_holds_is_read(name):
    article = extract(page(SCRIPTS[name]), URL)
    assert article.articleBody == "\n\n".join(PARAGRAPHS)
    assert article.headline == "Council votes on bridge"


def test_a_page_that_is_no_article_by_its_own_word_stays_none():
    assert extract(page(SCRIPTS["next"], kind="website"), URL) is None


def test_code_and_short_strings_are_no_text():
    code = "if (a) {\n\n  window.theme = '%s';\n\n}" % ("x" * MIN_CHARACTERS)
    short = "<p>Accept?</p><p>Yes.</p>"
    script = f"<script>var a = {json.dumps(code)}, b = {json.dumps(short)};</script>"
    assert article_markup(gather(Document.parse(page(script), URL)).scripts) == ""


@given(st.text(alphabet='"\\{}[]:,<p>u003cab \n', max_size=3000))
def test_any_script_is_borne(source):
    article_markup(gather(Document.parse(page(f"<script>{source}</script>"), URL)).scripts)


@pytest.mark.parametrize("source", ["\\\\" * 400_000, '\\\\"' * 400_000, '"' * 400_000, '{"a":' * 100_000])
def test_a_hostile_script_is_read_once(source):
    assert article_markup(gather(Document.parse(page(f'<script>"{source}</script>'), URL)).scripts) == ""
