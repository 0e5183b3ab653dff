"""Whether a page is an answer: challenges, error pages and a site's templates are none, whatever their status."""

import asyncio
from collections.abc import Callable

import attrs
from scrapy.http import Response

from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.discovery.crawl.site_crawl import SiteCrawl
from newscrawl.discovery.evidence.siblings import SHORT, is_led_to
from newscrawl.discovery.pages.page_faults import SHORT as SHOWN_AT_MOST
from newscrawl.discovery.pages.page_faults import PageFault, fault_in, named_challenge, shown_challenge, tells_of_fault
from newscrawl.extraction.page.document import Document
from newscrawl.fates import Reason
from newscrawl.items import NewsArticle
from newscrawl.signals import UNRENDERED
from newscrawl.web.header_names import by_lower_name
from newscrawl.web.tellings import Telling, telling_of

MUCH = 2 * SHOWN_AT_MOST
LOOK_SECONDS = 0.05
TEMPLATE = PageFault(Reason.ERROR_PAGE, "nearly the same short text as at other addresses of the site")


def is_doubtful(article: NewsArticle) -> bool:
    """Tell whether *article* may be none: a short text without a date."""
    return not article.datePublished and len(article.articleBody or "") < SHORT


def fault_told(document: Document, article: NewsArticle) -> PageFault | None:
    """Return the fault that the page tells of where *article* was read, or None."""
    if is_doubtful(article) and tells_of_fault(article.headline or ""):
        return fault_in(document.html)
    return None


def _shows_much(article: NewsArticle) -> bool:
    """Tell whether the page shows the text of *article*, and that is longer than all that a challenge says."""
    source = article.metadata.articleBodySource if article.metadata else None
    return source == "page" and len(article.articleBody or "") > MUCH


@attrs.frozen
class PageCheck:
    """`stored` returns what the store holds at an address, `is_closing` tells whether the crawl is being ended."""

    stored: Callable[[str], Telling | None]
    is_closing: Callable[[], bool]

    def before_reading(self, response: Response) -> PageFault | None:
        """Return the challenge that the page is by its headers, or None."""
        return named_challenge(by_lower_name(response.headers))

    def challenge(self, document: Document, article: NewsArticle | None) -> PageFault | None:
        """Return the challenge that the page shows, from which *article* was read, or None."""
        return None if article is not None and _shows_much(article) else shown_challenge(document.html)

    def unread(self, crawl: SiteCrawl, fetch: Fetch, response: Response) -> PageFault | None:
        """Return why an article's page that could not be read needs a browser, None where it does not.

        Of a start page it is noted for the verdict on *crawl*.
        """
        why = response.meta.get(UNRENDERED)
        if why and fetch.kind == "home":
            crawl.ledger.health.front = f"the start page puts its links in by scripts, and {why}"
        return PageFault(Reason.SCRIPTS, str(why)) if why and fetch.kind == "article" else None

    async def after_reading(
        self, crawl: SiteCrawl, fetch: Fetch, document: Document, article: NewsArticle | None
    ) -> PageFault | None:
        """Return what the page tells of a fault, or None: then *article* is to be believed.

        It may take until other pages of *crawl* have come.
        """
        if article is None:
            return fault_in(document.html) if fetch.kind == "article" else None
        if not is_doubtful(article):
            return None
        if fault := fault_told(document, article):
            return fault
        telling = telling_of(article.headline, article.articleBody)
        if fetch.known:
            before = self.stored(fetch.url)
            if before is not None and not before.agrees(telling):
                return PageFault(Reason.ERROR_PAGE, "a short text that has nothing of the stored article")
        if is_led_to(article.headline or "", fetch.told, fetch.url):
            return None
        return TEMPLATE if await self._is_template(crawl, document.url, telling) else None

    async def _is_template(self, crawl: SiteCrawl, url: str, telling: Telling) -> bool:
        held = crawl.siblings.judge(url, telling)
        while held.is_template is None:
            if self.is_closing() or crawl.in_flight <= len(crawl.siblings.waiting):
                crawl.siblings.release()
            else:
                await asyncio.sleep(LOOK_SECONDS)
        return bool(held.is_template)
