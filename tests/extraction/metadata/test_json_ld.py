import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.metadata.json_ld import load_nodes, plain
from tests.extraction.field_pages import fields, json_ld, names

ARTICLE = '{"@type": "NewsArticle", "headline": "Harbour vote", "author": {"name": "Jane Doe"}}'


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        f"{ARTICLE};",
        ARTICLE.replace("}}", "},}"),
        ARTICLE.replace("Harbour vote", "Harbour\tvote"),
        ARTICLE.replace("Harbour vote", "Harbour\nvote"),
        f"[{ARTICLE}]",
        f'{{"@graph": [{ARTICLE}]}}',
        f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}',
        f'{{"@type": "Organization"}} {ARTICLE}',
        ARTICLE.replace('"NewsArticle"', '["Article", "NewsArticle"]'),
        ARTICLE.replace('"NewsArticle"', '"http://schema.org/ReportageNewsArticle"'),
        ARTICLE.replace("}}", "}, broken }"),
        ARTICLE.replace('"', "&quot;"),
        ARTICLE.replace('"', "&#34;"),
        ARTICLE.replace('"', "&amp;quot;"),
        ARTICLE.replace('"', "'"),
        ARTICLE.replace('"headline"', "headline").replace('"author"', "author"),
        "{/* built by a template */ '@type': 'NewsArticle', headline: `Harbour vote`, // its title\n"
        "author: {name: 'Jane Doe'}, video: undefined,}",
    ],
)
def test_broken_and_wrapped_json_ld_is_read(script):
    article = fields(json_ld(script))
    assert article.headline == "Harbour vote"
    assert names(article) == ["Jane Doe"]


@pytest.mark.parametrize("kind", ["APPLICATION/LD+JSON", "Application/LD+JSON", "application/ld+json; charset=utf-8"])
def test_the_type_of_the_script_is_read_in_any_case(kind):
    assert names(fields(f'<script type="{kind}">{ARTICLE}</script>')) == ["Jane Doe"]


def test_a_string_in_a_script_keeps_its_quotes_and_slashes():
    script = """{'@type': 'NewsArticle', 'headline': 'It\\'s "on" // today: a/b', author: {name: 'Jane Doe'}}"""
    assert fields(json_ld(script)).headline == """It's "on" // today: a/b"""


def test_the_node_of_another_story_is_not_believed():
    stale = {"@type": "NewsArticle", "headline": "Five walks along the shore", "url": "/culture/walks-48111"}
    head = json_ld(json.dumps(stale | {"author": "Old Writer", "datePublished": "2019-01-01"}))
    body = "<h1>Council votes on the harbour</h1><p>By Jane Doe</p><p>Published 27 October 2025</p>"
    article = fields(head, body)
    assert names(article) == ["Jane Doe"]
    assert article.datePublished == "2025-10-27T00:00:00"


def test_none_of_several_listed_stories_is_the_page_s():
    other = {"@type": "NewsArticle", "author": "Old Writer"}
    nodes = [other | {"headline": "Five walks along the shore"}, other | {"headline": "Bakery wins a prize"}]
    article = fields(json_ld(json.dumps(nodes)), "<h1>Council votes on the harbour</h1>")
    assert names(article) == []


def test_a_node_with_the_site_s_address_and_the_page_s_headline_is_the_page_s():
    node = {"@type": "NewsArticle", "headline": "Council votes on harbour", "mainEntityOfPage": "https://x.example/"}
    article = fields(json_ld(json.dumps(node | {"author": "Jane Doe"})), "<h1>Council votes on the harbour today</h1>")
    assert names(article) == ["Jane Doe"]


def test_the_node_of_this_page_wins_over_those_it_lists():
    other = {"@type": "NewsArticle", "headline": "Another story", "url": "/other", "author": "Ann Other"}
    own = {"@type": "NewsArticle", "headline": "Harbour vote", "author": "Jane Doe"}
    article = fields(json_ld(json.dumps([other, own])), "<h1>Harbour vote</h1>")
    assert (article.headline, names(article)) == ("Harbour vote", ["Jane Doe"])


def test_references_are_followed():
    graph = [
        {"@type": "NewsArticle", "headline": "Harbour vote", "author": {"@id": "#jane"}},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe", "url": "https://herald.example/jane"},
    ]
    article = fields(json_ld(json.dumps({"@graph": graph})))
    assert names(article) == ["Jane Doe"]
    assert article.authors[0].url == "https://herald.example/jane"


def test_huge_and_deep_scripts_are_left_out():
    assert load_nodes(['{"headline": "' + "x" * 3_000_000 + '"}']) == []
    assert load_nodes(["[" * 100_000]) == []
    assert load_nodes(["[" * 100_000 + "]" * 100_000]) == []


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text):
    assert isinstance(load_nodes([text]), list)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
        [
            "@type", "@id", "@graph", "author", "name", "headline", "image", "url", "datePublished",
            "mainEntityOfPage", "articleSection", "keywords", "itemListElement", "item",
            "identifier", "publisher", "isAccessibleForFree", "width", "inLanguage", "description",
            "position",
        ]
    ),
        inner | st.sampled_from(["NewsArticle", "BreadcrumbList"]),
        max_size=8,
    ),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
def test_any_json_gives_a_record(value):
    node = {"@type": "NewsArticle", **value} if isinstance(value, dict) else value
    text = json.dumps(node).replace("</", "<\\/")
    fields(json_ld(text), "<h1>Harbour vote</h1>")


@given(JSON)
def test_plain_gives_folded_text(value):
    assert plain(value) == " ".join(plain(value).split())


def test_blanks_without_end_cost_no_more_than_their_length():
    assert load_nodes(["{" + " " * 1_900_000 + "x"]) == []
    assert load_nodes([" " * 1_900_000 + "x" + " " * 10]) == []
