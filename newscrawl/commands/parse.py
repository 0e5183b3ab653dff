"""`scrapy parse URL`: what newscrawl reads on a page."""

import argparse
from collections.abc import AsyncIterator, Iterator

from scrapy import Request, Spider
from scrapy.commands import parse
from scrapy.http import Response, TextResponse

from newscrawl.commands.one_page import of_one_page
from newscrawl.extraction import extract
from newscrawl.items import NewsArticle


class OnePage(Spider):
    """Reads the page that it is given, and follows nothing."""

    name = "page"

    def parse(self, response: Response) -> Iterator[NewsArticle]:
        """Yield the article on the page, if it is one."""
        declared = response.encoding if isinstance(response, TextResponse) else None
        article = extract(response.body, response.url, declared)
        if article is None:
            self.logger.warning("%s is no article", response.url)
        else:
            yield article


class Command(parse.Command):
    """Scrapy's command, which of itself knows no spider for a page of the general web."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take up options."""
        super().process_options(args, opts)
        assert self.settings is not None
        of_one_page(self.settings, args[0] if args else "")

    def set_spidercls(self, url: str, opts: argparse.Namespace) -> None:
        """Choose the spider that is asked for, else one that reads the page."""
        if opts.spider:
            super().set_spidercls(url, opts)
            return

        async def start(spider: Spider) -> AsyncIterator[Request]:
            yield self.prepare_request(spider, Request(url), opts)

        self.spidercls = OnePage
        self.spidercls.start = start  # type: ignore[assignment,method-assign]
