"""robots.txt is obeyed, whatever comes in place of it."""

from pathlib import Path

import pytest

from newscrawl.fates import Reason
from newscrawl.storage import Store, site_of
from newscrawl.web.robots_rules import robots_rules
from tests.spiders.running import Crawl
from tests.spiders.serving import NO_ANSWER, Site, links

HERE = "https://example.org"


def home(site: Site) -> None:
    site.page("/", links([site.article(1), site.article(2)]))


@pytest.mark.parametrize("status", [NO_ANSWER, 500, 429])
def test_nothing_is_asked_for_where_robots_txt_cannot_be_read(crawl: Crawl, site: Site, status: int) -> None:
    home(site)
    site.page("/robots.txt", "", status)
    result = crawl()
    assert result["paths"] == []
    assert set(site.asked) == {"/robots.txt"}
    assert result["stats"]["newscrawl/robots/unreadable"] == 1


def test_a_robots_txt_that_cannot_be_read_forbids_nothing_for_good(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    home(site)
    site.page("/robots.txt", "", NO_ANSWER)
    crawl()
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        fates = store.fates.counts(site_of(site.url))
        assert fates == {Reason.FAILED: 1}, "what was guessed at is no loss"
        note = store.fates.find(site.url)
    assert note is not None
    assert note.detail.startswith("robots.txt cannot be read (")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_all_is_allowed_where_there_is_no_robots_txt(crawl: Crawl, site: Site, status: int) -> None:
    home(site)
    site.page("/robots.txt", "", status)
    assert len(crawl()["paths"]) == 2


def test_endless_redirects_of_robots_txt_are_left_after_five(crawl: Crawl, site: Site) -> None:
    home(site)
    site.page("/robots.txt", "", 302, Location="/robots.txt")
    assert len(crawl()["paths"]) == 2
    assert site.asked["/robots.txt"] <= 6


def test_rules_behind_redirects_are_obeyed(crawl: Crawl, site: Site) -> None:
    home(site)
    for hop in range(5):
        site.page("/robots.txt" if hop == 0 else f"/r{hop}", "", 302, Location=f"/r{hop + 1}")
    site.file("/r5", "text/plain", "User-agent: *\nDisallow: /news/")
    assert crawl()["paths"] == []


@pytest.mark.parametrize(
    "name", ["newscrawl", "newscrawl/0.1.0", "Newscrawl/9", "NEWSCRAWL", "newscrawl/0.1.0 (+https://example.org/)"]
)
def test_rules_with_our_name_are_for_us_and_come_before_those_for_all(name: str) -> None:
    rules = robots_rules(200, f"User-agent: *\nAllow: /\n\nUser-Agent : {name}\nDisallow: /no/".encode())
    assert not rules.can_fetch(f"{HERE}/no/a", "newscrawl")
    assert rules.can_fetch(f"{HERE}/yes", "newscrawl")


@pytest.mark.parametrize("name", ["newscrawler/1.0", "othernewscrawl", "other/newscrawl", "news-crawl"])
def test_rules_for_others_are_not_for_us(name: str) -> None:
    rules = robots_rules(200, f"User-agent: {name}\nDisallow: /".encode())
    assert rules.can_fetch(f"{HERE}/a", "newscrawl")


@pytest.mark.parametrize(("status", "allowed"), [(None, False), (500, False), (503, False), (429, False), (404, True)])
def test_the_answer_decides_where_there_are_no_rules(status: int | None, allowed: bool) -> None:
    body = b"User-agent: *\nDisallow: /a" if allowed else b""
    assert robots_rules(status, body).can_fetch(f"{HERE}/a", "newscrawl") is allowed


def test_only_the_first_half_megabyte_counts() -> None:
    body = b"User-agent: *\nDisallow: /first\n" + b"# padding\n" * 60_000 + b"Disallow: /last\n"
    rules = robots_rules(200, body)
    assert not rules.can_fetch(f"{HERE}/first", "newscrawl")
    assert rules.can_fetch(f"{HERE}/last", "newscrawl")


def test_a_byte_order_mark_hides_no_rule() -> None:
    assert not robots_rules(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /").can_fetch(f"{HERE}/a", "newscrawl")
