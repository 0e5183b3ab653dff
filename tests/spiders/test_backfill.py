"""Backfills of sites on loopback that tell of their past in different ways: what was asked, found and missed."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from newscrawl.seen_by import SeenBy
from newscrawl.storage import Store, site_of
from newscrawl.storage.state.backlog import MonthCount
from newscrawl.storage.state.coverage import seen_articles
from newscrawl.web.calendar_months import Month, Period
from tests.conftest import ROOT
from tests.spiders.serving import Site, links, serving
from tests.waiting import PATIENCE, until

YEARS = Period(Month(2021, 1), Month(2023, 12))
WORDS = "council harbour railway school mayor river market winter bridge hospital museum library".split()


@attrs.define
class Past:
    """A site of three years, an article a month; its front page shows those of the last."""

    site: Site
    articles: dict[Month, str] = attrs.field(factory=dict)

    @classmethod
    def on(cls, site: Site, without: tuple[str, ...] = (), dated: bool = False) -> "Past":
        past = cls(site)
        for place, month in enumerate(YEARS):
            if str(month) in without:
                continue
            slug = f"{WORDS[place % 12]}-opens-again-after-{WORDS[place // 3 % 12]}-vote-{70000 + place}"
            path = f"/{month.year}/{month.month:02}/14/{slug}" if dated else f"/news/{slug}"
            text = " ".join(WORDS[(place + n * (1 + place % 5)) % 12] for n in range(30))
            title = slug[:-6].replace("-", " ").capitalize()
            site.page(
                path,
                f"<title>{title}</title><meta property='og:type' content='article'><main><article><h1>{title}</h1>"
                f"<time datetime='{month}-14T08:00:00+00:00'>14.{month.month}.{month.year}</time>"
                + "".join(f"<p>In part {part} the {text} was told to the {WORDS[place % 12]}.</p>" for part in range(4))
                + "</article></main>",
            )
            past.articles[month] = path
        return past

    def of(self, year: int) -> list[str]:
        return [path for month, path in self.articles.items() if month.year == year]

    def with_sitemaps(self, lastmod: Callable[[Month], str] = lambda month: f"{month}-15") -> "Past":
        """Put up an index that names a sitemap for each month."""
        maps = []
        for month, path in self.articles.items():
            entry = f"<url><loc>{self.site.url[:-1]}{path}</loc><lastmod>{lastmod(month)}</lastmod></url>"
            self.site.file(f"/map-{month}.xml", "application/xml", f"<urlset>{entry}</urlset>")
            maps.append(f"<sitemap><loc>{self.site.url}map-{month}.xml</loc></sitemap>")
        self.site.file("/sitemap.xml", "application/xml", f"<sitemapindex>{''.join(maps)}</sitemapindex>")
        return self

    def asked(self) -> set[Month]:
        """Return the months whose articles were asked for."""
        return {month for month, path in self.articles.items() if self.site.asked[path]}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


def command(site: Site, folder: Path, *words: str) -> list[str]:
    months = [] if "--from" in words or "--calendar" in words else ["--from", "2021-01", "--to", "2023-12"]
    store = ["--store", f"sqlite:///{folder}/store.db", "--feed", f"{folder}/feed.jsonl"]
    unhurried = ["--set", "AUTOTHROTTLE_ENABLED=False", "--set", "RETRY_TIMES=0"]
    return [sys.executable, "-m", "newscrawl", "backfill", site.url, *months, *store, *unhurried, *words]


def backfill(site: Site, folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NEWSCRAWL_CONTACT": "desk@example.org"}
    return subprocess.run(
        command(site, folder, *words), cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE
    )


def calendar(site: Site, folder: Path, period: Period = YEARS) -> list[MonthCount]:
    with Store.open(f"sqlite:///{folder}/store.db") as store:
        return store.backlog.calendar(site_of(site.url), period)


def stored(site: Site, folder: Path) -> int:
    return sum(month.stored for month in calendar(site, folder))


def unsettled(site: Site, folder: Path) -> set[str]:
    """Return the addresses of articles and sitemaps that were asked for and of which the store knows nothing."""
    with Store.open(f"sqlite:///{folder}/store.db") as store:
        seen_to = {note.url for note in store.backlog.notes(site_of(site.url)) if note.reason is not None}
        seen_to |= {article.url for article in store.known(site_of(site.url))}
    return {site.url[:-1] + path for path in site.asked if path.startswith(("/news/", "/map-"))} - seen_to


def test_all_years_are_found_by_the_sitemaps_of_which_listings_show_one(site: Site, tmp_path: Path) -> None:
    past = Past.on(site).with_sitemaps()
    site.page("/", links(past.of(2023)))
    done = backfill(site, tmp_path, "--tsv")
    assert (done.returncode, stored(site, tmp_path)) == (0, 36), done.stderr
    assert done.stdout.splitlines()[1].split("\t")[:3] == ["2021-01", "1", "1"]
    assert max(site.asked.values()) == 1


def test_sitemaps_of_other_months_are_not_asked_for(site: Site, tmp_path: Path) -> None:
    past = Past.on(site, dated=True).with_sitemaps()
    site.page("/", links(past.of(2023)))
    assert backfill(site, tmp_path, "--from", "2022-03", "--to", "2022-05").returncode == 0
    wanted = list(Period(Month(2022, 3), Month(2022, 5)))
    assert past.asked() == set(wanted)
    assert {path for path in site.asked if path.startswith("/map-")} == {f"/map-{month}.xml" for month in wanted}
    site.asked.clear()
    shown = backfill(site, tmp_path, "--calendar", "--json")
    assert [line["month"] for line in json.loads(shown.stdout)] == ["2022-03", "2022-04", "2022-05"]
    assert site.asked.total() == 0


def test_times_that_are_all_of_today_hide_nothing(site: Site, tmp_path: Path) -> None:
    past = Past.on(site)
    entries = (
        f"<url><loc>{site.url[:-1]}{path}</loc><lastmod>2026-11-25</lastmod></url>" for path in past.articles.values()
    )
    site.file("/sitemap.xml", "application/xml", f"<urlset>{''.join(entries)}</urlset>")
    site.page("/", links(past.of(2023)))
    assert backfill(site, tmp_path, "--from", "2021", "--to", "2021").returncode == 0
    assert stored(site, tmp_path) == 12


def test_a_killed_backfill_is_gone_on_with_and_asks_nothing_twice(site: Site, tmp_path: Path) -> None:
    past = Past.on(site).with_sitemaps()
    site.page("/", links(past.of(2023)))
    site.free = 60
    one_by_one = ["--set", "CONCURRENT_REQUESTS_PER_DOMAIN=1"]
    process = subprocess.Popen(command(site, tmp_path, *one_by_one), env=os.environ | {"PYTHONPATH": str(ROOT)})
    until(process, lambda: site.asked.total() > site.free)
    until(process, lambda: len(unsettled(site, tmp_path)) <= 1)
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    rules = {"/robots.txt", "/.well-known/tdmrep.json"}
    first = site.asked.total()
    site.free = 10**9
    site.release.set()
    assert 0 < stored(site, tmp_path) < 36
    assert backfill(site, tmp_path, *one_by_one).returncode == 0
    assert stored(site, tmp_path) == 36
    twice = {path for path, count in site.asked.items() if count > 1} - rules
    # The request under way when the process was killed has had no answer.
    assert len(twice) <= 1
    assert first == 61
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        kinds = Counter(
            (one.first, SeenBy.SITEMAP in one.by) for one in seen_articles(store.database, site_of(site.url))
        )
    assert kinds == {(SeenBy.BACKFILL, True): 36}


def test_archives_by_month_are_learned_from_the_sites_own_links(site: Site, tmp_path: Path) -> None:
    past = Past.on(site, without=("2022-02", "2022-03"))
    for month, path in past.articles.items():
        site.page(f"/archive/{month.year}/{month.month:02}/", links([path]))
    site.page("/archive/2022/02/", "<p>Nothing was published.</p>")
    site.page("/", links(past.of(2023)) + "<footer><a href='/archive/2023/12/'>December 2023</a></footer>")
    done = backfill(site, tmp_path)
    assert (done.returncode, stored(site, tmp_path)) == (0, 34), done.stderr
    assert [month.month for month in calendar(site, tmp_path) if month.is_gap] == ["2022-03"]
    assert "1 month without any source: 2022-03" in done.stderr


def with_pages(past: Past) -> None:
    """Put up a listing of six articles a page, the newest first."""
    site, paths = past.site, list(past.articles.values())[::-1]
    for number, first in enumerate(range(0, len(paths), 6), 1):
        onward = f"<a href='/news?page={number + 1}'>{number + 1}</a>" if first + 6 < len(paths) else ""
        site.page(f"/news?page={number}", links(paths[first : first + 6]) + onward)
    site.page("/news", links(paths[:6]) + "<a href='/news?page=2'>2</a>")
    site.page("/", links(paths[:3]) + "<nav><a href='/news'>News</a></nav>")


def test_the_pages_of_a_listing_are_walked_to_the_last(site: Site, tmp_path: Path) -> None:
    with_pages(Past.on(site))
    assert backfill(site, tmp_path).returncode == 0
    assert stored(site, tmp_path) == 36


def test_of_pages_of_later_months_only_the_first_and_last_articles_are_asked_for(site: Site, tmp_path: Path) -> None:
    past = Past.on(site)
    with_pages(past)
    assert backfill(site, tmp_path, "--from", "2021", "--to", "2021").returncode == 0
    assert past.asked() >= set(Period(Month(2021, 1), Month(2021, 12)))
    assert len(past.asked()) < 28
    assert [month.stored for month in calendar(site, tmp_path, Period(Month(2021, 1), Month(2021, 12)))] == [1] * 12
    assert sum(month.waiting for month in calendar(site, tmp_path)) == 0


def test_what_a_site_refuses_is_told_and_asked_for_again(site: Site, tmp_path: Path) -> None:
    past = Past.on(site).with_sitemaps()
    site.page("/", links(past.of(2023)))
    pages = dict(site.pages)
    for path in past.of(2021) + past.of(2022):
        site.pages[path] = (403, {"Content-Type": "text/html"}, "no")
    site.pages[past.of(2022)[0]] = (410, {"Content-Type": "text/html"}, "gone")
    done = backfill(site, tmp_path)
    found = calendar(site, tmp_path)
    assert done.returncode == 1
    assert [sum(getattr(month, name) for month in found) for name in ("stored", "refused", "gone")] == [12, 23, 1]
    assert "23 articles refused, or did not come" in done.stderr
    site.pages = pages
    assert backfill(site, tmp_path, "--set", "NEWSCRAWL_LINGER=0").returncode == 0
    assert stored(site, tmp_path) == 35


def test_wrong_months_are_refused_before_any_request(site: Site, tmp_path: Path) -> None:
    done = backfill(site, tmp_path, "--from", "2019-05", "--to", "2019-04")
    assert (done.returncode, site.asked.total()) == (2, 0)
    assert done.stderr == "newscrawl: --to 2019-04 lies before --from 2019-05: give a later month\n"


def test_archives_are_read_where_asked_for(site: Site, tmp_path: Path) -> None:
    past = Past.on(site)
    site.page("/", links(past.of(2021)))
    store = ["--store", f"sqlite:///{tmp_path}/other.db", "--archive", f"{tmp_path}/archive"]
    crawled = subprocess.run(
        [sys.executable, "-m", "newscrawl", "crawl", site.url, *store, "--set", "AUTOTHROTTLE_ENABLED=False"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert crawled.returncode == 0
    site.page("/", links(past.of(2022)))
    done = backfill(site, tmp_path, "--archives", f"{tmp_path}/archive", "--json")
    assert done.returncode == 0, done.stderr
    assert [month["stored"] for month in json.loads(done.stdout)] == [1] * 24 + [0] * 12
