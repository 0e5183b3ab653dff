"""`scrapy crawl`, with wrong arguments told in one line before anything starts."""

import argparse

from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from newscrawl.errors import ArgumentError, NewscrawlError
from newscrawl.publishers.registry import registry
from newscrawl.storage import Store


class Command(crawl.Command):
    """Scrapy's command, which would answer a wrong argument or a store that cannot be opened with a traceback."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; raises `UsageError` (exit code 2) for input that cannot be used."""
        if len(args) == 1:
            try:
                self._check(args[0], opts.spargs)
            except NewscrawlError as error:
                raise UsageError(str(error), print_help=False) from None
        super().run(args, opts)

    def _check(self, name: str, arguments: dict[str, str]) -> None:
        assert self.crawler_process
        assert self.settings is not None
        loader = self.crawler_process.spider_loader
        if name not in loader.list():
            raise ArgumentError(f"there is no spider {name!r}: give one of {', '.join(sorted(loader.list()))}")
        registry(self.settings["NEWSCRAWL_PUBLISHERS"])
        loader.load(name)(**arguments)
        if self.settings["NEWSCRAWL_STORE"]:
            Store.open(self.settings["NEWSCRAWL_STORE"]).close()
