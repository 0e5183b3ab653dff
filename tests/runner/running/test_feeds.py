"""Feeds read the store: what one has not shown the next one shows, whatever became of file or process."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from scrapy.settings import Settings

from newscrawl.errors import BadInput
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.feeds import in_feeds, in_folder, in_one_file
from newscrawl.runner.running.run_settings import project_settings
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.storage import Store
from tests.cli.test_crawl_list import small_site
from tests.spiders.serving import links, serving
from tests.storage.builders import article

Run = Callable[..., "CompletedProcess[str]"]
CRAWLS = [Crawl("news", {"url": f"https://{name}.example/"}) for name in "ab"]
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def uris(crawls: list[Crawl]) -> list[str]:
    return [uri for crawl in crawls for uri in crawl.settings["FEEDS"]]


def urls_in(feed: Path) -> list[str]:
    return [json.loads(line)["canonicalUrl"] for line in feed.read_text("utf-8").splitlines()]


def test_a_single_crawl_writes_its_feed_itself() -> None:
    (crawl,) = in_one_file(CRAWLS[:1], Path("100%.csv"), stored=False).crawls
    assert crawl.settings["FEEDS"]["100%.csv"]["format"] == "csv"


def test_without_a_feed_each_site_has_a_file_of_its_own() -> None:
    feeds = in_folder(CRAWLS, Path("output"), NOW)
    assert uris(feeds.crawls) == ["output/a.example-%(time)s.jsonl", "output/b.example-%(time)s.jsonl"]


def test_a_listed_site_has_a_file_a_day_and_none_where_feeds_are_off() -> None:
    listed = [Crawl("news", {"url": "https://a.example/"}, entry=SiteEntry(url="https://a.example/"))]
    assert uris(in_folder(listed, Path("there"), NOW).crawls) == ["there/a.example-2026-05-01.jsonl"]
    assert uris(in_folder(listed, None, NOW).crawls) == []


def test_several_crawls_in_one_table_or_without_a_store_are_refused() -> None:
    with pytest.raises(BadInput, match=r"\.jsonl only"):
        in_one_file(CRAWLS, Path("out.csv"), stored=True)
    with pytest.raises(BadInput, match="by way of a store"):
        in_one_file(CRAWLS, Path("out.jsonl"), stored=False)


OWN = {"FEEDS": {"own-%(site)s.csv": {"format": "csv"}}, "NEWSCRAWL_STORE": "sqlite:///x.db"}
TO_ONE_FILE = {"FEEDS": '{"own.csv": {"format": "csv"}}'}


def test_feeds_of_the_users_own_settings_are_kept_beside_the_commands() -> None:
    own = project_settings(OWN)
    assert uris(in_feeds(CRAWLS, None, None, own, NOW).crawls) == ["own-%(site)s.csv"] * 2
    assert uris(in_feeds(CRAWLS[:1], Path("a.jsonl"), None, own, NOW).crawls) == ["own-%(site)s.csv", "a.jsonl"]
    assert uris(in_feeds(CRAWLS[:1], None, Path("there"), own, NOW).crawls) == [
        "own-%(site)s.csv",
        "there/a.example-%(time)s.jsonl",
    ]
    assert uris(in_feeds(CRAWLS[:1], None, None, project_settings(TO_ONE_FILE), NOW).crawls) == ["own.csv"]


def test_own_feeds_that_several_sites_would_share_are_refused() -> None:
    with pytest.raises(BadInput, match=r"own\.csv would be one file of several sites"):
        in_feeds(CRAWLS, None, None, project_settings(TO_ONE_FILE), NOW)
    with pytest.raises(BadInput, match="leave --feed out"):
        in_feeds(CRAWLS, Path("a.jsonl"), None, project_settings(OWN), NOW)
    with pytest.raises(BadInput, match=r"FEEDS=articles\.jsonl is no table"):
        project_settings({"FEEDS": "articles.jsonl"})


def note(store: Store, number: int, feed: str) -> str:
    """Store an article that *feed* has to show; return its address."""
    found = article(number)
    store.save_prepared([store.prepare(found, feed=feed)])
    return str(found.canonicalUrl)


def test_one_file_of_several_crawls_shows_what_is_theirs_once(tmp_path: Path) -> None:
    feed = tmp_path / "all.jsonl"
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        mine = [note(store, 1, "a.example"), note(store, 2, "b.example")]
        note(store, 3, "c.example")
        feeds = in_one_file(CRAWLS, feed, stored=True)
        assert feeds.finish(store, Settings()) is None
        assert urls_in(feed) == mine
        assert feeds.finish(store, Settings()) is None
        assert urls_in(feed) == []


def test_one_file_that_cannot_be_written_is_told_and_shown_next_time(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        mine = [note(store, 1, "a.example")]
        assert "was not written" in (
            in_one_file(CRAWLS, tmp_path / "no/all.jsonl", stored=True).finish(store, Settings()) or ""
        )
        assert in_one_file(CRAWLS, tmp_path / "all.jsonl", stored=True).finish(store, Settings()) is None
    assert urls_in(tmp_path / "all.jsonl") == mine


def test_a_feed_shows_new_and_changed_articles_once(newscrawl: Run, tmp_path: Path) -> None:
    site = small_site()
    with serving(site):
        assert newscrawl("crawl", site.url, "--feed", "one.jsonl").returncode == 0
        site.page("/", links([site.article(number, text="x " * 300) for number in (3,)]) + site.pages["/"][2])
        done = newscrawl("crawl", site.url, "--feed", "two.jsonl", "--set", "NEWSCRAWL_REVISIT=never")
    first, second = urls_in(tmp_path / "one.jsonl"), urls_in(tmp_path / "two.jsonl")
    assert len(first) == len(set(first)) == 3
    assert [url.rpartition("-")[2] for url in second] == ["10003"], done.stderr


def test_a_feed_that_cannot_be_written_is_trouble_and_the_next_one_shows_it(newscrawl: Run, tmp_path: Path) -> None:
    with serving(small_site()) as site:
        (tmp_path / "taken").mkdir()
        (tmp_path / "taken/one.jsonl").mkdir()
        done = newscrawl("crawl", site.url, "--feed", "taken/one.jsonl")
        assert done.returncode == 1
        assert "the feed was not written" in done.stderr
        assert list((tmp_path / "taken").iterdir()) == [tmp_path / "taken/one.jsonl"]
        assert newscrawl("crawl", site.url, "--feed", "two.jsonl").returncode == 0
    assert len(urls_in(tmp_path / "two.jsonl")) == 3
