"""Traps by behaviour: a form that brings articles is asked on and on, one that brings none runs dry."""

from newscrawl.discovery.addresses.traps import Trap
from newscrawl.discovery.crawl.frontier import ARCHIVE, Fetch
from newscrawl.discovery.evidence.suspects import BASE, Suspects
from tests.discovery.sites import HOME, MemorySite


def fetches(count: int) -> list[Fetch]:
    return [Fetch(url=f"{HOME}index.php?id={n}&view=article", kind="article", rank=ARCHIVE) for n in range(count)]


def test_a_trap_runs_dry_and_articles_fill_the_budget_up() -> None:
    suspects = Suspects()
    found = fetches(200)
    admitted = [fetch for fetch in found if suspects.admit(fetch, Trap.FACET)]
    assert len(admitted) == BASE
    asked = list(admitted)
    for fetch in asked:
        asked += suspects.gained(fetch.url)
    assert len(asked) == len(found)
    assert list(suspects.waiting()) == []


def test_a_site_whose_articles_all_look_like_views_is_read_whole() -> None:
    site = MemorySite()
    paths = [f"/read/{n}?view=article" for n in range(500, 580)]
    for path in paths:
        site.pages[path] = f"<html><body><h1>{path}</h1></body></html>"
        site.articles[path.partition("?")[0]] = site.now
    links = (f'<h2><a href="{path}">The story of number {path[6:9]} in town</a></h2>' for path in paths)
    site.listing("/", "".join(links))
    assert sorted(site.crawl().stored) == paths


def test_an_endless_row_of_views_ends() -> None:
    site = MemorySite()
    rows = "".join(
        f'<a href="/list?sort={n}&id={70000 + n}">Sort it by number {n} now and then</a>' for n in range(300)
    )
    site.listing("/", rows)
    site.crawl()
    assert sum(asked.startswith("/list") for asked in site.asked) <= BASE
