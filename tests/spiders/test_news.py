"""The `news` spider, whole: a real server, the real store, each run in a process of its own."""

import signal
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from newscrawl.storage import Store, site_of
from tests.spiders.running import Crawl, ask, start
from tests.spiders.serving import Site, links
from tests.waiting import PATIENCE, until


def test_first_and_later_runs(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    paths = [site.article(n) for n in range(40)]
    site.page("/old", "", 301, Location=paths[3])
    site.page("/news/moved-to-another-site-of-ours-777", "", 302, Location="http://127.0.0.2/x")
    site.page("/private/hidden-story-nobody-may-read-12", "<h1>Hidden</h1>")
    site.page("/robots.txt", "")
    site.pages["/robots.txt"] = (
        200,
        {"Content-Type": "text/plain"},
        "User-agent: *\nDisallow: /private/\nSitemap: /map.xml",
    )
    site.pages["/map.xml"] = (
        200,
        {"Content-Type": "text/xml"},
        f"<urlset>{''.join(f'<url><loc>{p}</loc></url>' for p in paths[20:])}</urlset>",
    )
    extra = ["/old", "/news/moved-to-another-site-of-ours-777", "/private/hidden-story-nobody-may-read-12"]
    site.page("/", links([*paths[:20], *extra]))

    first = crawl()
    assert first["paths"] == sorted(paths)
    assert max(site.asked.values()) == 1
    assert not any(path.startswith("/private") for path in site.asked)
    assert site.agents == {next(iter(site.agents))}
    assert "(+desk@example.org)" in next(iter(site.agents))

    new = site.article(90)
    site.page(paths[0], "gone", 410)
    site.page("/", links([new, *paths[:20], *extra]))
    second = crawl()
    assert second["paths"] == [new]
    assert not set(site.asked) & set(paths)
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        assert len(list(store.known(site_of(site.url)))) == 41


def test_young_articles_are_revised_and_withdrawn_ones_marked(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    now = (datetime.now(UTC) - timedelta(minutes=5)).isoformat(timespec="seconds")
    old, corrected, gone, kept = site.article(1), *(site.article(n, now) for n in (2, 3, 4))
    site.page("/", links([old, corrected, gone, kept]))
    crawl()
    site.article(2, now, "corrected")
    site.page(gone, "gone", 410)
    later = crawl(later="2")
    assert later["paths"] == [corrected]
    assert later["stats"]["newscrawl/articles/changed"] == 1
    assert old not in site.asked
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        withdrawn = [known.url for known in store.known(site_of(site.url)) if known.withdrawn_at]
    assert withdrawn == [site.url[:-1] + gone]


def killed_after(articles: int, site: Site, folder: Path) -> list[str]:
    """Run a crawl in a process that is killed once it has reported so many *articles*; return their addresses."""
    process = start()
    ask(process, site, folder, {})
    assert process.stderr is not None
    reported = [process.stderr.readline().strip() for _ in range(articles)]
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    site.release.set()
    site.free = 10**9
    return reported


def test_a_killed_run_loses_nothing_and_doubles_nothing(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    paths = [site.article(n) for n in range(60)]
    site.page("/", links(paths))
    site.free = 30
    reported = killed_after(10, site, tmp_path)

    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        stored = {known.url for known in store.known(site_of(site.url))}
    assert set(reported) <= stored
    rest = crawl()
    assert {site.url[:-1] + path for path in paths} == stored | set(rest["items"])
    assert not stored & set(rest["items"])


def test_a_killed_run_keeps_how_sources_stand(site: Site, tmp_path: Path) -> None:
    site.page("/", links([site.article(n) for n in range(20)]))
    site.free = 12
    process = start()
    ask(process, site, tmp_path, {})
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        until(process, lambda: bool(store.sources.by_site()))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        site.release.set()
        ((name, notes),) = store.sources.by_site().items()
    assert name == site_of(site.url)
    assert ("home", 20) in {(note.kind, note.entries) for note in notes}


def test_a_busy_server_is_asked_again_when_it_says(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    paths = [site.article(n) for n in range(3)]
    _, headers, body = site.pages[paths[1]]
    site.pages[paths[1]] = (503, {**headers, "Retry-After": "1"}, body)
    site.page("/", links(paths))
    result = crawl()
    assert result["paths"] == sorted(paths)
    assert result["stats"]["newscrawl/retry_after"] == 1


def test_nothing_is_asked_of_a_site_whose_robots_txt_fails(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    site.page("/", links([site.article(1)]))
    site.page("/robots.txt", "broken", 500)
    assert crawl()["paths"] == []
    assert set(site.asked) == {"/robots.txt"}


def test_a_site_that_refuses_its_articles_is_blocked_and_read_once_it_has_recovered(crawl: Crawl, site: Site) -> None:
    paths = [site.article(n) for n in range(6)]
    kept = dict(site.pages)
    for path in paths:
        site.page(path, "<h1>Forbidden</h1>", status=403)
    site.page("/", links(paths))
    refused = crawl()
    assert (refused["paths"], refused["stats"]["newscrawl/verdict"]) == ([], "blocked")
    site.pages.update(kept)
    assert crawl()["paths"] == sorted(paths)
    assert max(site.asked[path] for path in paths) == 1


def test_a_killed_run_leaves_what_only_stored_articles_lead_to(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    paths = [site.article(n) for n in range(30)]
    for path, following in pairwise(paths):
        site.page(path, f"<h1>{path}</h1><time datetime='2024-01-01T08:00:00Z'></time>{links([following])}")
    site.page("/", links(paths[:1]))
    site.free = 14
    killed_after(8, site, tmp_path)

    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        stored = {known.url for known in store.known(site_of(site.url))}
    assert stored | set(crawl()["items"]) == {site.url[:-1] + path for path in paths}


def test_a_run_that_was_limited_is_gone_on_with(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    paths = [site.article(n) for n in range(6)]
    others = ["/news/the-story-that-is-no-web-page-20001", "/news/the-story-that-is-none-at-all-20002"]
    site.file(others[0], "application/pdf", "%PDF-1.7")
    site.page(others[1], "<p>About us: who works for the paper, where its house stands, and how to write to it.</p>")
    site.page(paths[0], f"<h1>First</h1><time datetime='2024-01-01T08:00:00Z'></time>{links([*paths[1:], *others])}")
    site.page("/", links(paths[:1]))
    assert crawl(max_articles="1")["paths"] == paths[:1]
    site.page("/", "")
    assert crawl()["paths"] == sorted(paths[1:])
    assert set(others) <= site.asked.keys()
    assert crawl()["paths"] == []
    assert not {*paths, *others} & site.asked.keys()


def test_a_site_is_asked_no_faster_than_its_crawl_delay(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    paths = [site.article(n) for n in range(4)]
    site.file("/robots.txt", "text/plain", "User-agent: newscrawl\nCrawl-delay: 0.3\n")
    site.page("/", links(paths))
    assert crawl()["paths"] == sorted(paths)
    came = sorted(moment for moment, _, _ in site.visits)
    # robots.txt itself, and the page that waited for it, come one after the other.
    assert min(later - earlier for earlier, later in pairwise(came[1:])) > 0.25
