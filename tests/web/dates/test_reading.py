from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.dates import find_dates, parse_date, read_date, utc_date


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
        ("Mon Oct 27 08:59:03 CET 2025", "2025-10-27T08:59:03+01:00"),
        ("Mon, 27 Oct 2025 08:59:03 +01:00", "2025-10-27T08:59:03+01:00"),
        ("Mon, 27 Jul 2025 08:59:03 MET", "2025-07-27T08:59:03+02:00"),
        ("2025-10-27T08:59:03 Europe/Paris", "2025-10-27T08:59:03+01:00"),
        ("2025-10-27T08:59:03+01:00[Europe/Paris]", "2025-10-27T08:59:03+01:00"),
        ("2026-11-24T05:38+01", "2026-11-24T05:38:00+01:00"),
        ("2026-11-24T05+01", "2026-11-24T05:00:00+01:00"),
        ("20240305091000", "2024-03-05T09:10:00"),
        ("202403050910", "2024-03-05T09:10:00"),
        ("1709629800.0", "2024-03-05T09:10:00+00:00"),
        ("/Date(1709629800000)/", "2024-03-05T09:10:00+00:00"),
        ("2024/03/05 09:10:00 PM", "2024-03-05T21:10:00"),
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
        ("입력 2025.08.05. 오후 3:15", "ko", "2025-08-05T15:15:00"),
        ("2025年8月5日 下午3:15", "zh", "2025-08-05T15:15:00"),
        ("2025年8月5日 上午12:05", "zh", "2025-08-05T00:05:00"),
        ("民國114年8月5日", "zh", "2025-08-05T00:00:00"),
        ("令和7年8月5日", "ja", "2025-08-05T00:00:00"),
        ("Publié le 5 août 2025 à 10h", "fr", "2025-08-05T10:00:00"),
        ("Le 5 août 2025 à 18 h", "fr", "2025-08-05T18:00:00"),
        ("August 5, 2025 at 10 a.m.", "en", "2025-08-05T10:00:00"),
        ("5. August 2025, 10 Uhr", "de", "2025-08-05T10:00:00"),
        ("5.8.2025 klo 10.30", "fi", "2025-08-05T10:30:00"),
        ("5 agosto 2025 alle ore 10", "it", "2025-08-05T10:00:00"),
        ("9h10 - 5 août 2025", "fr", "2025-08-05T09:10:00"),
        ("10:05AM Aug 5, 2025", "en", "2025-08-05T10:05:00"),
        ("5 Aug 25, 09:10", "en", "2025-08-05T09:10:00"),
        ("05/08/25 à 09h10", "fr", "2025-08-05T09:10:00"),
        ("25/08/05 09:10", "ko", "2025-08-05T09:10:00"),
        ("6 มิถุนายน 2567", "th", "2024-06-06T00:00:00"),
        ("๖ มิ.ย. ๒๕๖๗ เวลา ๑๔:๓๐ น.", "th", "2024-06-06T14:30:00"),
        ("06/06/67 14:30", "th", "2024-06-06T14:30:00"),
        ("۱۴۰۲/۱۲/۱۵ ۱۴:۵۲", "fa", "2024-03-05T14:52:00"),
        ("سه‌شنبه ۱۵ اسفند ۱۴۰۲ - ۱۴:۵۲", "fa", "2024-03-05T14:52:00"),
        ("५ मार्च २०२४", "hi", "2024-03-05T00:00:00"),
        ("০৫ মার্চ ২০২৪", "bn", "2024-03-05T00:00:00"),
        ("Thứ ba, ngày 5 tháng 3 năm 2024, 09:10", "vi", "2024-03-05T09:10:00"),
        ("الثلاثاء، 5 آذار/مارس 2024", "ar", "2024-03-05T00:00:00"),
        ("الثلاثاء ٥ مارس ٢٠٢٤ - ٣:١٥ م", "ar", "2024-03-05T15:15:00"),
        ("2024. gada 5. marts", "lv", "2024-03-05T00:00:00"),
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
        "1970-01-01T00:00:00+00:00",
        "1970-01-01T01:00:00+01:00",
        "1900-01-01",
        "0001-01-01T00:00:00Z",
        "2099-12-31",
        "31 February 2025",
        "24 hours of Le Mans 2024",
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


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("July 3, 2024, 10:00 a.m. ET", -4),
        ("January 3, 2024, 10:00 a.m. ET", -5),
        ("July 3, 2024 10 a.m. PT", -7),
        ("July 3, 2024 10:00 AM Eastern Time", -4),
        ("3 July 2024 10:00 CEST", 2),
        ("Published 09:10 GMT 5 March 2024", 0),
        ("09:10, 5 March 2024 CET", 1),
        ("05/03/2024 09:10 (GMT+7)", 7),
    ],
)
def test_names_of_zones_by_the_date_s_summer_time(text, offset):
    assert parse_date(text, "en").utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize(
    ("home", "offset"),
    [("Asia/Kolkata", 330), ("Asia/Jerusalem", 120), ("Europe/Dublin", 0), (None, 330), ("Europe/Paris", 330)],
)
def test_a_name_that_several_places_use_is_the_site_s_own(home, offset):
    moment = parse_date("Published: February 03, 2018 07:18 IST", "en", home)
    assert moment.utcoffset() == timedelta(minutes=offset)


@pytest.mark.parametrize("stated", ["en", "en-US", "fr", "ja", "xx", None])
def test_a_wrong_language_stops_no_month_of_the_true_one(stated):
    for text in ("18 juin 2024 à 7h30", "18. Juni 2024", "18 de junho de 2024", "18 Haziran 2024", "१८ जून २०२४"):
        assert parse_date(text, stated).date() == datetime(2024, 6, 18).date()


def test_a_month_about_which_languages_are_at_odds_is_the_stated_language_s():
    assert parse_date("5 listopada 2024", "pl") == datetime(2024, 11, 5)
    assert parse_date("5 listopada 2024", "hr") == datetime(2024, 10, 5)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2024-03-05", "day"),
        ("5 mars 2024", "day"),
        ("5 mars 2024 à 10h", "hour"),
        ("2024-03-05T10+01", "hour"),
        ("5 mars 2024 à 10h00", "minute"),
        ("2024-03-05T00:00", "minute"),
        ("2024-03-05T10:00:00Z", "second"),
        ("5 March 2024 10:00:33", "second"),
        ("1709629800", "second"),
    ],
)
def test_how_exactly_a_date_is_told(text, precision):
    assert read_date(text, "fr").precision == precision


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("Posted March 5, 2024 9:10 a.m. Updated March 6, 2024", ["2024-03-05T09:10", "2024-03-06T00:00"]),
        ("5 March 2024 09:10 | 6 March 2024 14:45", ["2024-03-05T09:10", "2024-03-06T14:45"]),
        ("09:10 - 5 March 2024 | 14:45 - 6 March 2024", ["2024-03-05T09:10", "2024-03-06T14:45"]),
        ("5 March 2024 | 14:45 6 March 2024", ["2024-03-05T14:45", "2024-03-06T00:00"]),
    ],
)
def test_each_time_of_day_is_one_date_s(text, moments):
    assert [date.moment.isoformat(timespec="minutes") for _, _, date in find_dates(text, "en")] == moments


@pytest.mark.parametrize("text", ["", "12 of 2024 voters", "31/31/2024", "10:30", "1 2 3"])
def test_texts_without_dates_have_none(text):
    assert find_dates(text, "en") == []


def test_the_first_date_of_several_is_read_with_its_own_clock():
    assert parse_date("26/11/2017 01:57 | Mis à jour le 27/11/2017 19:20", "fr") == datetime(2017, 11, 26, 1, 57)
    assert parse_date("26/11/2017 | 27/11/2017 19:20", "fr") == datetime(2017, 11, 26)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-08-05T08:59:00+02:00", datetime(2025, 8, 5, 6, 59, tzinfo=UTC)),
        ("2025-08-05T08:59:00.123Z", datetime(2025, 8, 5, 8, 59, tzinfo=UTC)),
        ("2025-08-05 08:59:00", datetime(2025, 8, 5, 8, 59, tzinfo=UTC)),
        ("2025-08", datetime(2025, 8, 1, tzinfo=UTC)),
        ("2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("Tue, 05 Aug 2025 08:59:00 +01:00", datetime(2025, 8, 5, 7, 59, tzinfo=UTC)),
        ("Tue, 05 Aug 2025 08:59:00 MET", datetime(2025, 8, 5, 6, 59, tzinfo=UTC)),
        ("Tue, 05 Aug 2025 08:59:00 PT", datetime(2025, 8, 5, 15, 59, tzinfo=UTC)),
        ("mar., 05 août 2025 08:59:00 +0100", datetime(2025, 8, 5, 7, 59, tzinfo=UTC)),
        ("5 Aug 2025 08:59:00 -0400", datetime(2025, 8, 5, 12, 59, tzinfo=UTC)),
        ("2025-13-40", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_feeds_and_sitemaps(text, moment):
    assert utc_date(text) == moment


def test_threads_agree():
    texts = [f"{day} août 2025 à 08:59" for day in range(1, 29)] * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: parse_date(text, "fr"), texts))
    assert found == [datetime(2025, 8, day, 8, 59) for day in range(1, 29)] * 4


OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(st.datetimes(datetime(1971, 1, 1), datetime(2059, 12, 30), timezones=OFFSETS))
def test_iso_dates_come_back_as_they_are(moment):
    assert parse_date(moment.isoformat()) == moment


@given(st.text(max_size=60) | st.text("0123456789-/.: TZ+年月日apmh", max_size=30))
def test_any_text_gives_a_date_or_none(text):
    parse_date(text, "en")
    utc_date(text)


DAYS = st.datetimes(datetime(1971, 1, 1), datetime(2059, 12, 30)).map(lambda one: one.replace(second=0, microsecond=0))
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
THAI = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()


@given(DAYS)
def test_every_minute_is_read_as_it_is_printed(when):
    printed = (
        (f"{when.day} {FRENCH[when.month - 1]} {when.year} à {when.hour}h{when.minute:02}", "fr"),
        (f"{when.hour:02}:{when.minute:02} - {when.day} {FRENCH[when.month - 1]} {when.year}", "fr"),
        (when.strftime("%B %d, %Y, %I:%M %p"), "en"),
        (when.strftime("%m/%d/%Y %I:%M %p"), "en-US"),
        (when.strftime("%d.%m.%Y %H.%M Uhr"), "de"),
        (when.strftime("%Y%m%d%H%M00"), None),
        (f"{when.day} {THAI[when.month - 1]} {when.year + 543} {when.hour:02}:{when.minute:02} น.", "th"),
        (f"{when.year}年{when.month}月{when.day}日 {'下午' if when.hour >= 12 else '上午'}{when:%I:%M}", "zh"),
    )
    for text, language in printed:
        assert parse_date(text, language) == when, text


@given(DAYS, OFFSETS)
def test_an_offset_names_the_same_instant_in_every_form(when, zone):
    moment = when.replace(tzinfo=zone)
    stated = moment.isoformat()[-6:]
    for text in (moment.isoformat(), f"{when:%d %b %Y %H:%M:%S} {stated}", f"{when:%d %b %Y %H:%M} (GMT{stated})"):
        assert utc_date(text) == moment, text


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
