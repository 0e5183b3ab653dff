"""A real Chromium, and pages for it; without one these tests are left out."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from newscrawl.rendering.browser import Browser
from newscrawl.rendering.exchange import Answer, Rendered, Wanted
from newscrawl.rendering.executable import browser_path, what_is_missing


@attrs.define
class Rendering:
    """Renders in the background; `asked` are the addresses that pages wanted and were let ask for."""

    browser: Browser
    loop: asyncio.AbstractEventLoop
    answers: dict[str, Answer] = attrs.field(factory=dict)
    asked: list[str] = attrs.field(factory=list)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Return what *work* gives in the browser's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def page(self, html: str, url: str = "http://127.0.0.1:1/page", *, listing: bool = False) -> Rendered:
        """Render *html* as the page at *url*."""
        return self.run(self.browser.render(served(html, url), self.ask, listing=listing))

    async def ask(self, wanted: Wanted) -> Answer | None:
        """Answer as `answers` say."""
        self.asked.append(wanted.url)
        return self.answers.get(wanted.url)


def served(html: str, url: str = "http://127.0.0.1:1/page") -> Answer:
    """Return a page as a server sends it."""
    return Answer(url=url, status=200, headers={"content-type": "text/html; charset=utf-8"}, body=html.encode())


def children(pid: int) -> set[int]:
    """Return the processes that *pid* and its children have begun and that run."""
    stats = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(")")
        except OSError:
            continue
        state, parent = rest.split()[:2]
        if state != "Z":
            stats[int(name.split()[0])] = int(parent)
    found, before = {pid}, set()
    while found != before:
        before = set(found)
        found |= {one for one, parent in stats.items() if parent in found}
    return found - {pid}


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def browser(loop: asyncio.AbstractEventLoop) -> Iterator[Browser]:
    if missing := what_is_missing():
        pytest.skip(missing)
    path = browser_path()
    assert path is not None
    browser = Browser(path)
    yield browser
    asyncio.run_coroutine_threadsafe(browser.close(), loop).result(60)


@pytest.fixture
def rendering(browser: Browser, loop: asyncio.AbstractEventLoop) -> Rendering:
    return Rendering(browser, loop)


__all__ = ["Rendering", "children", "served"]
