"""`scrapy crawl`, with wrong arguments told in one line before anything starts."""

import argparse
import sys

import scrapy.core.downloader.contextfactory  # noqa: F401 - it asks of every loaded module, so it comes first
from scrapy.commands import crawl
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.errors import ArgumentError, NewscrawlError
from newscrawl.publishers.registry import registry
from newscrawl.runner.running.interpreter import tune_interpreter
from newscrawl.storage import Store
from newscrawl.web.suggestions import unknown
from newscrawl.web.user_agent import checked_contact

BAD_INPUT = 2


class Command(crawl.Command):
    """Scrapy's command, which would answer a wrong argument or a store that cannot be opened with a traceback."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take up options; end the process with one line and exit code 2 for input that cannot be used.

        Here, where no event loop runs yet: one that is left in mid-start complains as it is cleared away.
        """
        super().process_options(args, opts)
        if len(args) == 1:
            assert self.settings is not None
            try:
                _check(self.settings, args[0], opts.spargs)
            except NewscrawlError as error:
                print(f"newscrawl: {error}", file=sys.stderr)
                sys.exit(BAD_INPUT)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, with Python suited to it as by `newscrawl crawl`."""
        tune_interpreter()
        super().run(args, opts)


def _check(settings: BaseSettings, name: str, arguments: dict[str, str]) -> None:
    loader = get_spider_loader(settings)
    if name not in loader.list():
        raise ArgumentError(unknown(name, sorted(loader.list()), "spider"))
    checked_contact(settings["NEWSCRAWL_CONTACT"] or "")
    registry(settings["NEWSCRAWL_PUBLISHERS"])
    loader.load(name)(**arguments)
    if settings["NEWSCRAWL_STORE"]:
        Store.open(settings["NEWSCRAWL_STORE"]).close()
