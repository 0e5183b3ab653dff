"""Searches are saved in the explorer, and are feeds at addresses that stay."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from newscrawl.storage import Store
from tests.browse.conftest import browsed
from tests.browse.driving import Browser
from tests.storage.builders import article


@pytest.fixture
def own(tmp_path: Path) -> Iterator[str]:
    """The address of an explorer of a store that a test may change."""
    url = f"sqlite:///{tmp_path}/store.db"
    with Store.open(url) as store:
        store.save_batch([article(1), article(2, section="Sport")])
    with browsed(url) as address:
        yield address


def text_at(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.read().decode())


def test_a_search_is_saved_subscribed_to_and_forgotten(chromium: object, own: str) -> None:
    browser = Browser(chromium, own)
    browser.open("/search?q=headline&section=Sport")
    browser.find("#name").send_keys("Le sport & co")
    browser.find(".keep button").click()
    browser.until("return document.querySelector('.kept .files')")
    assert "headline, section Sport" in browser.find("main").text
    feed = json.loads(text_at(browser.find(".kept .files a[href$='.json']").get_attribute("href")))
    assert feed["title"] == "newscrawl · Le sport & co"
    assert feed["feed_url"] == f"{own}/saved/Le%20sport%20%26%20co.json"
    assert [item["url"][-1] for item in feed["items"]] == ["2"]
    browser.find(".kept h2 a").click()
    browser.until("return document.querySelector('.ask #q, .ask input[name=q]')")
    assert browser.find("input[name=q]:not([aria-label])").get_attribute("value") == "headline"
    browser.open("/saved")
    browser.find(".kept form button").click()
    browser.until("return /No search is saved yet/.test(document.querySelector('main').textContent)")
    assert browser.complaints == []


@pytest.mark.parametrize(
    "headers",
    [{"Cookie": "ds_csrftoken=guessed"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}],
    ids=["without a token", "of another site", "of another origin"],
)
def test_nobody_else_s_page_saves_a_search(own: str, headers: dict[str, str]) -> None:
    request = Request(f"{own}/saved?q=x", urlencode({"name": "theirs"}).encode(), headers)
    with pytest.raises(HTTPError, match=r"403|421"):
        urlopen(request)
    assert "theirs" not in text_at(f"{own}/saved")


def test_who_reads_over_the_network_saves_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    with Store.open(url) as store:
        store.save(article(1))
        store.searches.keep("kept", "headline")
    with browsed(url, "--host", "0.0.0.0") as address:
        here = address.replace("0.0.0.0", "127.0.0.1")
        assert "Save this search" not in text_at(f"{here}/search?q=headline")
        assert "Forget it" not in text_at(f"{here}/saved")
        with urlopen(f"{here}/store") as answer:
            cookie = answer.headers.get("set-cookie", "")
        token = re.search("ds_csrftoken=([^;]+)", cookie)
        fields = {"name": "kept", "remove": "1", "csrftoken": token[1] if token else ""}
        with pytest.raises(HTTPError, match=r"40[03]"):
            urlopen(Request(f"{here}/saved", urlencode(fields).encode(), {"Cookie": cookie}))
        assert "kept" in text_at(f"{here}/saved")


def test_a_search_that_is_not_kept_is_not_found(own: str) -> None:
    for path in ("/saved/nothing", "/saved/nothing.rss"):
        with pytest.raises(HTTPError, match="404"):
            urlopen(own + path)
