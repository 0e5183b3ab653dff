"""axe finds nothing on any page: narrow and wide, by day and by night, with and without articles."""

from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from newscrawl.browse.report import report
from newscrawl.storage import Store
from newscrawl.storage.graph.queries import key_of
from tests.browse.conftest import browsed
from tests.browse.driving import GRAPH_DRAWN, Browser
from tests.browse.filling import HOSTILE_URL, NOW, OTHER, PAPER

pytest.importorskip("axe_playwright_python", reason="pip install 'newscrawl[test]'")

LOOKS = [(width, scheme) for width in (1200, 390) for scheme in ("light", "dark")]
PAGES = (
    *("/", "/search", "/search?q=ambulance&site=lessor.example", "/search?q=zzzz", "/search?since=soon"),
    *("/people", "/people?q=zzzz", "/person/1", "/sites", "/site/lessor.example", "/site/kibaru.example"),
    *(
        "/graph",
        "/fate",
        "/fate?url=https%3A%2F%2Fwww.lessor.example%2F",
        "/changes",
        "/changes?day=2026-01-21",
        "/saved",
        "/losses",
        "/losses?site=lessor.example",
    ),
    *(
        "/saved",
        "/store",
        "/store/articles",
        "/store/articles?_facet=section",
        "/store/article_list",
        "/store/articles/1",
    ),
    *("/store/newest_articles", "/store?sql=select+key+from+articles", "/store?sql=selec", "/nowhere"),
)
EMPTY = (
    "/",
    "/search",
    "/people",
    "/sites",
    "/graph",
    "/fate",
    "/changes",
    "/saved",
    "/losses",
    "/store",
    "/store/article_list",
)

# What axe holds against the page, and how wide the page is beyond the window.
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then((found) => done(
  found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(" ")}`)
))
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture
def faults(browser: Browser, axe: str) -> Callable[[str], list[str]]:
    """Return a function: address -> what is wrong there, in every look."""

    def find(url: str) -> list[str]:
        browser.resize(*LOOKS[0])
        browser.driver.get(url)
        if browser.run("return document.querySelector('#stage')"):
            browser.until(GRAPH_DRAWN)
        browser.run(axe)
        found: list[str] = []
        for width, scheme in LOOKS:
            browser.resize(width, scheme)
            found += [f"{width} {scheme} {fault}" for fault in browser.driver.execute_async_script(RUN)]
        return found

    return find


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(faults: Callable[[str], list[str]], site: str, path: str) -> None:
    assert faults(site + path) == []


def test_axe_finds_nothing_on_articles(faults: Callable[[str], list[str]], site: str, demo_store: Store) -> None:
    (revised,) = [hit.url for hit in demo_store.search("corrigé") if hit.url.startswith(PAPER)]
    copy = key_of(demo_store, revised.replace(PAPER, OTHER))
    assert faults(f"{site}/article/{key_of(demo_store, revised)}/beside/{copy}") == []
    for url in (revised, HOSTILE_URL, f"{PAPER}/posts/seen-only"):
        assert faults(f"{site}/article/{key_of(demo_store, url)}") == []


def test_axe_finds_nothing_on_a_report(faults: Callable[[str], list[str]], demo_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(report(demo_store, date(2025, 12, 1), NOW), "utf-8")
    assert faults(path.as_uri()) == []
    path.write_text(report(demo_store, date(2031, 1, 1), NOW), "utf-8")
    assert faults(path.as_uri()) == []


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the explorer of a store without anything in it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('empty')}/store.db"
    Store.open(url).close()
    with browsed(url) as address:
        yield address


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_store_says_what_to_do_on_every_page(
    faults: Callable[[str], list[str]], browser: Browser, empty: str, path: str
) -> None:
    assert faults(empty + path) == []
    assert "newscrawl crawl " in browser.find("main").text or path in ("/fate", "/saved")
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def test_axe_is_heard(browser: Browser, axe: str, faults: Callable[[str], list[str]], tmp_path: Path) -> None:
    path: Any = tmp_path / "bad.html"
    path.write_text("<!doctype html><html><title>Bad</title><main><h1>Bad</h1><input></main>", "utf-8")
    assert [fault for fault in faults(path.as_uri()) if "label" in fault]
