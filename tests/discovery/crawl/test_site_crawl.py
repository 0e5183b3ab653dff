"""A whole crawl of a site in memory: everything is found, once, and later only what is new or changed."""

from datetime import timedelta

import pytest

from newscrawl.discovery.crawl.revisit_plan import RevisitPlan
from newscrawl.discovery.crawl.scope import Scope
from newscrawl.discovery.crawl.site_crawl import SiteCrawl
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.discovery.learned.site_memory import SiteMemory
from newscrawl.discovery.learned.site_notes import SiteNotes
from tests.discovery.sites import HOME, NOW, MemorySite, link, slug


def front(site: MemorySite, paths: list[str], extra: str = "") -> None:
    site.listing("/", "".join(map(link, paths)) + extra)


def sitemap(paths: list[str], lastmod: dict[str, str] | None = None) -> str:
    dates = lastmod or {}
    rows = (
        f"<url><loc>{path}</loc>{f'<lastmod>{dates[path]}</lastmod>' if path in dates else ''}</url>" for path in paths
    )
    return f"<urlset>{''.join(rows)}</urlset>"


def feed(paths: list[str]) -> str:
    items = "".join(f"<item><title>T</title><link>{path}</link></item>" for path in paths)
    return f"<rss><channel>{items}</channel></rss>"


def test_articles_are_found_by_links_alone() -> None:
    site = MemorySite()
    front(site, site.add(range(10)))
    site.listing("/world", "".join(map(link, site.add(range(10, 20)))) + link("/world?page=2", "2"))
    site.listing("/world?page=2", "".join(map(link, site.add(range(20, 30)))) + link("/world", "1"))
    site.add(range(9, 10), links=link(slug(40)))
    site.add(range(40, 41))
    run = site.crawl()
    assert set(run.stored) == set(site.articles)
    assert max(site.asked.values()) == 1


def test_articles_are_found_by_sitemaps_of_robots_txt_and_feeds_of_the_front_page() -> None:
    site = MemorySite()
    site.pages["/maps/index.xml"] = "<sitemapindex><sitemap><loc>/maps/1.xml</loc></sitemap></sitemapindex>"
    site.pages["/maps/1.xml"] = sitemap(site.add(range(20)))
    site.pages["/rss/all"] = feed(site.add(range(20, 25)))
    front(site, [], '<link rel="alternate" type="application/rss+xml" href="/rss/all">')
    run = site.crawl(robots=("/maps/index.xml",))
    assert set(run.stored) == set(site.articles)
    assert "/sitemap.xml" not in site.asked


def test_the_usual_place_of_a_sitemap_is_tried() -> None:
    site = MemorySite()
    front(site, [])
    site.pages["/sitemap.xml"] = sitemap(site.add(range(5)))
    assert len(site.crawl().stored) == 5


def test_less_usual_places_are_tried_where_nothing_else_leads_to_articles() -> None:
    site = MemorySite()
    front(site, [])
    site.pages["/rss.xml"] = feed(site.add(range(5)))
    assert len(site.crawl().stored) == 5


def test_an_article_behind_many_addresses_is_fetched_once() -> None:
    site = MemorySite()
    [path] = site.add(range(1))
    variants = [path + tail for tail in ("?utm_source=x", "#top", "/", "/amp", "?print=1", "?fbclid=1")]
    front(site, [*variants, "http://www.news.example" + path, "https://m.news.example" + path, path])
    run = site.crawl()
    assert len(run.stored) == 1
    assert sum(n for asked, n in site.asked.items() if asked.startswith(path)) == 1


def test_a_twin_is_fetched_where_nothing_names_the_page_itself() -> None:
    site = MemorySite()
    site.add(range(1))
    twin = slug(0) + "/amp"
    site.pages[twin] = site.pages.pop(slug(0))
    site.articles[twin] = site.articles.pop(slug(0))
    front(site, [twin])
    assert site.crawl().stored == [twin]


def test_redirects_are_followed_to_pages_not_fetched_yet_and_never_off_the_site() -> None:
    site = MemorySite()
    paths = site.add(range(2))
    site.redirects = {
        "/news/a-former-address-of-it-60001": paths[0],
        "/news/another-address-of-it-60002": paths[1],
        "/news/a-partner-has-this-story-60003": "https://partner.example/x",
        "/news/no-longer-on-this-site-60004": "/",
    }
    front(site, [paths[1], *site.redirects])
    run = site.crawl()
    assert sorted(run.stored) == sorted(paths)
    assert [path for path in paths if site.asked[path] != 1] == []
    assert site.asked["/"] == 1


def test_the_canonical_link_keeps_a_second_address_from_being_stored() -> None:
    site = MemorySite()
    paths = site.add(range(2))
    site.canonical = {paths[1]: paths[0]}
    front(site, paths)
    assert len(site.crawl().stored) == 1


def test_a_new_slug_of_a_known_id_is_the_same_article_once_ids_have_proved_unique() -> None:
    site = MemorySite()
    paths = site.add(range(30))
    other = "/news/quite-another-slug-for-the-same-50003"
    site.pages[other] = "<html><body>again</body></html>"
    site.articles[other] = NOW
    site.listing("/world", link(other))
    front(site, paths)
    run = site.crawl()
    assert other not in site.asked
    assert len(run.stored) == 30


def test_links_to_the_sites_other_domains_are_taken_as_its_own() -> None:
    site = MemorySite()
    paths = site.add(range(12))
    front(site, paths[:6])
    links = "".join(link("https://www.news-old.example" + path) for path in paths)
    site.listing("/world", links + link("https://elsewhere.example/news/a-story-of-others-70001"))
    run = site.crawl()
    assert set(run.stored) == set(paths)
    assert all(asked.startswith("/") for asked in site.asked)


@pytest.mark.parametrize(
    "trap",
    [
        lambda n: f"/calendar/{2026 + n}/01/",
        lambda n: f"/world?filter[color]={n}&sort=asc",
        lambda n: f"/world?PHPSESSID=abcdef{n:010d}",
        lambda n: "/a/b" * (n + 2),
        lambda n: f"/search?q=word{n}",
        lambda n: f"/endless?page={n}",
        lambda n: f"/tag/word{n}",
    ],
)
def test_no_trap_is_endless(trap) -> None:  # type: ignore[no-untyped-def]
    site = MemorySite()
    paths = site.add(range(20))
    front(site, paths, link(trap(1), "1"))
    site.listing("/world", "")
    for n in range(1, 400):
        site.listing(trap(n), link(paths[0]) + link(trap(n + 1), str(n + 1)) + link(trap(n + 2), str(n + 2)))
    run = site.crawl()
    assert set(run.stored) == set(paths)
    assert site.asked.total() < 20 + 35


def test_what_hides_behind_pages_that_show_nothing_new_is_probed_for() -> None:
    site = MemorySite()
    paths = site.add(range(400))
    site.pages["/sitemap.xml"] = sitemap(paths[:300])
    front(site, [])
    for page in range(1, 41):
        shown = "".join(map(link, paths[(page - 1) * 10 : page * 10]))
        pager = link("/world", "1") + link(f"/world?page={page + 1}", str(page + 1)) + link("/world?page=40", "40")
        site.listing("/world" if page == 1 else f"/world?page={page}", shown + pager)
    run = site.crawl()
    assert set(run.stored) == set(paths)
    assert site.asked.total() < 400 * 1.1


def test_fresh_articles_come_before_listings_and_the_archive() -> None:
    site = MemorySite()
    old = site.add(range(20), published=NOW - timedelta(days=400))
    new = site.add(range(20, 23), published=NOW - timedelta(hours=2))
    dates = {path: f"{site.articles[path]:%Y-%m-%dT%H:%M:%SZ}" for path in (*old, *new)}
    site.pages["/sitemap.xml"] = sitemap([*old, *new], dates)
    front(site, [], link("/world", "World"))
    site.listing("/world", "")
    run = site.crawl()
    assert run.stored[:3] == new[::-1] or set(run.stored[:3]) == set(new)
    assert list(site.asked).index("/world") < list(site.asked).index(old[0])


def test_limits_are_kept() -> None:
    site = MemorySite()
    front(site, site.add(range(30)))
    assert len(site.crawl(max_articles="7").stored) == 7
    site.crawl(max_pages="9")
    assert site.asked.total() == 9


def test_scope_narrows_what_is_fetched_and_what_is_stored() -> None:
    site = MemorySite()
    paths = site.add(range(10), published=NOW - timedelta(days=1))
    site.articles[paths[0]] = NOW - timedelta(days=90)
    front(site, paths)
    run = site.crawl(since="2026-03-01", exclude="five-")
    assert set(run.stored) == {path for path in paths[1:] if "five-" not in path}
    assert not any("five-" in path for path in site.asked)


def test_a_section_is_followed_alone() -> None:
    site = MemorySite()
    front(site, site.add(range(5)), link("/sport", "Sport"))
    site.listing("/sport", "".join(map(link, site.add(range(5, 9)))))
    run = site.crawl(sections="Sport")
    assert set(run.stored) == {slug(number) for number in range(5, 9)}


def test_a_second_run_with_nothing_new_fetches_no_article() -> None:
    site = MemorySite()
    paths = site.add(range(300))
    site.pages["/sitemap.xml"] = sitemap(paths)
    front(site, paths[:20])
    site.listing("/world", "".join(map(link, paths[:20])))
    first = site.crawl()
    requests = site.asked.total()
    second = site.crawl(site.remember(first))
    assert len(first.stored) == 300
    assert second.stored == []
    assert not set(site.asked) & set(paths)
    assert site.asked.total() <= max(5, 0.03 * requests)
    assert second.not_modified


def test_a_later_run_finds_what_is_new() -> None:
    site = MemorySite()
    paths = site.add(range(50))
    front(site, paths[:20])
    site.listing("/world", "".join(map(link, paths)))
    memory = site.remember(site.crawl())
    new = site.add(range(50, 55))
    site.listing("/world", "".join(map(link, [*new, *paths])))
    assert set(site.crawl(memory).stored) == set(new)


def test_young_articles_are_looked_at_again_on_a_widening_plan_and_then_never() -> None:
    site = MemorySite()
    paths = site.add(range(3), published=NOW - timedelta(minutes=10))
    front(site, paths)
    memory = site.remember(site.crawl())
    visits = []
    for hours in (0.5, 1, 2, 7, 8, 25, 73, 1000):
        site.now = NOW + timedelta(hours=hours)
        run = site.crawl(memory)
        memory = site.remember(run)
        visits.append(any(path in site.asked for path in paths))
    assert visits == [False, True, False, True, False, True, True, False]


def test_an_honest_lastmod_leads_to_a_changed_article_and_a_dishonest_one_is_soon_ignored() -> None:
    site = MemorySite()
    paths = site.add(range(200))
    front(site, [])
    stamp = f"{NOW - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    site.pages["/sitemap.xml"] = sitemap(paths, dict.fromkeys(paths, stamp))
    memory = site.remember(site.crawl())

    site.now = NOW + timedelta(days=10)
    later = f"{NOW + timedelta(days=9):%Y-%m-%dT%H:%M:%SZ}"
    site.texts = {paths[7]: "corrected"}
    site.pages[paths[7]] += "<p>corrected</p>"
    site.pages["/sitemap.xml"] = sitemap(paths, dict.fromkeys(paths, stamp) | {paths[7]: later})
    run = site.crawl(memory)
    assert run.stored == [paths[7]]
    memory = site.remember(run)

    site.now = NOW + timedelta(days=20)
    for path in paths:
        site.pages[path] += "<!-- another build -->"
    lie = f"{NOW + timedelta(days=19):%Y-%m-%dT%H:%M:%SZ}"
    site.pages["/sitemap.xml"] = sitemap(paths, dict.fromkeys(paths, lie))
    run = site.crawl(memory)
    assert 0 < len(run.stored) <= 20
    memory = site.remember(run)
    site.now = NOW + timedelta(days=30)
    site.pages["/sitemap.xml"] = sitemap(paths, dict.fromkeys(paths, f"{NOW + timedelta(days=29):%Y-%m-%d}"))
    assert site.crawl(memory).stored == []


def test_a_run_that_was_cut_short_hides_nothing_behind_a_304() -> None:
    site = MemorySite()
    paths = site.add(range(40))
    front(site, paths)
    first = site.crawl(max_pages="15")
    second = site.crawl(site.remember(first, finished=False))
    assert set(first.stored) | set(second.stored) == set(paths)
    assert not set(first.stored) & set(second.stored)


def test_pages_that_failed_are_asked_again_by_the_next_run() -> None:
    site = MemorySite()
    paths = site.add(range(10))
    front(site, paths)
    body = site.pages.pop(paths[4])
    first = site.crawl()
    memory = site.remember(first)
    failed = memory.pages.pop(next(key for key in memory.pages if key.endswith(paths[4])))
    memory.add_page(type(failed)(url=failed.url, kind="article", status=503, fetched=NOW))
    site.pages[paths[4]] = body
    assert site.crawl(memory).stored == [paths[4]]


def test_notes_of_any_kind_do_no_harm() -> None:
    site = MemorySite()
    front(site, site.add(range(5)))
    for junk in (
        {},
        {"patterns": 5, "rhythm": [], "lastmod": "x", "listings": {"y": "z"}, "sitemaps": 7, "hosts": {}},
    ):
        memory = site.remember(site.crawl())
        memory.articles.clear()
        memory.notes = SiteNotes.from_json(dict(junk))
        assert len(site.crawl(memory).stored) == 5
    assert HOME.endswith("/")


def test_old_articles_that_are_not_wanted_end_the_walk_over_a_listing() -> None:
    site = MemorySite()
    new = site.add(range(15), published=NOW - timedelta(days=2))
    old = site.add(range(15, 400), published=NOW - timedelta(days=100))
    paths = [*new, *old]
    front(site, new[:3], link("/world", "World"))
    for page in range(1, 41):
        pager = link(f"/world?page={page + 1}", str(page + 1)) + link("/world?page=40", "40")
        shown = "".join(map(link, paths[(page - 1) * 10 : page * 10]))
        site.listing("/world" if page == 1 else f"/world?page={page}", shown + pager)
    run = site.crawl(since="2026-03-01")
    assert set(run.stored) == set(new)
    assert site.asked.total() < 60
    again = site.crawl(site.remember(run), since="2026-03-02")
    assert again.stored == []
    assert site.asked.total() < 15


def test_a_redirect_to_a_page_under_way_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SitePatterns, "identity", lambda self, url: "one article")
    crawl = SiteCrawl(HOME, scope=Scope(), memory=SiteMemory(), plan=RevisitPlan(), clock=lambda: NOW)
    crawl.begin()
    under_way = crawl.next()
    assert under_way is not None
    assert not crawl.claim(HOME + "an-older-slug-10001", under_way.url)
    assert crawl.claim(HOME + "an-older-slug-10001", HOME + "the-newest-slug-10001")
    assert not crawl.claim(HOME + "another-older-slug-10001", HOME + "the-newest-slug-10001")
