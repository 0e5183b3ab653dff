"""Pages as they were served: shown as text, and never let act."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from lxml import html

from newscrawl.archive.writer import ArchiveWriter, Exchange
from newscrawl.storage import Store
from tests.browse.conftest import browsed
from tests.browse.driving import Browser
from tests.storage.builders import SITE, article

URL = f"{SITE}/posts/story-1"
HOSTILE = b"""<!doctype html><html><head><title>As it was</title><base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/"><link rel="preconnect" href="https://evil.example">
<style>@import url(https://evil.example/a.css)</style></head><body onload="document.title='harmed'">
<h1>Caf\xc3\xa9 at S\xc3\xa9gou</h1><script>document.title = "harmed"</script><img src="https://evil.example/1.png">
<iframe src="https://evil.example/"></iframe><form action="/saved" method="post"><button>Go</button></form>
<svg><script>document.title = "harmed"</script></svg></body></html>"""


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[str]:
    """The address of an explorer that knows an archive with two captures of a page."""
    store, archive = f"sqlite:///{tmp_path}/store.db", tmp_path / "archive"
    with Store.open(store) as opened:
        opened.save_batch([article(1, url=URL), article(2)])
    with ArchiveWriter(archive, "newscrawl/1", "newscrawl/1", lambda: datetime(2026, 1, 22, tzinfo=UTC)) as writer:
        for hour, body in ((8, b"<h1>Before</h1>"), (9, HOSTILE)):
            moment = datetime(2026, 1, 22, hour, tzinfo=UTC)
            served = ((b"Content-Type", b"text/html; charset=utf-8"),)
            writer.write(
                Exchange(
                    url=URL,
                    method="GET",
                    request_headers=(),
                    status=200,
                    headers=served,
                    body=body,
                    fetched_at=moment,
                    kind="article",
                    site="paper.example",
                )
            )
    with browsed(store, "--archive", str(archive)) as address:
        yield address


def test_an_article_leads_to_its_page_as_it_was(kept: str) -> None:
    page = html.parse(urlopen(f"{kept}/article/1")).getroot()
    (link,) = page.xpath("//div[dt='As captured']//a")
    assert link.text_content() == "2 times"
    captures = html.parse(urlopen(kept + link.get("href"))).getroot()
    assert captures.xpath("//tbody//time/@datetime") == [
        "2026-01-22T09:00:00.000000Z",
        "2026-01-22T08:00:00.000000Z",
    ]
    pages = captures.xpath("//a[.='Page']/@href")
    assert b"Before" in urlopen(kept + pages[1]).read()
    source = captures.xpath("//a[.='Source']/@href")[0]
    with urlopen(kept + source) as answer:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.read() == HOSTILE
    assert not html.parse(urlopen(f"{kept}/article/2")).getroot().xpath("//div[dt='As captured']")


def test_a_captured_page_does_nothing(chromium: object, kept: str) -> None:
    path = "/captured/page?" + urlencode({"url": URL})
    with urlopen(kept + path) as answer:
        policies = answer.headers.get_all("content-security-policy")
        served = html.fromstring(answer.read().decode())
    assert any(policy.startswith("sandbox;") for policy in policies)
    assert not served.xpath("//script | //link | //meta | //base | //iframe | //form | //svg")
    browser = Browser(chromium, kept)
    browser.open(path)
    assert "Café at Ségou" in browser.find("body").text
    assert browser.driver.title == "As it was"
    assert browser.asked == {kept.partition("//")[2]}


def test_what_was_not_captured_is_said(kept: str, tmp_path: Path) -> None:
    nowhere = urlencode({"url": f"{SITE}/nowhere"})
    assert "crawl --archive" in urlopen(f"{kept}/captured?{nowhere}").read().decode()
    for path in (f"/captured/page?{nowhere}", "/captured/source?" + urlencode({"url": URL, "at": "2025"})):
        with pytest.raises(HTTPError, match="404"):
            urlopen(kept + path)
    with browsed(f"sqlite:///{tmp_path}/store.db") as without, pytest.raises(HTTPError, match="404") as caught:
        urlopen(f"{without}/captured?{nowhere}")
    assert "browse --archive DIR" in caught.value.read().decode()
