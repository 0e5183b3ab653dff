"""What the scripts of a page ask for, had by the crawl itself: as politely and as guarded as its pages."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from newscrawl.rendering.exchange import Answer, Wanted
from newscrawl.signals import KIND, SUBREQUEST, LetGo, is_closing
from newscrawl.web.header_names import by_lower_name
from newscrawl.web.sites import site_of

MOST_BYTES = 8 << 20
FOR_ALL = frozenset(("accept", "accept-language"))
"""Default headers that any host may have; others, as a subscription's cookie, are for the site alone."""


class Subrequests:
    """Asks for what a page wants (`newscrawl.rendering.exchange.Ask`) by the engine of *crawler*."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        defaults = crawler.settings.getdict("DEFAULT_REQUEST_HEADERS")
        self._private = [name for name in defaults if name.lower() not in FOR_ALL]

    async def __call__(self, wanted: Wanted) -> Answer | None:
        """Return the answer to *wanted*, None where it is refused or fails; raises `LetGo` where the crawl is
        ending."""
        if is_closing(self._crawler):
            raise LetGo("the crawl is ending")
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(self._request(wanted))
        except LetGo:
            raise
        except Exception:
            # Forbidden, or no answer: a script has to live with both.
            return None
        return answer_of(response)

    def _request(self, wanted: Wanted) -> Request:
        headers: dict[str, str | None] = dict(wanted.headers)
        if site_of(wanted.url) != site_of(wanted.page):
            headers |= dict.fromkeys(self._private)
        return Request(
            wanted.url,
            headers=headers,
            callback=NO_CALLBACK,
            meta={KIND: SUBREQUEST, "download_maxsize": MOST_BYTES, "max_retry_times": 1},
        )


def answer_of(response: Response) -> Answer:
    """Return *response* as the browser is given it."""
    return Answer(url=response.url, status=response.status, headers=by_lower_name(response.headers), body=response.body)
