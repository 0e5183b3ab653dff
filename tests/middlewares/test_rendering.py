"""Crawls of a site that a browser builds: what is read, how politely, and what is said where no browser ran."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newscrawl.rendering.executable import what_is_missing
from tests.conftest import ROOT, CrawlResult
from tests.rendering.conftest import children
from tests.rendering.script_site import path_of, put_up, story
from tests.spiders.serving import Site, serving
from tests.waiting import PATIENCE, eventually

Crawl = Callable[..., CrawlResult]

needs_browser = pytest.mark.skipif(bool(what_is_missing()), reason="no browser here")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


def bodies(records: list[dict[str, Any]]) -> list[str]:
    return sorted(record["articleBody"] for record in records)


@needs_browser
@pytest.mark.parametrize("inline", [False, True], ids=["from an API", "from a state of its own"])
def test_all_articles_of_a_site_built_by_scripts_are_read(site: Site, scrapy_crawl: Crawl, inline: bool) -> None:
    put_up(site, 20, inline=inline)
    ran = scrapy_crawl("news", site.url)
    assert bodies(ran.records) == sorted("\n\n".join(story(number)["paragraphs"]) for number in range(20))
    assert {record["authors"][0]["name"] for record in ran.records} == {"Mary Weaver"}
    # Each page and each datum once, the script once for all of them, by one user agent.
    assert [path for path, count in site.asked.items() if count > 1] == []
    assert len(site.agents) == 1
    assert all("newscrawl/" in agent for agent in site.agents)


@needs_browser
def test_the_next_crawl_knows_that_the_site_needs_a_browser_and_finds_what_is_new(
    site: Site, scrapy_crawl: Crawl
) -> None:
    put_up(site, 3)
    assert len(scrapy_crawl("news", site.url).records) == 3
    put_up(site, 5)
    again = scrapy_crawl("news", site.url)
    assert sorted(record["url"] for record in again.records) == [site.url[:-1] + path_of(number) for number in (3, 4)]
    assert again.stat("newscrawl/rendering/pages") == 3


@needs_browser
def test_requests_of_scripts_obey_robots_the_guard_and_the_delay(site: Site, scrapy_crawl: Crawl) -> None:
    put_up(site, 4)
    site.file("/robots.txt", "text/plain", "User-agent: *\nDisallow: /forbidden\nCrawl-delay: 0.5")
    with serving(Site()) as private:
        spying = f"fetch('/forbidden/a').catch(() => 0); fetch('{private.url}a').catch(() => 0);"
        kind, headers, app = site.pages["/app.js"]
        site.pages["/app.js"] = (kind, headers, spying + app)
        ran = scrapy_crawl("news", site.url)
        assert len(ran.records) == 4
        assert private.asked.total() == 0
    assert site.asked["/forbidden/a"] == 0
    assert ran.stat("newscrawl/rendering/refused") >= 8
    came = sorted(came for came, _, _ in site.visits)
    # Over three delays each: a busy machine notes one request late, and two that were sent at once make it 1.0.
    assert min(later - earlier for earlier, later in zip(came, came[3:], strict=False)) > 1.1


def test_a_site_that_works_without_scripts_starts_no_browser(site: Site, scrapy_crawl: Crawl) -> None:
    paths = [site.article(number, text="It is long enough to be read. " * 30) for number in range(6)]
    site.page("/", "<script>1</script>" + "".join(f"<h2><a href='{path}'>A story about it</a></h2>" for path in paths))
    ran = scrapy_crawl("news", site.url, NEWSCRAWL_BROWSER="/bin/false")
    assert len(ran.records) == 6
    assert "browser" not in ran.log.replace("NEWSCRAWL_BROWSER", "")
    assert ran.stat("newscrawl/rendering/pages") == ran.stat("newscrawl/rendering/failed") == 0


def test_never_renders_nothing(site: Site, scrapy_crawl: Crawl) -> None:
    put_up(site, 2)
    ran = scrapy_crawl("news", site.url, NEWSCRAWL_RENDER="never")
    assert (ran.records, site.asked["/app.js"]) == ([], 0)


def test_a_browser_that_does_not_run_is_told_with_the_pages_that_need_it(
    site: Site, newscrawl: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    put_up(site, 2)
    site.file("/sitemap.xml", "text/xml", "<urlset><url><loc>%s</loc></url></urlset>" % (site.url[:-1] + path_of(0)))
    ran = newscrawl("crawl", site.url, "--set", "NEWSCRAWL_BROWSER=/bin/false")
    assert ran.returncode == 1
    told = json.loads(newscrawl("explain", site.url[:-1] + path_of(0), "--json").stdout)
    assert told["fate"] == "not an article"
    assert told["reason"].startswith("scripts: the browser /bin/false does not run")


def test_without_the_extra_the_fate_says_what_to_install(site: Site, tmp_path: Path) -> None:
    put_up(site, 2)
    site.file("/sitemap.xml", "text/xml", "<urlset><url><loc>%s</loc></url></urlset>" % (site.url[:-1] + path_of(0)))
    ran = without(tmp_path, "crawl", site.url)
    assert ran.returncode == 1
    told = without(tmp_path, "explain", site.url[:-1] + path_of(0))
    assert "the extra render is not installed" in " ".join(told.stdout.split())
    (tmp_path / "output" / "newscrawl.db").unlink()
    del site.pages["/sitemap.xml"]
    ran = without(tmp_path, "crawl", site.url)
    assert "the start page puts its links in by scripts, and the extra render is not" in " ".join(ran.stderr.split())
    refused = without(tmp_path, "crawl", site.url, "--render", "always")
    assert refused.returncode == 2
    assert "the extra render is not installed" in refused.stderr
    assert "Traceback" not in refused.stderr


def without(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run newscrawl where playwright is not installed."""
    hiding = (
        "import importlib.util as u, sys; found = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'playwright' else found(name, *a)\n"
        "from newscrawl.cli import main; main()"
    )
    variables = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    command = [sys.executable, "-c", hiding, *words]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, timeout=PATIENCE)


@pytest.mark.parametrize("value", ["sometimes", "yes"])
def test_a_mode_that_is_none_is_refused_in_one_line(
    newscrawl: Callable[..., subprocess.CompletedProcess[str]], value: str
) -> None:
    for words in (["--render", value], ["--set", f"NEWSCRAWL_RENDER={value}"]):
        ran = newscrawl("crawl", "http://127.0.0.1:9/", *words)
        assert ran.returncode == 2
        assert f"render '{value}': give one of auto, always, never" in ran.stderr
        assert "Traceback" not in ran.stderr


@needs_browser
def test_a_challenge_for_browsers_is_not_passed_by_one(site: Site, scrapy_crawl: Crawl) -> None:
    put_up(site, 1)
    app = "<script src='/app.js'></script>"
    site.pages["/"] = (200, {"Content-Type": "text/html"}, "<title>Just a moment...</title><body>" + app)
    scrapy_crawl("news", site.url, NEWSCRAWL_RENDER="always")
    assert site.asked["/app.js"] == 0


@needs_browser
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_no_browser_outlives_a_crawl_that_is_ended(site: Site, tmp_path: Path, how: signal.Signals) -> None:
    put_up(site, 20)
    site.file("/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 1")
    command = [sys.executable, "-m", "newscrawl", "crawl", site.url, "--store", f"sqlite:///{tmp_path}/s.db"]
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=variables, stderr=subprocess.PIPE, text=True) as crawl:
        eventually(lambda: site.asked["/api/list?page=0"] > 0)
        begun = children(crawl.pid)
        assert len(begun) > 2
        crawl.send_signal(how)
        _, log = crawl.communicate(timeout=PATIENCE)
    eventually(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in begun))
    assert "Traceback" not in log


@needs_browser
def test_an_archive_holds_what_a_browser_showed_and_is_read_again_without_one(
    site: Site, newscrawl: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    put_up(site, 4)
    assert newscrawl("crawl", site.url, "--archive", "kept", "--feed", "one.jsonl").returncode == 0
    served = newscrawl("archive", "get", site.url[:-1] + path_of(0), "--archive", "kept").stdout
    assert served == site.pages[path_of(0)][2]
    verified = newscrawl("archive", "verify", "kept")
    assert (verified.returncode, verified.stderr) == (0, "")
    replayed = newscrawl("replay", "kept", "--store", "sqlite:///again.db", "--json", NEWSCRAWL_BROWSER="/bin/false")
    assert json.loads(replayed.stdout)["new"] == 4
    assert json.loads(newscrawl("status", "--json").stdout)[0]["rendered_since"]
    assert "its pages are shown by a browser, as found on " in newscrawl("status").stdout
    again = newscrawl("replay", "kept", "--json")
    assert json.loads(again.stdout)["changed"] == json.loads(again.stdout)["reread"] == 0
