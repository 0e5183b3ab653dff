"""`scrapy shell URL`, also for a page on this machine."""

import argparse

from scrapy.commands import shell

from newscrawl.commands.one_page import of_one_page


class Command(shell.Command):
    """Scrapy's command; the page that is named may be on loopback, and no store is opened for it."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take up options."""
        super().process_options(args, opts)
        assert self.settings is not None
        of_one_page(self.settings, args[0] if args else "")
