"""The face of the package: mistakes in calls of `extract`, `crawl`, `Publisher` and page objects are one sentence."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl import NewsArticlePage, Publisher, Store, crawl, extract
from newscrawl.errors import NewscrawlError

URL = "https://paper.example/a-story"
DEAD = "http://127.0.0.1:9/"

WRONG = {
    "extract nothing": (lambda: extract(None, URL), "the page is None"),
    "extract a path": (lambda: extract(Path("a.html"), URL), "give its bytes or its text"),
    "extract without an address": (lambda: extract("<p>a", None), "the address is None"),
    "extract of many addresses": (lambda: extract("<p>a", [URL]), "the address is"),
    "an encoding by number": (lambda: extract(b"<p>a", URL, 8), "the encoding is 8 (int)"),
    "an article in words": (lambda: extract(b"<p>a", URL, article="yes"), "article is 'yes'"),
    "crawl nothing": (lambda: crawl(None), "an address is None"),
    "crawl a number": (lambda: crawl([5]), "an address is 5 (int)"),
    "crawl into a path": (lambda: crawl(DEAD, store=Path("news.db")), "sqlite:///news.db"),
    "crawl into a file's name": (lambda: crawl(DEAD, store="news.db"), "sqlite:///news.db"),
    "settings in a list": (lambda: crawl(DEAD, settings=["A=1"]), "settings is ['A=1'] (list)"),
    "settings with an object": (lambda: crawl(DEAD, settings={"A": object()}), "the setting A is"),
    "settings of Scrapy": (lambda: crawl(DEAD, settings=Settings()), "cannot be handed"),
    "a mistyped setting": (lambda: crawl(DEAD, settings={"NEWSCRAWL_CONTCAT": "a@b.example"}), "NEWSCRAWL_CONTACT?"),
    "a module that is not there": (lambda: crawl(DEAD, settings="nosuch.settings"), "nosuch"),
    "hosts as an address": (lambda: Publisher(hosts=(URL,)), "give names of hosts"),
    "hosts by number": (lambda: Publisher(hosts=5), "hosts of a publisher is 5 (int)"),
    "a page of another kind": (lambda: Publisher(hosts="paper.example", page=dict), "page of a publisher"),
    "a zone by name": (lambda: Publisher(hosts="paper.example", zone="Bamako"), "IANA"),
    "a page object of a text": (lambda: NewsArticlePage("<html>").article, "HttpResponse"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_one_sentence_of_ours(name: str) -> None:
    call, says = WRONG[name]
    with pytest.raises(NewscrawlError) as told:
        call()
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_bytes_of_any_sort_are_read() -> None:
    text = b"<article><h1>A bridge</h1>" + b"<p>The bridge over the river was opened on Friday by the mayor.</p>" * 9
    assert extract(bytearray(text), URL, article=True) == extract(text, URL, article=True)


def test_a_store_that_was_closed_can_name_where_a_crawl_goes(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/news.db")
    store.close()
    crawl(DEAD, store=store).close()
