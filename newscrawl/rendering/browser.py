"""The browser of a process: started with the first page that needs it, shared by all crawls, ended with the last."""

import asyncio
import logging
import os
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from newscrawl.errors import RenderingFailed
from newscrawl.rendering.exchange import Answer, Ask, Rendered
from newscrawl.rendering.gate import CANCELLED, Gate
from newscrawl.rendering.process import MOST_MEMORY, kill, kill_the_greedy
from newscrawl.rendering.serialising import AS_HTML
from newscrawl.rendering.settling import Budget, go_on, settle

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, CDPSession, Page, Playwright, Route

MOST_SECONDS = 10.0
"""Seconds of its own that a page may take."""

AT_MOST_SECONDS = 180.0
"""Seconds that a page may take together with what it waits for."""

PAGES_A_CONTEXT = 200
MOST_HTML = 16 << 20
CLOSE_SECONDS = 5.0
WATCH_SECONDS = 0.25

# Whatever is not answered by the caller finds no way: every name is unknown, that of the only proxy too.
NO_NETWORK = (
    "--proxy-server=http://no-network.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--js-flags=--max-old-space-size=384",
)
logger = logging.getLogger(__name__)


@attrs.define(eq=False, slots=False)
class _Context:
    """A profile of the browser that forgets all when it ends; `pages` were opened in it, `open` are so now."""

    profile: "BrowserContext"
    pages: int = 0
    open: int = 0
    gates: "dict[Page, Gate]" = attrs.field(factory=dict)

    async def handle(self, route: "Route") -> None:
        """Give *route* to the gate of its page; what belongs to none, as a popup, is refused."""
        from playwright.async_api import Error

        # The page may be gone by now.
        with suppress(Error):
            try:
                gate = self.gates.get(route.request.frame.page)
            except Error:
                gate = None
            await (gate.handle(route) if gate is not None else route.abort(CANCELLED))


@attrs.define(eq=False, slots=False)
class Browser:
    """Renders pages with the browser at `path`, so many *at_once*; the others wait their turn."""

    path: Path
    at_once: int = 2
    _slots: asyncio.Semaphore = attrs.field(init=False)
    _lock: asyncio.Lock = attrs.field(init=False, factory=asyncio.Lock)
    _driver: "Playwright | None" = attrs.field(init=False, default=None)
    _chromium: "Chromium | None" = attrs.field(init=False, default=None)
    _session: "CDPSession | None" = attrs.field(init=False, default=None)
    _context: _Context | None = attrs.field(init=False, default=None)
    _watch: "asyncio.Task[None] | None" = attrs.field(init=False, default=None)
    _pid: int | None = attrs.field(init=False, default=None)
    _closing: set["asyncio.Future[bool]"] = attrs.field(init=False, factory=set)

    def __attrs_post_init__(self) -> None:
        self._slots = asyncio.Semaphore(self.at_once)

    @property
    def is_running(self) -> bool:
        """Whether there is a browser now."""
        return self._chromium is not None and self._chromium.is_connected()

    async def render(self, served: Answer, ask: Ask, *, listing: bool = False) -> Rendered:
        """Return the page *served* after its scripts have run; what they want is had by *ask*.

        A *listing* is asked for more of it. Raises `RenderingFailed` where the page takes too much time or memory, or
        the browser cannot be started; and what *ask* raises.
        """
        from playwright.async_api import Error

        async with self._slots:
            try:
                context = await self._ready()
                page = await context.profile.new_page()
            except Error as error:
                raise RenderingFailed(f"the browser {self.path} does not run: {_first_line(error)}") from error
            gate = context.gates[page] = Gate(page, served, ask)
            try:
                return await self._shown(page, gate, listing)
            except Error as error:
                raise RenderingFailed(f"the browser gave it up: {_first_line(error)}") from error
            finally:
                context.gates.pop(page, None)
                await self._leave(context, page)

    async def close(self) -> None:
        """End the browser; a second call does nothing."""
        async with self._lock:
            await self._end()
            if self._driver is not None:
                driver, self._driver = self._driver, None
                await _in_time(driver.stop())

    async def _shown(self, page: "Page", gate: Gate, listing: bool) -> Rendered:
        def crashed(*_: object) -> None:
            gate.ended = RenderingFailed(f"its scripts took too much memory (more than {MOST_MEMORY >> 20} MiB)")

        page.on("crash", crashed)
        page.on("popup", self._close_popup)
        budget = Budget(gate, MOST_SECONDS, AT_MOST_SECONDS)
        await budget.within(page.goto(gate.served.url, wait_until="commit", timeout=1000 * AT_MOST_SECONDS))
        await settle(page, budget)
        if listing:
            await go_on(page, budget)
        html = await budget.within(page.evaluate(AS_HTML, MOST_HTML), grace=1.0)
        if not isinstance(html, str):
            raise RenderingFailed(f"it is larger than {MOST_HTML >> 20} MiB")
        return Rendered(html=html, requests=gate.requests, refused=gate.refused)

    async def _ready(self) -> _Context:
        """Return a context for one more page, of a browser that runs."""
        async with self._lock:
            if not self.is_running:
                await self._end()
                await self._start()
            assert self._chromium is not None
            if self._context is None or self._context.pages >= PAGES_A_CONTEXT:
                profile = await self._chromium.new_context(
                    service_workers="block", accept_downloads=False, viewport={"width": 1280, "height": 2000}
                )
                context = _Context(profile)
                await profile.route("**/*", context.handle)
                self._context = context
            self._context.pages += 1
            self._context.open += 1
            return self._context

    async def _leave(self, context: _Context, page: "Page") -> None:
        """Close *page*, and its *context* where that was the last of it; a browser that does not obey is ended."""
        context.open -= 1
        obeyed = await _in_time(page.close())
        if obeyed and context.open == 0 and context is not self._context:
            obeyed = await _in_time(context.profile.close())
        if not obeyed:
            async with self._lock:
                await self._end()

    async def _start(self) -> None:
        from playwright.async_api import async_playwright

        has_sandbox = not hasattr(os, "geteuid") or os.geteuid() != 0
        if self._driver is None:
            if not has_sandbox:
                logger.warning("the browser runs as root, and so without its sandbox: run newscrawl as another user")
            self._driver = await async_playwright().start()
        self._chromium = await self._driver.chromium.launch(
            executable_path=self.path,
            args=NO_NETWORK,
            chromium_sandbox=has_sandbox,
            # The crawl ends first, and the browser with it.
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        self._session = await self._chromium.new_browser_cdp_session()
        processes = await self._session.send("SystemInfo.getProcessInfo")
        self._pid = next((one["id"] for one in processes["processInfo"] if one["type"] == "browser"), None)
        self._watch = asyncio.ensure_future(self._watch_memory(self._session))

    async def _watch_memory(self, session: "CDPSession") -> None:
        from playwright.async_api import Error

        with suppress(Error):
            while True:
                await asyncio.sleep(WATCH_SECONDS)
                if self._context is not None and self._context.gates:
                    kill_the_greedy(await session.send("SystemInfo.getProcessInfo"))

    async def _end(self) -> None:
        chromium, pid = self._chromium, self._pid
        self._chromium = self._session = self._context = self._pid = None
        if self._watch is not None:
            watch, self._watch = self._watch, None
            watch.cancel()
            await asyncio.wait({watch})
        if chromium is not None and not await _in_time(chromium.close()) and pid is not None:
            kill(pid)

    def _close_popup(self, popup: "Page") -> None:
        task = asyncio.ensure_future(_in_time(popup.close()))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


async def _in_time(closing: Awaitable[Any]) -> bool:
    """Tell whether *closing* came to its end, well or not."""
    from playwright.async_api import Error

    try:
        await asyncio.wait_for(closing, CLOSE_SECONDS)
    except TimeoutError:
        return False
    except Error:
        return True
    return True


def _first_line(error: Exception) -> str:
    """Return what *error* says, without the name of the call."""
    return str(error).partition("\n")[0].rpartition(": ")[2][:200]
