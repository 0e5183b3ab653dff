"""Sitemaps lead to all articles of a site, and to no end of requests."""

import pytest

from newscrawl.discovery.crawl.sitemap_budget import FREE
from tests.discovery.sites import HOME, MemorySite, keys


def index(paths: list[str]) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths) + "</sitemapindex>"


def urlset(paths: list[str]) -> str:
    return "<urlset>" + "".join(f"<url><loc>{path}</loc></url>" for path in paths) + "</urlset>"


class Endless(dict[str, str]):
    """Pages of which there are ever more: each address under `/map` is an index that names *width* others."""

    width = 1
    entries = ""

    def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
        if path.startswith("/map"):
            return index([f"{path}-{n}.xml" for n in range(self.width)]) + self.entries
        return super().get(path, default)


@pytest.mark.parametrize("width", [1, 3, 500])
def test_endless_indexes_end(width: int) -> None:
    site = MemorySite(pages=Endless())
    site.pages["/"] = "<html>"
    Endless.width = width
    site.crawl(robots=("/map",))
    assert sum(path.startswith("/map") for path in site.asked) <= FREE + 1


def test_endless_indexes_that_name_the_same_articles_end() -> None:
    site = MemorySite(pages=Endless())
    paths = site.add(range(5))
    site.pages["/"] = "<html>"
    Endless.width, Endless.entries = 1, urlset(paths)
    for _ in range(2):
        run = site.crawl(robots=("/map",))
        assert sum(path.startswith("/map") for path in site.asked) <= FREE + 5
    Endless.entries = ""
    assert run.crawl.counts["fetches"] < 100


def test_a_large_index_is_read_whole() -> None:
    site = MemorySite()
    site.pages["/"] = "<html>"
    paths = site.add(range(300))
    for number, path in enumerate(paths):
        site.pages[f"/map-{number}.xml"] = urlset([HOME + path[1:]])
    site.pages["/map.xml"] = index([f"{HOME}map-{number}.xml" for number in range(300)])
    first = site.crawl(robots=("/map.xml",))
    assert keys(first.stored) == keys(paths)
    memory = site.remember(first)
    site.pages["/map-299.xml"] = urlset([HOME + path[1:] for path in [*site.add(range(300, 301)), paths[299]]])
    later = site.crawl(memory, robots=("/map.xml",))
    assert len(later.stored) == 1
