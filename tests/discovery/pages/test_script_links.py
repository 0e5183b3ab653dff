"""Articles that a page names only in its scripts are found there."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.script_links import MAX_SCRIPT, read_script_links
from newscrawl.extraction.page.document import Document

URL = "https://example.org/"
STORIES = [{"id": 1, "headline": "The bridge is open", "url": "/news/bridge"}, {"title": "Road", "link": "/news/road"}]


def found(html: str) -> list[tuple[str, str]]:
    page = LinkedPage.of(Document.parse(f"<html><body>{html}", URL))
    return [(link.url.removeprefix(URL), link.text) for link in read_script_links(page)]


STATE = json.dumps({"props": {"pageProps": {"stories": STORIES, "count": 2, "next": None}}})
ITEMS = [{"@type": "ListItem", "position": n, "url": f"/{name}"} for n, name in enumerate("ab")]


@pytest.mark.parametrize(
    "script",
    [f'<script id="__NEXT_DATA__" type="application/json">{STATE}</script>',
     f"<script>window.__INITIAL_STATE__ = {STATE};</script>",
     f"<script>window.__STATE__={STATE}; (function(){{}})()</script>",
     f"<script>var a = {{}}; var data = JSON.parse({json.dumps(STATE)});</script>",
     f"<script>self.__next_f.push([1,{json.dumps('7:' + STATE)}])</script>",
     f'<script type="module">const state = {STATE}</script>',
     f'<script type="text/x-state+json"></script><script type="application/vnd.site+json">{STATE}</script>'],
)  # fmt: skip
def test_the_state_of_a_page_built_by_scripts_is_read(script: str) -> None:
    assert found(script) == [("news/bridge", "The bridge is open"), ("news/road", "Road")]


@pytest.mark.parametrize(
    "node",
    [{"@type": "ItemList", "itemListElement": ITEMS},
     {"@graph": [{"@type": "WebSite", "url": "/"}, {"@type": "ItemList", "itemListElement": ITEMS}]},
     {"@type": "ItemList", "itemListElement": ["/a", {"@type": "ListItem", "item": "/b"}]},
     {"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement": ITEMS}},
     {"@type": "ItemList", "itemListElement": [{"item": {"@id": "/a"}}, {"item": {"url": "/b"}}]},
     {"@type": "CollectionPage", "hasPart": [{"@type": "NewsArticle", "url": "/a"}, {"@id": "/b"}]},
     {"@type": "Blog", "blogPost": [{"url": "/a"}, {"url": "/b"}]}],
)  # fmt: skip
def test_the_lists_of_json_ld_are_read(node: object) -> None:
    assert sorted(url for url, _ in found(f'<script type="application/ld+json">{json.dumps(node)}</script>')) == [
        "a",
        "b",
    ]


@pytest.mark.parametrize(
    "script",
    ['<script>x = {"url": "bridge"}</script>', '<script>x = {"url": "mailto:a@b/c"}</script>', "<script>x = {</script>",
     '<script>x = {url: "/a"}</script>', f"<script>x = {{'a': '{'x' * MAX_SCRIPT}'}}</script>",
     '<script type="text/template">{"url": "/a"}</script>',
     '<script type="application/ld+json">{"@type": "WebSite", "url": "/a", "logo": {"url": "/b.png"}}</script>'],
)  # fmt: skip
def test_what_is_no_address_or_no_data_is_left(script: str) -> None:
    assert found(script) == []


def test_hostile_data_take_bounded_time() -> None:
    deep = '{"a":' * 5_000 + "1"
    wide = "[" + ",".join(["{}"] * 300_000) + "]"
    found(
        f"<script>x = {deep}</script><script type='application/json'>{wide}</script><script>{'= {' * 100_000}</script>"
    )


@given(st.text())
def test_no_script_makes_it_fail(text: str) -> None:
    found(f"<script>x = {text}</script><script type='application/json'>{text}</script>")
