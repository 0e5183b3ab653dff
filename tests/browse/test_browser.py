"""The explorer in a real browser: nothing is asked of other hosts, nothing complains, keys reach everything."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from newscrawl.storage import Store
from newscrawl.storage.graph.queries import key_of
from tests.browse.driving import GRAPH_DRAWN, SECONDS, Browser
from tests.browse.filling import HOSTILE_URL

pytest.importorskip("selenium", reason="pip install 'newscrawl[test]'")

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

WIDTHS = (1280, 390)


FITS = "const page = document.documentElement; return page.scrollWidth === page.clientWidth"
PAGES = (
    *("/", "/search?q=ambulance", "/article/1", "/people", "/person/1", "/graph", "/sites", "/site/lessor.example"),
    *("/store", "/store/articles", "/store?sql=select+headline+from+nodes", "/store/articles/1", "/nowhere"),
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_else_complains_of_nothing_and_fits(browser: Browser, path: str) -> None:
    for width in WIDTHS:
        browser.open(path, width)
        if path == "/graph":
            browser.until(GRAPH_DRAWN)
        assert browser.asked == {urlsplit(browser.site).netloc}
        assert [line for line in browser.complaints if path != "/nowhere" or "404" not in line] == []
        assert browser.run(FITS)
        assert browser.run("return document.querySelectorAll('h1').length") == 1


@pytest.mark.parametrize("path", ["/", "/article/1", "/site/lessor.example", "/store/articles"])
def test_text_stands_out_by_day_and_by_night(browser: Browser, path: str) -> None:
    for scheme in ("light", "dark"):
        browser.open(path, scheme=scheme)
        assert browser.run(FAINT) == []
        dark = browser.run("return getComputedStyle(document.documentElement).backgroundColor") == "rgb(22, 22, 20)"
        assert dark == (scheme == "dark")


# The texts whose contrast with the paper below them is under 4.5 : 1 (WCAG 2.2, 1.4.3).
FAINT = """
const light = (colour) => {
  const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const paper = (element) => {
  for (let e = element; e; e = e.parentElement) {
    const colour = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)$|transparent/.test(colour)) return colour;
  }
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const faint = [];
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  const hidden = !element.checkVisibility() || element.closest(".unseen, .skip, svg, script");
  if (hidden || !walker.currentNode.data.trim()) continue;
  const [a, b] = [light(getComputedStyle(element).color), light(paper(element))].sort((x, y) => y - x);
  if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(walker.currentNode.data.trim());
}
return faint;
"""


def test_searching_from_any_page_leads_to_an_article(browser: Browser) -> None:
    browser.open("/sites")
    browser.find("header input[type=search]").send_keys("ambulance", Keys.ENTER)
    browser.until("return location.pathname === '/search' && document.querySelector('mark')")
    headline = browser.find(".teasers a.headline")
    text = headline.text
    headline.click()
    browser.until("return location.pathname.startsWith('/article/')")
    assert browser.find("h1").text == text


def test_keys_alone_reach_every_link_field_and_button(browser: Browser) -> None:
    for path in ("/", "/search?q=ambulance", "/article/1", "/graph", "/store"):
        browser.open(path)
        if path == "/graph":
            browser.until(GRAPH_DRAWN)
        browser.run("document.activeElement.blur(); scrollTo(0, 0)")
        wanted = browser.run(
            "const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];"
            "const free = all.filter((e) => e.tabIndex >= 0 && e.checkVisibility() && e.type !== 'hidden');"
            "document.body.reached = new Set();"
            "document.addEventListener('focusin', (e) => document.body.reached.add(e.target));"
            "document.body.wanted = free; return free.length"
        )
        assert wanted > 5
        for _ in range(wanted // 3 + 4):
            browser.press(*[Keys.TAB] * 10)
            if browser.run("return document.body.wanted.every((e) => document.body.reached.has(e))"):
                break
        missed = browser.run(
            "return document.body.wanted.filter((e) => !document.body.reached.has(e)).map((e) => e.outerHTML)"
        )
        assert missed == [], path


def test_the_first_key_skips_to_the_content(browser: Browser) -> None:
    browser.open("/people")
    browser.press(Keys.TAB, Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "content"


def counts(browser: Browser) -> list[int]:
    """Return the articles, people and links that the graph page says are drawn."""
    return [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", browser.find("#counts").text)]


@pytest.fixture
def graph(browser: Browser, demo_store: Store) -> Browser:
    """The graph around an article, drawn."""
    key = key_of(demo_store, next(iter(demo_store.known("lessor.example"))).url)
    browser.open(f"/graph?node=a{key}")
    browser.until(GRAPH_DRAWN)
    return browser


def test_the_graph_grows_at_a_click(graph: Browser) -> None:
    before = counts(graph)
    place = graph.until(
        "const { graph, renderer } = document.querySelector('#stage').explorer;"
        "const at = (node) => renderer.framedGraphToViewport(renderer.getNodeDisplayData(node));"
        "const away = (a, b) => Math.hypot(at(a).x - at(b).x, at(a).y - at(b).y);"
        "const room = (node) => Math.min(...graph.nodes().filter((n) => n !== node).map((n) => away(n, node)));"
        "const articles = graph.nodes().slice(1).filter((n) => n.startsWith('a'));"
        "const other = articles.reduce((best, node) => (room(node) > room(best) ? node : best));"
        "const box = document.querySelector('#stage').getBoundingClientRect();"
        "return { x: box.x + at(other).x, y: box.y + at(other).y }"
    )
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        event = {"type": kind, **place, "button": "left", "clickCount": 1}
        graph.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    graph.until(f"return document.querySelector('#counts').textContent !== {json.dumps(text_of(before))}")
    assert sum(counts(graph)) > sum(before)
    assert graph.complaints == []


def text_of(numbers: list[int]) -> str:
    """Return how the page says *numbers*."""
    words = (("article", "articles"), ("person", "people"), ("link", "links"))
    return ", ".join(f"{n:,} {pair[n != 1]}" for n, pair in zip(numbers, words, strict=True))


def test_the_graph_grows_by_keys(graph: Browser) -> None:
    before = counts(graph)
    node = graph.run("const buttons = document.querySelectorAll('#list button'); return buttons[1].dataset.node")
    graph.run(f"document.querySelector('#list button[data-node={node}]').focus()")
    graph.press(Keys.ENTER)
    graph.until(f"return document.querySelector('#counts').textContent !== {json.dumps(text_of(before))}")
    assert counts(graph)[0] >= before[0]
    assert graph.find("#chosen a").get_attribute("href").endswith(f"/{node[1:]}")


def test_kinds_and_times_sift_the_graph(graph: Browser) -> None:
    before = counts(graph)
    graph.find("input[name=node][value=person]").click()
    assert counts(graph)[1] == 0
    graph.find("input[name=node][value=person]").click()
    assert counts(graph) == before
    graph.run(
        "const since = document.querySelector('input[name=since]'); since.value = '2025-06-01';"
        "since.dispatchEvent(new Event('input', { bubbles: true }))"
    )
    assert 0 < counts(graph)[0] < before[0]


def test_what_is_seen_of_the_graph_is_saved(graph: Browser, downloads: Path) -> None:
    articles, people, links = counts(graph)
    graph.find("#gexf").click()
    graph.find("#png").click()
    WebDriverWait(graph.driver, SECONDS, 0.05).until(
        lambda _: {"graph.gexf", "graph.png"} <= {path.name for path in downloads.iterdir()}
    )
    found = etree.parse(downloads / "graph.gexf")
    space = {"g": found.getroot().nsmap[None]}
    assert len(found.xpath("//g:node", namespaces=space)) == articles + people
    assert len(found.xpath("//g:edge", namespaces=space)) == links
    picture = (downloads / "graph.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    assert min(width, height) > 300
    assert graph.complaints == []


def test_a_graph_moves_by_keys(graph: Browser) -> None:
    camera = "return JSON.stringify(document.querySelector('#stage').explorer.renderer.getCamera().getState())"
    before = graph.run(camera)
    graph.run("document.querySelector('#stage').focus()")
    for key in (Keys.ARROW_RIGHT, "+"):
        graph.press(key)
        graph.until(f"{camera} !== {json.dumps(before)}")
        before = graph.run(camera)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_hostile_article_does_no_harm(browser: Browser, demo_store: Store, width: int) -> None:
    key = key_of(demo_store, HOSTILE_URL)
    for path in (f"/article/{key}", "/", "/search?q=harmed", f"/graph?node=a{key}", f"/store/records/{key}"):
        browser.open(path, width)
        if "graph" in path:
            browser.until(GRAPH_DRAWN)
        assert browser.complaints == []
        assert browser.asked == {urlsplit(browser.site).netloc}
        assert browser.run("return document.title") != "harmed"
        assert browser.run(FITS)
        assert browser.run("return [...document.links].filter((a) => !/^https?:$/.test(a.protocol)).length") == 0
        assert browser.run("return getComputedStyle(document.body).display") != "none"


@pytest.fixture
def expect_quick(browser: Browser) -> Callable[[str, float], None]:
    def expect(path: str, seconds: float) -> None:
        browser.open(path)
        timing = "const [one] = performance.getEntriesByType('navigation'); return one.duration"
        assert browser.until(timing) < 1_000 * seconds

    return expect


def test_an_article_of_a_word_of_a_million_letters_is_laid_out_at_once(
    expect_quick: Callable[[str, float], None], demo_store: Store
) -> None:
    expect_quick(f"/article/{key_of(demo_store, HOSTILE_URL)}", 10)
