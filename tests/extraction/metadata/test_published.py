"""When an article was published and changed: what pages state, print and have in their addresses."""

import json

import pytest

from tests.extraction.field_pages import fields, json_ld, meta


def test_published_and_modified_stay_apart():
    node = {
        "@type": "Article",
        "datePublished": "2025-10-27T08:00:00Z",
        "dateModified": "2025-10-28T09:00:00Z",
    }
    article = fields(json_ld(json.dumps(node)))
    assert article.datePublished == "2025-10-27T08:00:00+00:00"
    assert article.dateModified == "2025-10-28T09:00:00+00:00"
    assert article.dateModifiedRaw == "2025-10-28T09:00:00Z"
    assert article.metadata.datePublishedSource == "structured"


def test_offset_comes_from_another_statement_of_the_same_clock_time():
    node = {"@type": "Article", "datePublished": "2025-10-27T08:00:00"}
    head = json_ld(json.dumps(node)) + meta("article:published_time", "2025-10-27T08:00:00+03:00")
    article = fields(head)
    assert article.datePublished == "2025-10-27T08:00:00+03:00"
    assert article.datePublishedRaw == "2025-10-27T08:00:00"


def test_without_any_offset_none_is_made_up():
    node = {"@type": "Article", "datePublished": "2025-10-27T08:00:00"}
    assert fields(json_ld(json.dumps(node))).datePublished == "2025-10-27T08:00:00"


@pytest.mark.parametrize(
    "name", ["article:published_time", "article:published:time", "DC.date.issued", "pubdate", "w-published-date"]
)
def test_meta_dates_under_many_names(name):
    assert fields(meta(name, "2025-10-27T08:00:00Z")).datePublished == "2025-10-27T08:00:00+00:00"


def test_printed_date_near_the_headline():
    dates = "<p>Updated 29 October 2025</p><p>27 October 2025</p>"
    body = f"<p>1 January 2020</p><h1>Council votes on the harbour</h1>{dates}"
    article = fields("", body, url="https://herald.example/a")
    assert article.datePublished == "2025-10-27T00:00:00"
    assert article.metadata.datePublishedSource == "printed"


def test_a_box_that_holds_the_headline_is_the_article_s_whatever_it_is_called():
    body = "<div class='story-sidebar-single'><h1>Harbour vote today</h1><span class='x'>27 October 2025</span></div>"
    assert fields("", body, url="https://herald.example/a").datePublished == "2025-10-27T00:00:00"
    aside = "<h1>Harbour vote today</h1><div class='story-sidebar'><span class='x'>27 October 2025</span></div>"
    assert fields("", aside, url="https://herald.example/a").datePublished is None


def test_a_reference_far_below_the_headline_is_no_date():
    lines = "".join(f"<p>Line {number} of the report</p>" for number in range(80))
    source = "<p>J Harbour Studies. Published online May 22, 2019, pages 4 to 17, with a table.</p>"
    article = fields("", f"<h1>Harbour vote today</h1>{lines}{source}", url="https://herald.example/a")
    assert article.datePublished is None


def test_date_in_the_address_is_the_last_resort():
    article = fields("", "<h1>Council votes on the harbour</h1>")
    assert article.datePublished == "2025-10-27T00:00:00"
    assert article.metadata.datePublishedSource == "url"


def test_copyright_years_are_no_dates():
    article = fields("", "<h1>Harbour vote today</h1><p>© 5 May 2025 Herald</p>", url="https://herald.example/a")
    assert article.datePublished is None
