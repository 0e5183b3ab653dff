"""What a publisher declares of its addresses, the engine need not learn."""

import re
from datetime import UTC, datetime, timedelta

from newscrawl.discovery.addresses.declared import DeclaredAddresses
from tests.discovery.sites import NOW, MemorySite, link

ARTICLE = re.compile(r"/p/[a-z-]*(\d+)$")


def identified(url: str) -> str | None:
    match = ARTICLE.search(url)
    return match[1] if match else None


def created(url: str) -> datetime | None:
    identifier = identified(url)
    return datetime.fromtimestamp(int(identifier), UTC) if identifier and len(identifier) > 4 else None


IDS = DeclaredAddresses(has_ids=True, article_id=identified, created=created)


def publish(site: MemorySite, *paths: str) -> None:
    for path in paths:
        site.pages[path] = f"<html><body><h1>{path}</h1></body></html>"
        site.articles[path] = NOW - timedelta(days=30)


def test_an_address_with_an_id_is_an_article_and_no_other_is() -> None:
    site = MemorySite()
    publish(site, "/p/7", "/the-long-story-of-the-village-that-was-told-12345")
    site.listing("/", link("/p/7", "7") + link("/the-long-story-of-the-village-that-was-told-12345"))
    assert site.crawl().stored != ["/p/7"]
    assert site.crawl(declared=IDS).stored == ["/p/7"]


def test_two_slugs_of_one_id_are_one_article_from_the_first() -> None:
    site = MemorySite()
    publish(site, "/p/the-old-slug-7", "/p/the-new-slug-7", "/p/another-8")
    site.listing("/", link("/p/the-old-slug-7") + link("/p/the-new-slug-7") + link("/p/another-8"))
    run = site.crawl(declared=IDS)
    assert run.stored == ["/p/the-old-slug-7", "/p/another-8"]
    assert "/p/the-new-slug-7" not in site.asked


def test_a_new_slug_of_a_stored_article_is_asked_for_once_and_the_old_one_no_more() -> None:
    site = MemorySite()
    publish(site, "/p/the-story-7", "/p/another-8")
    site.listing("/", link("/p/the-story-7") + link("/p/another-8"))
    memory = site.remember(site.crawl(declared=IDS))
    publish(site, "/p/the-corrected-story-7")
    site.canonical["/p/the-corrected-story-7"] = "/p/the-story-7"
    site.listing("/", link("/p/the-story-7") + link("/p/another-8") + link("/p/the-corrected-story-7"))
    later = site.crawl(memory, declared=IDS)
    assert later.stored == ["/p/the-corrected-story-7"]
    assert not {"/p/the-story-7", "/p/another-8"} & set(site.asked)
    assert "/p/the-corrected-story-7" not in site.crawl(site.remember(later), declared=IDS).stored


def test_the_newest_is_asked_for_first_by_what_its_id_states() -> None:
    site = MemorySite()
    days = [300, 1, 40, 700]
    paths = [f"/p/story-{int((NOW - timedelta(days=age)).timestamp())}" for age in days]
    publish(site, *paths)
    site.listing("/", "".join(map(link, paths)))
    assert site.crawl(declared=IDS).stored == [paths[1], paths[2], paths[0], paths[3]]


def test_links_to_the_site_s_other_hosts_are_asked_of_the_one() -> None:
    site = MemorySite()
    publish(site, "/p/a-1", "/p/b-2", "/p/c-3")
    hosts = ("https://paper.example", "http://www.paper.example", "https://www.news.example")
    site.listing("/", "".join(link(host + path) for host, path in zip(hosts, site.articles, strict=True)))
    origins = frozenset(hosts) | {"https://news.example"}
    run = site.crawl(declared=DeclaredAddresses(origins=origins, has_ids=True, article_id=identified))
    assert sorted(run.stored) == sorted(site.articles)
    assert all(url.startswith("https://news.example/") for url in run.fetched)
    assert len(site.crawl().stored) < 3
