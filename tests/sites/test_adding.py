"""A site is looked at before it is listed, and the list's other text stays as it is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

from newscrawl.errors import NotKnown, SitesError
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.reading import read_sites
from newscrawl.sites.listing.writing import add_entry, remove_entry
from newscrawl.sites.looking.fetching import Fetched, fetch
from newscrawl.sites.looking.probe import probe
from tests.spiders.serving import Site, links, serving

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
FRONT = "https://www.a.example/"
SPIDERS = frozenset(("news",))
ARTICLES = [f"/politics/2026/03/{day:02d}/the-council-decides-about-the-market" for day in range(1, 9)]


class Run(Protocol):
    def __call__(self, *words: str, **environment: str) -> "CompletedProcess[str]": ...


def rss(paths: list[str]) -> str:
    items = "".join(
        f"<item><link>{FRONT}{path[1:]}</link><title>t</title>"
        f"<pubDate>{path[18:20]} Mar 2026 08:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return f"<rss version='2.0'><channel>{items}</channel></rss>"


class Web:
    """Answers by address; what was asked is noted."""

    def __init__(self, **pages: str | Fetched) -> None:
        self.pages = {FRONT + path.strip("_"): page for path, page in pages.items()}
        self.asked: list[str] = []

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        page = self.pages.get(url, Fetched(url, 404))
        return page if isinstance(page, Fetched) else Fetched(url, 200, page.encode())


def looked_at(**pages: str | Fetched) -> Web:
    front = f"<html lang='fr-ML'><head><link rel=alternate type=application/rss+xml href=/rss></head>{links(ARTICLES)}"
    web = Web(_=front)
    web.pages |= {FRONT + path: page for path, page in pages.items()}
    return web


def test_what_is_found_is_said() -> None:
    web = looked_at(rss=rss(ARTICLES))
    web.pages[FRONT + "robots.txt"] = f"User-agent: *\nCrawl-delay: 5\nSitemap: {FRONT}map.xml"
    web.pages[FRONT + "map.xml"] = f"<urlset><url><loc>{FRONT}a</loc></url></urlset>"
    found = probe(FRONT, web, "newscrawl", NOW)
    assert (found.feeds, found.sitemaps) == ([FRONT + "rss"], [FRONT + "map.xml"])
    assert (found.crawl_delay, found.language, found.article_links) == (5.0, "fr", len(ARTICLES))
    assert found.articles_a_day == pytest.approx(8 / 9.17, rel=0.01)
    assert "5 s between requests" in found.notes("2026-03-10")[0]
    assert len(web.asked) <= 10


@pytest.mark.parametrize(
    ("path", "page", "says"),
    [
        ("robots.txt", "User-agent: *\nDisallow: /", "robots.txt forbids"),
        ("robots.txt", Fetched(FRONT, 503), "cannot be read \\(status 503\\)"),
        ("robots.txt", Fetched(FRONT, 0, error="timed out"), "does not answer \\(timed out\\)"),
        ("", Fetched(FRONT, 404), "status 404"),
        ("", Fetched(FRONT, 0, error="timed out"), "timed out"),
        ("", Fetched(FRONT, 0, elsewhere="https://b.example/"), "add https://b.example/"),
        ("", "<html><p>Welcome", "nothing to go by"),
    ],
)
def test_a_site_that_cannot_be_crawled_is_not_listed(path: str, page: str | Fetched, says: str) -> None:
    web = looked_at()
    web.pages[FRONT + path] = page
    with pytest.raises(SitesError, match=says):
        probe(FRONT, web, "newscrawl", NOW)


def test_sources_of_other_sites_are_not_asked() -> None:
    web = looked_at()
    web.pages[FRONT + "robots.txt"] = "Sitemap: http://169.254.169.254/latest\nSitemap: https://b.example/map"
    probe(FRONT, web, "newscrawl", NOW)
    assert all(url.startswith(FRONT) for url in web.asked)


def test_the_rest_of_the_list_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text('# mine\n[[site]]\nurl = "https://b.example/"   # a note\n')
    add_entry(path, SiteEntry(url=FRONT, spider="news", tags=frozenset(["x"])), ["two\nlines"], SPIDERS)
    assert path.read_text().startswith('# mine\n[[site]]\nurl = "https://b.example/"   # a note\n\n[[site]]\n')
    assert [entry.url for entry in read_sites(path, SPIDERS)] == ["https://b.example/", FRONT]
    before = path.read_text()
    with pytest.raises(SitesError, match=r"sites.toml:5: .* listed already"):
        add_entry(path, SiteEntry(url=FRONT), [], SPIDERS)
    assert path.read_text() == before
    assert [one.name for one in tmp_path.iterdir()] == ["sites.toml"]


LIST = """# mine
[[site]]
url = "https://a.example/"
[site.headers]
Cookie = "x"

# about b
[[site]]
# found
url = "https://www.b.example/"   # a note

[[site]]
url = "https://c.example/"
# the end
"""


@pytest.mark.parametrize(
    ("site", "gone"),
    [
        ("a.example", '[[site]]\nurl = "https://a.example/"\n[site.headers]\nCookie = "x"\n'),
        ("b.example", '[[site]]\n# found\nurl = "https://www.b.example/"   # a note\n'),
        ("c.example", '[[site]]\nurl = "https://c.example/"\n# the end\n'),
    ],
    ids=["a", "b", "c"],
)
def test_a_site_is_taken_off_and_the_rest_is_left_as_it_is(tmp_path: Path, site: str, gone: str) -> None:
    path = tmp_path / "sites.toml"
    path.write_text(LIST)
    remove_entry(path, site, SPIDERS)
    assert site not in {entry.site for entry in read_sites(path, SPIDERS)}
    assert path.read_text() == LIST.replace(gone, "")


def test_a_site_that_is_not_listed_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text(LIST)
    with pytest.raises(NotKnown, match=r"no site 'd.example'; did you mean .\.example"):
        remove_entry(path, "d.example", SPIDERS)
    assert path.read_text() == LIST


def test_how_often_is_written_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    for number, every in enumerate((timedelta(seconds=90), timedelta(hours=36), timedelta(days=7))):
        add_entry(path, SiteEntry(url=f"https://{number}.example/", every=every), [], SPIDERS)
        assert read_sites(path, SPIDERS)[-1].every == every


def test_an_unsound_list_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text("[[site]]\n")
    with pytest.raises(SitesError, match="mend the list first"):
        add_entry(path, SiteEntry(url=FRONT), [], SPIDERS)
    assert path.read_text() == "[[site]]\n"


def test_a_redirect_off_the_site_is_told_and_not_followed() -> None:
    with serving(Site()) as other, serving(Site()) as site:
        site.page("/", "", status=301, Location=other.url)
        site.page("/moved", "", status=302, Location="/here")
        site.page("/here", "here")
        assert fetch(site.url, "newscrawl").elsewhere == other.url
        assert fetch(site.url + "moved", "newscrawl").url == site.url + "here"
        assert site.agents == {"newscrawl"}
        assert not other.asked


def test_a_host_that_does_not_answer() -> None:
    assert fetch("http://127.0.0.1:9/", "newscrawl").error


def test_a_site_is_added_and_checked_from_the_command_line(newscrawl: Run, tmp_path: Path) -> None:
    with serving(Site()) as site:
        site.page("/", links(ARTICLES))
        added = newscrawl("sites", "add", site.url, "--tag", "test")
        again = newscrawl("sites", "add", site.url)
    assert added.returncode == 0, added.stderr
    assert "[[site]]" in added.stdout
    assert again.returncode == 2
    assert "listed already" in again.stderr
    assert "1 site, all sound" in newscrawl("sites", "check").stdout
    (tmp_path / "more.txt").write_text("https://b.example/")
    assert newscrawl("sites", "add", "more.txt", "--every", "36h").returncode == 0
    assert 'every = "36h"' in (tmp_path / "sites.toml").read_text()
    assert "--every" in newscrawl("sites", "add", "more.txt", "--every", "5s").stderr
    assert newscrawl("sites", "remove", "b.exampel").returncode == 1
    assert newscrawl("sites", "remove", "https://www.b.example/politics").returncode == 0
    assert "1 site, all sound" in newscrawl("sites", "check").stdout

    with (tmp_path / "sites.toml").open("a") as file:
        file.write('evry = "1h"\nspider = 5\n')
    wrong = newscrawl("sites", "check")
    assert wrong.returncode == 2
    assert "sites.toml:" in wrong.stderr
    assert "Traceback" not in wrong.stderr
