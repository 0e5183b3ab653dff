import json

import pytest

from newscrawl.extraction.metadata.stated_language import language_tag
from tests.extraction.field_pages import fields, json_ld, meta

CRUMBS = {
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": 2, "name": "Politics", "item": "/politics"},
        {"@type": "ListItem", "position": 1, "item": {"@id": "/", "name": "Home"}},
        {"@type": "ListItem", "position": 3, "name": "Harbour vote"},
    ],
}


def article(**values: object) -> str:
    return json_ld(json.dumps({"@type": "NewsArticle", "headline": "Harbour vote", **values}))


def test_breadcrumbs_in_order_without_the_article():
    found = fields(article() + json_ld(json.dumps(CRUMBS)))
    assert [(crumb.name, crumb.url) for crumb in found.breadcrumbs] == [
        ("Home", "https://www.herald.example/"),
        ("Politics", "https://www.herald.example/politics"),
    ]
    assert found.section == "Politics"


def test_breadcrumbs_that_the_page_prints():
    body = '<nav class="breadcrumb"><a href="/">Home</a><a href="/city">City</a></nav>'
    assert [crumb.name for crumb in fields("", body).breadcrumbs] == ["Home", "City"]


def test_section_as_stated():
    assert fields(article(articleSection=["City", "News"])).section == "City"
    assert fields(meta("article:section", "City")).section == "City"


@pytest.mark.parametrize(
    "head",
    [
        article(keywords="harbour, council,Harbour"),
        article(keywords=["harbour", "council"]),
        article(keywords=[{"name": "harbour"}, {"name": "council"}]),
        meta("article:tag", "harbour") + meta("article:tag", "council"),
        meta("keywords", "harbour; council"),
    ],
)
def test_keywords(head):
    assert fields(head).keywords == ["harbour", "council"]


def test_keywords_for_machines_are_left_out():
    assert fields(article(keywords="harbour,type:article,Page Type: Post")).keywords == ["harbour"]


def test_section_is_written_as_in_the_breadcrumbs():
    head = article(articleSection="politics") + json_ld(json.dumps(CRUMBS))
    assert fields(head).section == "Politics"


def test_description_is_whole_and_without_markup():
    whole = meta("description", "The council met on Monday &lt;b&gt;night&lt;/b&gt;.")
    head = meta("og:description", "The council met on Mon…") + whole
    assert fields(head).description == "The council met on Monday night."


def test_description_that_repeats_the_headline_is_none():
    assert fields(meta("og:description", "Harbour vote"), "<h1>Harbour vote</h1>").description is None


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (True, True),
        (False, False),
        ("False", False),
        ("true", True),
        ("http://schema.org/False", False),
        ("maybe", None),
    ],
)
def test_access(stated, expected):
    assert fields(article(isAccessibleForFree=stated)).isAccessibleForFree is expected


def test_content_tier():
    assert fields(meta("article:content_tier", "locked")).isAccessibleForFree is False
    assert fields().isAccessibleForFree is None


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("fr", "fr"),
        ("pt_br", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("eng", "en"),
        ("de_DE@euro", None),
        ("x", None),
        ("", None),
    ],
)
def test_language_tags(text, tag):
    assert language_tag(text) == tag


def test_language_of_the_article_wins_over_the_page_s():
    assert fields(article(inLanguage="fr-FR"), lang="en").inLanguage == "fr-FR"
    assert fields(lang="fr").inLanguage == "fr"


@pytest.mark.parametrize(("stated", "expected"), [(False, False), ("False", False), (True, None), (None, None)])
def test_a_part_behind_a_paywall_is_told_by_the_parts(stated, expected):
    part = {"@type": "WebPageElement", "isAccessibleForFree": stated, "cssSelector": ".paywall"}
    assert fields(article(hasPart=[part])).isAccessibleForFree is expected
    assert fields(article(hasPart=part, isAccessibleForFree=True)).isAccessibleForFree is True
