"""A crawl does not ask for what was forgotten."""

from pathlib import Path

from newscrawl.storage import Store
from tests.spiders.running import Crawl
from tests.spiders.serving import Site, links


def test_what_was_forgotten_is_not_fetched_again(crawl: Crawl, site: Site, tmp_path: Path) -> None:
    paths = [site.article(n) for n in range(4)]
    site.page("/", links(paths))
    assert len(crawl()["paths"]) == 4
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        store.forget([site.url[:-1] + paths[0]])
    site.page("/", links(paths) + "<p>new</p>")
    assert crawl()["paths"] == []
    assert paths[0] not in site.asked
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        assert len(list(store.records())) == 3
