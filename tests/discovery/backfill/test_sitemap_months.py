"""Which entries of sitemaps may lie in a period."""

from datetime import UTC, datetime

import pytest

from newscrawl.discovery.backfill.address_months import month_of_address, months_of_address
from newscrawl.discovery.backfill.sitemap_months import articles_within, children_within
from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.web.calendar_months import Month, Period

SITE = "https://news.example"
YEAR = Period(Month(2019, 1), Month(2019, 12))


def entry(path: str, modified: str | None = None) -> Candidate:
    return Candidate(
        url=SITE + path, modified=datetime.fromisoformat(modified).replace(tzinfo=UTC) if modified else None
    )


def paths(entries: list[Candidate]) -> list[str]:
    return [one.url.removeprefix(SITE) for one in entries]


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("/sitemap-2019-03.xml", "2019-03"),
        ("/sitemaps/2019/3.xml.gz", "2019-03"),
        ("/sitemap_201903.xml", "2019-03"),
        ("/sitemap-20190314.xml", "2019-03"),
        ("/sitemap.xml?yyyy=2019&mm=03&dd=14", "2019-03"),
        ("/2019/03/14/the-harbour", "2019-03"),
        ("/archive?month=2019-03", "2019-03"),
        ("/sitemap-2019.xml", None),
        ("/posts-1201903.xml", None),
        ("/a/20190314153012", None),
    ],
)
def test_an_address_names_its_month(path: str, month: str | None) -> None:
    found = month_of_address(SITE + path)
    assert (str(found) if found else None) == month


def test_an_address_names_a_year() -> None:
    assert months_of_address(f"{SITE}/sitemap-2019.xml") == YEAR
    assert months_of_address(f"{SITE}/sitemap-7.xml") is None


def test_sitemaps_named_by_other_months_are_left() -> None:
    index = [
        entry("/map-2018-12.xml"),
        entry("/map-2019-01.xml", "2026-11-25"),
        entry("/map-2020.xml"),
        entry("/news.xml"),
    ]
    found = children_within(index, YEAR)
    assert paths(found.within) == ["/map-2019-01.xml", "/news.xml"]
    assert paths(found.others) == ["/map-2018-12.xml", "/map-2020.xml"]


def test_numbers_that_count_are_no_years() -> None:
    index = [entry(f"/map-{number}.xml") for number in (1, 2, 2018, 2021)]
    assert children_within(index, YEAR).others == []


def test_what_was_last_changed_before_the_period_has_nothing_of_it() -> None:
    index = [entry("/a.xml", "2017-05-01"), entry("/b.xml", "2026-11-01"), entry("/c.xml", "2018-03-01")]
    assert paths(children_within(index, YEAR).within) == ["/b.xml"]


@pytest.mark.parametrize("step", [1, -1])
def test_where_times_rise_all_along_a_sitemap_begins_where_the_one_before_ended(step: int) -> None:
    index = [entry(f"/part-{place}.xml", f"{2015 + place}-12-28") for place in range(11)][::step]
    assert sorted(paths(children_within(index, YEAR).within)) == ["/part-4.xml", "/part-5.xml"]


def test_times_all_on_one_day_tell_nothing() -> None:
    index = [entry(f"/{name}.xml", "2026-11-25") for name in "abcd"]
    assert len(children_within(index, YEAR).within) == 4
    early = [entry(f"/story-{name}", "2016-01-01") for name in "abcd"]
    found = articles_within(early, YEAR)
    assert len(found.within) == 4
    assert {one.modified for one in found.within} == {None}


def test_articles_are_sorted_by_address_then_by_last_change() -> None:
    found = articles_within(
        [
            entry("/2019/05/story-a", "2026-01-01"),
            entry("/2018/05/story-b", "2019-02-01"),
            entry("/story-c", "2019-06-01"),
            entry("/story-d", "2018-11-01"),
            entry("/story-e", "2020-01-20"),
            entry("/story-f", "2024-05-01"),
        ],
        YEAR,
    )
    assert paths(found.within) == ["/2019/05/story-a", "/story-c", "/story-e"]
    assert paths(found.others) == ["/2018/05/story-b", "/story-d"]
    assert paths(found.changed_later) == ["/story-f"]
