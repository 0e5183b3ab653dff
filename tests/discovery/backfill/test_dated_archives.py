"""Archives by month, day and year are learned from a site's own links, and tried before they are walked."""

import pytest

from newscrawl.discovery.backfill.dated_archives import PROBES, DatedArchives, archive_of
from newscrawl.web.calendar_months import Month, Period

SITE = "https://news.example"
PERIOD = Period(Month(2018, 1), Month(2019, 12))


@pytest.mark.parametrize(
    ("link", "march"),
    [
        ("/2026/11/", "/2019/03/"),
        ("/2026/9/", "/2019/3/"),
        ("/archive/2026-11.html", "/archive/2019-03.html"),
        ("/archives-202611/", "/archives-201903/"),
        ("/archive/2026/11/index.html", "/archive/2019/03/index.html"),
        ("/archive?month=2026-11", "/archive?month=2019-03"),
        ("/?m=202611", "/?m=201903"),
        ("/news?year=2026&month=9", "/news?year=2019&month=3"),
        ("/archive/2026/", "/archive/2019/"),
        ("/day/2026-11-24", "/day/2019-03-01"),
        ("/archive/2026/november/", "/archive/2019/march/"),
        ("/2026/nov", "/2019/mar"),
        ("/Archives/September-2026.html", "/Archives/March-2019.html"),
        ("/archives/mars-2026/", "/archives/mars-2019/"),
        ("/2026/ao%C3%BBt/", "/2019/mars/"),
        ("/2026-dezember-24/", "/2019-m%C3%A4rz-01/"),
        ("/archiv/2026/dezember/", "/archiv/2019/m%C3%A4rz/"),
    ],
)
def test_a_link_tells_the_addresses_of_other_months(link: str, march: str) -> None:
    found = archive_of(SITE + link)
    assert found is not None
    assert found[0].urls(Month(2019, 3))[0] == SITE + march


@pytest.mark.parametrize(
    "link",
    ["/2026/11/24/the-harbour-vote", "/news/2026-budget", "/a/123456", "/2026/13/", "/2026/politics/", "/may/a-1"],
)
def test_other_addresses_are_of_no_archive(link: str) -> None:
    assert archive_of(SITE + link) is None


def test_some_months_are_tried_first_and_the_others_where_one_lists_articles() -> None:
    archives = DatedArchives(PERIOD)
    archives.learn([f"{SITE}/2026/11/", f"{SITE}/2026/10/"])
    tried = archives.take()
    assert len(tried) == PROBES
    assert (tried[0], tried[-1]) == (f"{SITE}/2019/12/", f"{SITE}/2018/01/")
    archives.found(tried[0], 0)
    assert archives.take() == []
    archives.found(tried[2], 3)
    others = archives.take()
    assert sorted({*tried, *others}) == sorted(f"{SITE}/{month.year}/{month.month:02}/" for month in PERIOD)
    assert others == sorted(others, reverse=True)
    archives.found(tried[3], 3)
    archives.learn([f"{SITE}/2026/9/"])
    assert archives.take() == []


@pytest.mark.parametrize(
    ("links", "october"),
    [
        (["/2026/november/", "/2026/oktober/", "/2026/dezember/"], "/2018/oktober/"),
        (["/2026/novembre/", "/2026/ottobre/"], "/2018/ottobre/"),
        (["/2026/novembre/", "/2026/octobre/", "/2026/aout/"], "/2018/octobre/"),
    ],
)
def test_several_names_tell_the_language(links: list[str], october: str) -> None:
    archives = DatedArchives(Period(Month(2018, 10), Month(2018, 10)))
    archives.learn([SITE + link for link in links])
    assert archives.take()[0] == SITE + october


def test_one_name_of_several_languages_tries_some() -> None:
    archives = DatedArchives(PERIOD)
    archives.learn([f"{SITE}/2026/november/"])
    tried = archives.take()
    assert len(tried) == 2 * PROBES
    english = [url for url in tried if url.endswith("/december/")]
    archives.found(english[0], 3)
    assert f"{SITE}/2019/march/" in [*tried, *archives.take()]
    archives.learn([f"{SITE}/2026/oktober/"])
    assert archives.take() == []


def test_days_are_asked_for_only_where_no_months_have_pages() -> None:
    links = [f"{SITE}/day/2026-11-24", f"{SITE}/2026/11/"]
    with_months, without = DatedArchives(PERIOD), DatedArchives(PERIOD)
    for archives in (with_months, without):
        archives.learn(links)
    with_months.found(with_months.take()[0], 5)
    without.take()
    assert all("/day/" not in url for url in (*with_months.take(), *with_months.take_days()))
    assert without.take_days()[0] == f"{SITE}/day/2019-12-31"
