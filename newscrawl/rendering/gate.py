"""Decides of each request of a page whether it is made: only GETs of scripts and their data are, by the caller."""

import asyncio
import time
from typing import TYPE_CHECKING

import attrs

from newscrawl.rendering.exchange import Answer, Ask, Wanted

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Route

MOST_REQUESTS = 40
"""Requests of one page that are made."""

SCRIPT = "script"
ASKED_FOR = frozenset((SCRIPT, "xhr", "fetch"))

CANCELLED = "aborted"
"""Unlike other errors it leaves the page that is shown as it is."""

# What the browser says of itself, or would carry from one request to another.
_OWN_HEADERS = frozenset(("user-agent", "accept-encoding", "cookie", "host", "connection", "content-length"))
_OWN_PREFIXES = ("sec-", "proxy-", ":")


@attrs.define
class Gate:
    """Stands between the browser's `page` and the network: gives it `served` as its document, and asks for the rest.

    `requests` were made, `refused` were not; `under_way` are waited for now.
    """

    page: "Page"
    served: Answer
    ask: Ask
    requests: int = 0
    refused: int = 0
    under_way: int = 0
    ended: BaseException | None = None
    """What is to end the rendering."""

    _given: bool = False
    _waited: float = 0.0
    _since: float = 0.0

    async def handle(self, route: "Route") -> None:
        """Answer or refuse what *route* stands for."""
        request = route.request
        if self._is_the_page(request):
            self._given = True
            headers = self.served.headers_for_browser()
            await route.fulfill(status=self.served.status, headers=headers, body=self.served.body)
        elif self._may_ask(request):
            await self._pass_on(route, request)
        else:
            self.refused += 1
            await route.abort(CANCELLED)

    @property
    def waited(self) -> float:
        """Seconds in which the page waited for an answer."""
        return self._waited + (time.monotonic() - self._since if self.under_way else 0.0)

    def _is_the_page(self, request: "Request") -> bool:
        """Tell whether *request* is for the document itself, the first time: frames and other pages are not shown."""
        return not self._given and request.is_navigation_request() and request.frame == self.page.main_frame

    def _may_ask(self, request: "Request") -> bool:
        return (
            self.ended is None
            and request.method == "GET"
            and request.resource_type in ASKED_FOR
            and not request.is_navigation_request()
            and request.url.startswith(("http://", "https://"))
            and self.requests < MOST_REQUESTS
        )

    async def _pass_on(self, route: "Route", request: "Request") -> None:
        self.requests += 1
        answer = await self._answer(request)
        if answer is None:
            self.refused += 1
            await route.abort(CANCELLED)
        else:
            await route.fulfill(status=answer.status, headers=answer.headers_for_browser(), body=answer.body)

    async def _answer(self, request: "Request") -> Answer | None:
        if not self.under_way:
            self._since = time.monotonic()
        self.under_way += 1
        try:
            headers = script_headers(request.headers)
            is_script = request.resource_type == SCRIPT
            wanted = Wanted(url=request.url, page=self.served.url, headers=headers, is_script=is_script)
            return await self.ask(wanted)
        except Exception as error:
            self.ended = error
            return None
        except asyncio.CancelledError as error:
            self.ended = error
            raise
        finally:
            self.under_way -= 1
            if not self.under_way:
                self._waited += time.monotonic() - self._since


def script_headers(headers: dict[str, str]) -> dict[str, str]:
    """Return those of a request's *headers* that the page's script has set, or a server needs to answer it.

    >>> script_headers({"accept": "application/json", "cookie": "a=b", "sec-fetch-mode": "cors"})
    {'accept': 'application/json'}
    """
    return {
        name: value
        for name, value in headers.items()
        if name.lower() not in _OWN_HEADERS and not name.lower().startswith(_OWN_PREFIXES)
    }
