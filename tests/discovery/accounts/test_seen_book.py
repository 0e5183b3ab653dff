"""By which sources an article was seen is known of each, first and all, over several runs."""

from datetime import timedelta

import pytest

from newscrawl.discovery.accounts.seen_book import SeenBook
from newscrawl.discovery.learned.site_memory import SiteMemory
from newscrawl.fates import FateNote, Reason
from newscrawl.seen_by import SeenBy, SeenNote
from newscrawl.web.page_keys import page_key
from newscrawl.web.urls import canonical_url
from tests.discovery.sites import HOME, NOW, MemorySite, Run, link

FEED, SITEMAP, LISTING, LINK, REVISIT = (
    SeenBy.FEED,
    SeenBy.SITEMAP,
    SeenBy.LISTING,
    SeenBy.LINK,
    SeenBy.REVISIT,
)


def site_of_four() -> tuple[MemorySite, list[str]]:
    """A site whose articles 0 to 3 are named by the feed, by feed and sitemap, by the start page, by an article."""
    site = MemorySite()
    last = site.add(range(3, 4))
    first = site.add(range(3), links=link(last[0]))
    paths = [*first, *last]
    feed = "".join(f"<item><link>{HOME}{path[1:]}</link></item>" for path in paths[:2])
    site.pages["/feed"] = f"<rss version='2.0'><channel>{feed}</channel></rss>"
    site.pages["/map.xml"] = f"<urlset><url><loc>{HOME}{paths[1][1:]}</loc></url></urlset>"
    site.listing("/", f'<link rel="alternate" type="application/rss+xml" href="/feed">{link(paths[2])}')
    return site, paths


def seen(run: Run, paths: list[str]) -> list[tuple[SeenBy, SeenBy] | None]:
    notes = {note.url: (note.first, note.by) for note in run.crawl.ledger.seen.take()}
    return [notes.get(canonical_url(path, HOME)) for path in paths]


def test_each_kind_of_source_is_noted_first_and_all() -> None:
    site, paths = site_of_four()
    one, two, three, four = seen(site.crawl(robots=("/map.xml",)), paths)
    assert one == (FEED, FEED)
    assert two == (SITEMAP, FEED | SITEMAP)
    assert three == (LISTING, LISTING)
    assert four == (LINK, LINK)


def test_a_later_run_tells_only_what_is_new() -> None:
    site, paths = site_of_four()
    memory = site.remember(site.crawl(robots=("/map.xml",)))
    site.now = NOW + timedelta(hours=1)
    assert seen(site.crawl(memory, robots=("/map.xml",)), paths) == [None] * 4
    site.listing("/", link(paths[0]) + link(paths[2]))
    assert seen(site.crawl(memory, robots=("/map.xml",)), paths) == [(FEED, FEED | LISTING), None, None, None]


def test_an_article_that_is_asked_for_once_more_was_seen_again() -> None:
    site = MemorySite()
    (path,) = site.add(range(1), published=NOW)
    site.listing("/", link(path))
    memory = site.remember(site.crawl())
    site.now = NOW + timedelta(hours=2)
    assert seen(site.crawl(memory), [path]) == [(LISTING, LISTING | REVISIT)]


def test_what_was_refused_first_keeps_the_source_that_named_it() -> None:
    site = MemorySite()
    (path,) = site.add(range(1))
    site.listing("/", "")
    site.pages["/feed"] = f"<rss version='2.0'><channel><item><link>{HOME}a</link></item></channel></rss>"
    memory: SiteMemory = site.remember(site.crawl())
    url = canonical_url(path, HOME)
    found_on = canonical_url("/feed", HOME)
    note = FateNote(
        site="news.example", url=url, reason=Reason.REFUSED, found_on=found_on, tries=1, at=NOW - timedelta(days=9)
    )
    memory.retries.append(note)
    run = site.crawl(memory)
    assert run.crawl.ledger.seen.take() == [SeenNote(url=url, first=FEED, by=FEED)]


def test_what_a_backfill_is_the_first_to_know_is_its_own_beside_what_named_it() -> None:
    site, paths = site_of_four()
    known = site.remember(site.crawl(robots=("/map.xml",)))
    url = canonical_url("/news/the-first-of-them", HOME)
    book = SeenBook(known, beside=int(SeenBy.BACKFILL))
    book.saw(page_key(url), SITEMAP)
    book.saw(page_key(url), LISTING)
    assert book.kinds(page_key(url)) == SITEMAP | LISTING | SeenBy.BACKFILL
    book.stored(page_key(url), url)
    stored = canonical_url(paths[0], HOME)
    book.saw(page_key(stored), SITEMAP)
    assert book.take() == [
        SeenNote(url=url, first=SeenBy.BACKFILL, by=SITEMAP | LISTING | SeenBy.BACKFILL),
        SeenNote(url=stored, first=FEED, by=FEED | SITEMAP | SeenBy.BACKFILL),
    ]


def site_of_two_names(how: str) -> tuple[MemorySite, list[str]]:
    """A site with an article at two addresses, which are returned: the second has the same id, leads to the first, or
    states it as the canonical one. Its start page names all other articles."""
    site = MemorySite()
    *paths, path = site.add(range(30))
    other = (
        "/news/quite-another-slug-for-the-same-50029" if how == "id" else "/news/an-older-slug-of-the-last-one-40029"
    )
    if how == "redirect":
        site.redirects[other] = path
    else:
        site.pages[other], site.articles[other], site.texts[other] = site.pages[path], site.articles[path], path
    if how == "canonical":
        site.canonical[other] = path
    site.listing("/", "".join(map(link, paths)) + link("/section", "More of it"))
    return site, [path, other]


@pytest.mark.parametrize("listed", [0, 1])
@pytest.mark.parametrize("sitemap", ["before", "after"])
@pytest.mark.parametrize("how", ["id", "redirect", "canonical"])
def test_what_names_an_article_by_another_address_names_it(how: str, sitemap: str, listed: int) -> None:
    site, both = site_of_two_names(how)
    site.listing("/section", link(both[listed]))
    site.pages["/map.xml"] = f"<urlset><url><loc>{HOME}{both[1 - listed][1:]}</loc></url></urlset>"
    run = site.crawl(robots=("/map.xml",) if sitemap == "before" else ())
    if sitemap == "after":
        site.go_on(run, ("/map.xml",))
    assert len(run.hashes) == 30
    (last,) = (url for url in run.hashes if url.endswith("29"))
    (by,) = (note.by for note in run.crawl.ledger.seen.take() if note.url == last)
    assert by & (SITEMAP | LISTING) == SITEMAP | LISTING
