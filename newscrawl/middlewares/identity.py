"""An honest user agent: what crawls, and whom to write to."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.web.user_agent import user_agent

ADVICE = (
    "no contact is set: site owners cannot reach you. Set the variable or setting NEWSCRAWL_CONTACT to an e-mail "
    "address or a web page, e.g. export NEWSCRAWL_CONTACT=desk@example.org"
)


class HonestUserAgent:
    """Downloader middleware that names newscrawl and the `NEWSCRAWL_CONTACT` of whoever runs it.

    Without a contact it says once how to set one. A spider's or request's own user agent is left alone.
    """

    def __init__(self, agent: str) -> None:
        self._agent = agent

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        contact = crawler.settings.get("NEWSCRAWL_CONTACT") or ""
        if not contact and crawler.spider is not None and not getattr(crawler.spider, "replays", False):
            crawler.spider.logger.warning(ADVICE)
        return cls(user_agent(contact))

    def process_request(self, request: Request) -> None:
        """Set the header where none is set."""
        request.headers.setdefault(b"User-Agent", self._agent)
