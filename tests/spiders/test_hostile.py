"""A crawl gets past pages that were made to stop it."""

from pathlib import Path
from typing import Any

from newscrawl.fates import Reason
from newscrawl.storage import Store
from tests.spiders.running import Crawl
from tests.spiders.serving import Site, links

BOMBS = {
    "attributes": "<p " + " ".join(f"a{number}" for number in range(40_000)) + ">x</p>",
    "tags": "<b>" * 300_000,
}


def test_a_page_that_takes_too_long_is_given_up_and_the_crawl_goes_on(
    crawl: Crawl,
    site: Site,
    tmp_path: Path,
) -> None:
    paths = [site.article(n) for n in range(3)]
    bombs = [f"/news/a-story-that-hurts-whoever-reads-it-{name}-777" for name in BOMBS]
    for path, body in zip(bombs, BOMBS.values(), strict=True):
        site.page(path, f"<html><h1>Story</h1>{body}")
    site.page("/", links([*bombs, *paths]))

    run: dict[str, Any] = crawl()

    assert run["paths"] == sorted(paths)
    assert run["stats"]["newscrawl/pages_given_up"] == len(bombs)
    assert "spider_exceptions/count" not in run["stats"]
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        notes = [store.fates.find(site.url + path[1:]) for path in bombs]
    assert [note.reason for note in notes if note] == [Reason.TOO_COMPLEX] * len(bombs)
