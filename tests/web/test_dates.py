import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.dates import parse_date
from tests.extraction.field_pages import fields, json_ld, meta


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-10-27T08:59:03+01:00", "2025-10-27T08:59:03+01:00"),
        ("2025-10-27T08:59:03.120Z", "2025-10-27T08:59:03.120000+00:00"),
        ("2025-10-27T08:59:03.1234567Z", "2025-10-27T08:59:03.123456+00:00"),
        ("2025-10-27 08:59:03 +0100", "2025-10-27T08:59:03+01:00"),
        ("2025-10-27T08:59", "2025-10-27T08:59:00"),
        ("2025-10-27", "2025-10-27T00:00:00"),
        ("20251027T085903Z", "2025-10-27T08:59:03+00:00"),
        ("Mon, 27 Oct 2025 08:59:03 GMT", "2025-10-27T08:59:03+00:00"),
        ("Mon Oct 27 2025 08:59:03 GMT+0100 (CET)", "2025-10-27T08:59:03+01:00"),
        ("1761555543", "2025-10-27T08:59:03+00:00"),
        ("1761555543120", "2025-10-27T08:59:03+00:00"),
    ],
)
def test_dates_for_machines(text, expected):
    assert parse_date(text).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("mardi 05 août 2025 à 08:59", "fr", "2025-08-05T08:59:00"),
        ("Publié mardi 05 août 2025 à 08h59", "fr", "2025-08-05T08:59:00"),
        ("Published: August 5, 2025 at 3:04 p.m.", "en", "2025-08-05T15:04:00"),
        ("Posted on Aug. 5th, 2025 by Jane Doe", "en", "2025-08-05T00:00:00"),
        ("08/05/2025", "en-US", "2025-08-05T00:00:00"),
        ("08/05/2025", "fr", "2025-05-08T00:00:00"),
        ("05.08.2025, 08:59 Uhr", "de", "2025-08-05T08:59:00"),
        ("Di 05.08.25 | 14:07 Uhr", "de", "2025-08-05T14:07:00"),
        ("5 de agosto de 2025 a las 8:59", "es", "2025-08-05T08:59:00"),
        ("5 августа 2025, 08:59", "ru", "2025-08-05T08:59:00"),
        ("5 Ağustos 2025", "tr", "2025-08-05T00:00:00"),
        ("2025年8月5日 8時59分", "ja", "2025-08-05T08:59:00"),
        ("2025. 8. 5. 오전 8:59", "ko", "2025-08-05T08:59:00"),
    ],
)
def test_printed_dates(text, language, expected):
    assert parse_date(text, language).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2 hours ago",
        "August 2025",
        "5 August",
        "Copyright 2025",
        "2025-13-45",
        "99:99",
        "0000-00-00",
        "2025-10-27T99:00:00Z",
        "x" * 10_000,
        "1" * 10_000,
        "call 555-2025-10 now",
    ],
)
def test_what_is_no_whole_date_is_none(text):
    assert parse_date(text, "en") is None


def test_time_zone_holds_where_the_text_names_none():
    assert parse_date("5 août 2025 à 08:59", "fr", "Africa/Bamako").isoformat() == "2025-08-05T08:59:00+00:00"
    assert parse_date("2025-08-05T08:59", timezone="Europe/Paris").isoformat() == "2025-08-05T08:59:00+02:00"
    assert parse_date("2025-08-05T08:59Z", timezone="Europe/Paris").utcoffset() == timedelta(0)
    assert parse_date("2025-08-05T08:59", timezone="Nowhere/Land") is None


def test_a_printed_zone_is_kept():
    moment = parse_date("August 5, 2025 3:04 PM EDT", "en")
    assert moment.astimezone(UTC) == datetime(2025, 8, 5, 19, 4, tzinfo=UTC)


def test_threads_agree():
    texts = [f"{day} août 2025 à 08:59" for day in range(1, 29)] * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: parse_date(text, "fr"), texts))
    assert found == [datetime(2025, 8, day, 8, 59) for day in range(1, 29)] * 4


OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=OFFSETS))
def test_iso_dates_come_back_as_they_are(moment):
    assert parse_date(moment.isoformat()) == moment


@given(st.text(max_size=60))
def test_any_text_gives_a_date_or_none(text):
    parse_date(text, "en")


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


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "2023-03-10"), ("en-US", "2023-03-10"), ("en-GB", "2023-10-03"), ("en_AU", "2023-10-03")],
)
def test_english_figures_follow_the_region_s_order(language, day):
    moment = parse_date("03/10/2023", language)
    assert moment is not None
    assert moment.date().isoformat() == day


def test_worded_dates_read_in_regional_english():
    assert parse_date("3 October 2023", "en-GB") == datetime(2023, 10, 3)
