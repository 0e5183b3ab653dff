"""Gives pages that need scripts to a browser, and the site what the browser shows."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response

from newscrawl.discovery.learned.rendering_need import NOTE, RenderingNeed
from newscrawl.discovery.pages.page_faults import challenge_in
from newscrawl.discovery.pages.shells import has_article, has_gained, is_shell, needs_scripts
from newscrawl.errors import BadInput, DiscoveryError, PageTooComplex, RenderingFailed
from newscrawl.extensions.store_session import StoreSession
from newscrawl.extraction.page.document import Document
from newscrawl.middlewares.subrequests import Subrequests, answer_of
from newscrawl.rendering.executable import browser_path, what_is_missing
from newscrawl.rendering.modes import ALWAYS, NEVER, rendering_mode
from newscrawl.rendering.scripts_kept import KeptScripts
from newscrawl.rendering.shared import give_back, lend
from newscrawl.signals import CUT, KIND, UNRENDERED, LetGo, is_closing, page_rendered
from newscrawl.web.charsets import header_charset
from newscrawl.web.header_names import by_lower_name
from newscrawl.web.sites import site_of

OK = 200
ARTICLE, LISTING = "article", "listing"
KINDS = {"home": LISTING, "listing": LISTING, "article": ARTICLE, "part": ARTICLE}
VALIDATORS = (b"Etag", b"Last-Modified")
PREFIX = "newscrawl/rendering"


class Rendering:
    """Downloader middleware: a page that needs scripts goes on as Chromium shows it (see `newscrawl.rendering`).

    Setting `NEWSCRAWL_RENDER`: `always`, `never`, or `auto`, which renders on sites whose first pages gain by it; the
    store remembers for a month whether they do. Where a page needs scripts and no browser ran them,
    `meta[signals.UNRENDERED]` of its request says why. A challenge for browsers is never rendered.
    `NEWSCRAWL_BROWSER` names the browser, `NEWSCRAWL_RENDER_PAGES` says how many pages are rendered at once.
    Counts `newscrawl/rendering/pages`, `…/failed`, `…/requests`, `…/refused`. Raises `BadInput`.
    """

    def __init__(self, crawler: Crawler, mode: str, missing: str, clock: Callable[[], datetime]) -> None:
        assert crawler.stats
        settings = crawler.settings
        self._crawler = crawler
        self._stats = crawler.stats
        self._is_always = mode == ALWAYS
        self._missing = missing
        self._clock = clock
        self._needs: dict[str, RenderingNeed] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._ask = KeptScripts(Subrequests(crawler))
        path = None if missing else browser_path(settings.get("NEWSCRAWL_BROWSER") or "")
        self._browser = lend(path, settings.getint("NEWSCRAWL_RENDER_PAGES", 2)) if path else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        mode = rendering_mode(crawler.settings.get("NEWSCRAWL_RENDER"))
        if mode == NEVER:
            raise NotConfigured
        try:
            missing = what_is_missing(crawler.settings.get("NEWSCRAWL_BROWSER") or "")
        except BadInput as error:
            raise DiscoveryError(str(error)) from None
        if missing and mode == ALWAYS:
            raise DiscoveryError(f"pages are to be rendered always, and {missing}")
        rendering = cls(crawler, mode, missing, lambda: datetime.now(UTC))
        crawler.signals.connect(rendering.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(rendering.engine_stopped, signal=signals.engine_stopped)
        return rendering

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return *response*, or the page that its scripts make of it; raises `LetGo` where the crawl is ending."""
        kind = KINDS.get(str(request.meta.get(KIND)))
        if kind is None or response.status != OK or not isinstance(response, HtmlResponse) or CUT in response.flags:
            return response
        try:
            return await self._page(request, response, kind)
        except PageTooComplex:
            # Who reads it says so.
            return response

    def spider_closed(self) -> None:
        """Keep what was learned of the sites."""
        session = StoreSession.of(self._crawler)
        for site, need in self._needs.items():
            if session:
                session.store.keep_note(site, NOTE, need.as_note())

    async def engine_stopped(self) -> None:
        """End the browser, where no other crawl of the process needs it."""
        if self._browser is not None:
            browser, self._browser = self._browser, None
            await give_back(browser)

    async def _page(self, request: Request, response: HtmlResponse, kind: str) -> Response:
        need = self._need(site_of(response.url))
        if not (self._is_always or need.gained):
            if not need.is_open(kind):
                return response
            async with self._locks[site_of(response.url)]:
                # The page before may have settled it.
                if not need.gained:
                    return await self._looked_at(request, response, kind, need) if need.is_open(kind) else response
        document = _document(response)
        if self._is_wanted(document, response, kind) and (shown := await self._shown(request, response, kind)):
            return self._given(request, shown)
        return response

    async def _looked_at(self, request: Request, response: HtmlResponse, kind: str, need: RenderingNeed) -> Response:
        """Return the page, as a browser shows it where it seems to need that and gains by it."""
        document = _document(response)
        if _is_challenge(response, document) or not needs_scripts(document, article=kind == ARTICLE):
            need.saw(kind)
            return response
        shown = await self._shown(request, response, kind)
        if self._missing:
            return response
        need.saw(kind)
        gained = shown is not None and has_gained(document, _document(shown), article=kind == ARTICLE)
        need.tried_one(kind, gained=gained)
        return self._given(request, shown) if shown is not None and gained else response

    def _is_wanted(self, document: Document, response: HtmlResponse, kind: str) -> bool:
        """Tell whether the page of a site that needs a browser is to be rendered: not an article that can be read."""
        if _is_challenge(response, document):
            return False
        return self._is_always or kind == LISTING or is_shell(document) or not has_article(document)

    async def _shown(self, request: Request, response: HtmlResponse, kind: str) -> Response | None:
        """Return the page as a browser shows it, None where none does."""
        if is_closing(self._crawler):
            raise LetGo("the crawl is ending")
        if self._browser is None:
            request.meta[UNRENDERED] = self._missing
            return None
        try:
            page = await self._browser.render(answer_of(response), self._ask, listing=kind == LISTING)
        except RenderingFailed as error:
            self._stats.inc_value(f"{PREFIX}/failed")
            request.meta[UNRENDERED] = str(error)
            return None
        self._stats.inc_value(f"{PREFIX}/pages")
        self._stats.inc_value(f"{PREFIX}/requests", page.requests)
        self._stats.inc_value(f"{PREFIX}/refused", page.refused)
        # Without validators: what is served may stay the same while its scripts show something new.
        headers = {name: values for name, values in response.headers.items() if name not in VALIDATORS}
        headers[b"Content-Type"] = [b"text/html; charset=utf-8"]
        return response.replace(body=page.html.encode("utf-8", "replace"), headers=headers, encoding="utf-8")

    def _given(self, request: Request, shown: Response) -> Response:
        self._crawler.signals.send_catch_log(signal=page_rendered, request=request, response=shown)
        return shown

    def _need(self, site: str) -> RenderingNeed:
        if site not in self._needs:
            session = StoreSession.of(self._crawler)
            note = session.store.note(site, NOTE) if session else None
            self._needs[site] = RenderingNeed.from_note(note, self._clock())
        return self._needs[site]


def _document(response: Response) -> Document:
    return Document.parse(response.body, response.url, header_charset(response.headers.get("Content-Type")))


def _is_challenge(response: Response, document: Document) -> bool:
    return challenge_in(by_lower_name(response.headers), document.html) is not None
