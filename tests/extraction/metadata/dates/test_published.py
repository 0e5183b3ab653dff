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


def test_date_in_the_address_is_the_last_resort_and_a_day_without_a_time():
    article = fields("", "<h1>Council votes on the harbour</h1>")
    assert article.datePublished == "2025-10-27"
    assert article.metadata.datePublishedSource == "url"


def test_copyright_years_are_no_dates():
    article = fields("", "<h1>Harbour vote today</h1><p>© 5 May 2025 Herald</p>", url="https://herald.example/a")
    assert article.datePublished is None


ARTICLE = "https://herald.example/news/harbour-vote-48213"
HEADLINE = "<h1>Council votes on the harbour</h1>"


def dated(body, url=ARTICLE, lang="en", head=""):
    """Return datePublished and dateModified of a page with *body*."""
    article = fields(head, body, url=url, lang=lang)
    return article.datePublished, article.dateModified


def day(body, **page):
    """Return the day of publication of a page with *body*, `None` where it has none."""
    return (dated(body, **page)[0] or "")[:10] or None


@pytest.mark.parametrize(
    "sentence",
    [
        "<p>The next meeting is on 14 May 2030.</p>",
        "<p>The next meeting is on <b>14 May 2030</b> at noon.</p>",
        "<p>It opened on <span>14 May 1958</span> before the king.</p>",
        "<p>Le vieux quai fut inauguré le 14 mai 1958.</p>",
        "<p>The law, published on 14 May 1958, still holds.</p>",
        "<h2>What has changed since 1 January 2018</h2>",
    ],
)
def test_a_sentence_s_date_is_no_date_of_publication(sentence):
    assert day(HEADLINE + sentence) is None
    assert day(HEADLINE + sentence, url="https://herald.example/2024/11/07/harbour-vote") == "2024-11-07"


def test_dates_of_comments_and_copyright_lines_are_none():
    comments = "<div class='comments'><p>Ann, <time datetime='2024-05-02'>2 May 2024</time></p></div>"
    assert day(HEADLINE + "<p>The council has voted.</p>" + comments + "<p>© 2 May 2024 Herald</p>") is None


@pytest.mark.parametrize(
    "line",
    [
        "<p>Published 5 March 2024 09:10 | Updated 6 March 2024 14:45</p>",
        "<p>Updated 6 March 2024 14:45 | First published 5 March 2024 09:10</p>",
        "<p><span>Last updated: 6 March 2024, 14:45</span> <span>Published: 5 March 2024, 09:10</span></p>",
        "<p><span>Updated</span> <span>6 March 2024, 14:45</span></p>"
        "<p><span>Published</span> <b>5 March 2024, 09:10</b></p>",
        "<p>Published 5 March 2024 09:10 – <time class='date-modified' datetime='2024-03-06T14:45'>6 March</time></p>",
        "<p><time class='updated' datetime='2024-03-06T14:45'>6 March</time>"
        "<time class='entry-date published' datetime='2024-03-05T09:10'>5 March</time></p>",
        "<time itemprop='dateModified' datetime='2024-03-06T14:45'>05/03/2024 09:10 | Updated 06/03/2024 14:45</time>",
        "<p>Modifié le 6 mars 2024 à 14h45 | Créé le 5 mars 2024 à 9h10</p>",
        "<p>입력 2024.03.05. 오전 9:10 수정 2024.03.06. 오후 2:45</p>",
    ],
)
def test_the_last_change_is_told_apart_from_the_publication(line):
    assert dated(HEADLINE + line, lang="en-GB") == ("2024-03-05T09:10:00", "2024-03-06T14:45:00")


def test_where_only_the_last_change_is_told_the_record_says_so():
    article = fields("", HEADLINE + "<p>Last updated: 6 March 2024</p>", url=ARTICLE)
    assert article.datePublished == article.dateModified == "2024-03-06T00:00:00"
    assert article.metadata.datePublishedSource == "modified"


def test_a_ticker_above_the_article_is_not_the_article_s():
    ticker = "".join(
        f"<div><time class='published' datetime='2024-09-1{n}T08:00'>1{n} Sept</time> "
        f"<a href='/z{n}'>Bakery wins national prize for rye loaf</a></div>"
        for n in range(3)
    )
    own = "<p class='meta'><time class='published' datetime='2024-03-05T09:10'>5 March</time></p>"
    assert day(f"<section class='latest'>{ticker}</section><article>{HEADLINE}{own}</article>") == "2024-03-05"


def test_a_date_right_above_the_headline_is_the_article_s():
    assert day(f"<article><p>5 March 2024</p>{HEADLINE}</article>") == "2024-03-05"


@pytest.mark.parametrize("nothing", ["1970-01-01T00:00:00+00:00", "1900-01-01", "0001-01-01T00:00:00Z", "2099-12-31"])
def test_a_placeholder_gives_way_to_the_printed_date(nothing):
    head = json_ld(json.dumps({"@type": "NewsArticle", "datePublished": nothing}))
    assert day(f"{HEADLINE}<p>Published 5 March 2024</p>", head=head) == "2024-03-05"


def test_a_printed_date_under_a_wrong_language():
    assert day(f"{HEADLINE}<p>Publié le 18 juin 2024 à 7h30</p>", lang="en-US") == "2024-06-18"


def test_a_zone_s_name_is_read_by_the_site_s_country():
    line = f"{HEADLINE}<p>Published: February 03, 2018 07:18 IST</p>"
    assert dated(line, url="https://www.kaveri.in/news/1")[0] == "2018-02-03T07:18:00+05:30"
    assert dated(line, url="https://www.haaretz.co.il/news/1")[0] == "2018-02-03T07:18:00+02:00"


def test_an_instant_in_utc_is_told_in_the_country_s_time():
    head = meta("article:published_time", "2023-11-01T23:01:00Z")
    assert dated(HEADLINE, url="https://www.gazzetta.it/esteri/voto", head=head)[0] == "2023-11-02T00:01:00+01:00"


@pytest.mark.parametrize(
    ("head", "body", "precision"),
    [
        (meta("article:published_time", "2024-03-05"), "", "day"),
        (meta("article:published_time", "2024-03-05T09:10Z"), "", "minute"),
        (meta("article:published_time", "2024-03-05T09:10:11Z"), "", "second"),
        (meta("article:published_time", "2024-03-05"), "<p>Published 5 March 2024, 09:10</p>", "minute"),
        ("", "<p>5 March 2024 at 10 a.m.</p>", "hour"),
        ("", "<p>5 March 2024</p>", "day"),
    ],
)
def test_the_record_says_how_exactly_the_date_is_told(head, body, precision):
    assert fields(head, HEADLINE + body, url=ARTICLE).metadata.datePublishedPrecision == precision


def test_no_page_without_a_date_has_a_precision():
    assert fields("", HEADLINE, url=ARTICLE).metadata is None


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://herald.example/news/29-10-2021", "2021-10-29"),
        ("https://herald.example/2024/5/6/vote", "2024-05-06"),
        ("https://herald.example/energy/2015/08/150803-offices", None),
        ("https://web.archive.org/web/20130307013442/http://herald.example/2008/05/26/vote.html", "2008-05-26"),
        ("https://web.archive.org/web/20130307013442/http://herald.example/vote.html", None),
        ("https://herald.example/vote-20251027145127-1", "2025-10-27"),
    ],
)
def test_dates_in_addresses(url, found):
    assert day(HEADLINE, url=url) == found


def test_a_meta_that_holds_its_content_as_value():
    assert day(HEADLINE, head="<meta name='article:published_time' value='2024-03-05T09:10Z'>") == "2024-03-05"


def test_a_list_of_dated_entries_far_below_gives_no_date():
    entries = "".join(f"<p class='x-date'>{n} March 2024</p>" for n in range(1, 9))
    text = "".join(f"<p>Line {number} of the report.</p>" for number in range(40))
    assert day(HEADLINE + text + entries) is None
