"""A process that crawls what its parent hands out through a pipe."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Any

import scrapy.core.downloader.contextfactory  # noqa: F401 - it asks of every loaded module, so it comes first

from newscrawl.runner.output.logs import log_to_console
from newscrawl.runner.output.progress import Tally
from newscrawl.runner.running.crawling import Crawling
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.outcome import Ended
from newscrawl.runner.running.run_settings import project_settings
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.storage import Store


class Word(StrEnum):
    """What a child tells its parent, each with a value of its own."""

    NEXT = "asks for the crawls of a site, or None"
    TALLY = "what all crawls have done so far, and each site that is being crawled"
    ENDED = "how a crawl ended"
    LEFT_OUT = "a crawl whose site another process has"
    ERROR = "what kept a crawl from starting or being recorded, as text"


Keep = Callable[[Store], Keeper]
"""Makes what takes sites in a store; of a kind that can be sent to another process."""


def crawl_for_parent(pipe: "Connection[Any, Any]", overrides: dict[str, Any], lanes: int, keep: Keep) -> None:
    """Crawl in so many *lanes* what comes through *pipe* until None comes, with the settings *overrides*.

    *keep* makes what takes the sites.
    """
    # Ctrl-C in the terminal is for the parent, which passes it on.
    os.setsid()
    settings = project_settings(overrides)
    log_to_console(settings)
    parent = _Parent(pipe)
    url = settings["NEWSCRAWL_STORE"]
    try:
        with contextlib.ExitStack() as stack:
            keeper = keep(stack.enter_context(Store.open(url))) if url else None
            crawling = Crawling(settings, keeper, lanes, parent.ended, parent.left_out)

            def report(tally: Tally) -> None:
                parent.tally(tally, crawling.by_site())
                parent.errors(crawling.errors)

            try:
                crawling.run(parent.next_site, report)
            finally:
                report(crawling.tally)
    except Exception as error:
        logging.getLogger(__name__).debug("the process failed", exc_info=True)
        parent.errors([error])


class _Parent:
    """The parent at the other end of *pipe*; once it is gone nothing is told, and there is no next site."""

    def __init__(self, pipe: "Connection[Any, Any]") -> None:
        self._pipe = pipe
        self._asking = asyncio.Lock()
        self._told: list[Exception] = []
        self._tallies: tuple[Tally, dict[str, Tally]] = (Tally(), {})

    async def next_site(self) -> list[Crawl] | None:
        async with self._asking:
            self._tell(Word.NEXT)
            try:
                found: list[Crawl] | None = await asyncio.to_thread(self._pipe.recv)
            except (EOFError, ConnectionError):
                return None
            return found

    def ended(self, ended: Ended) -> None:
        self._tell(Word.ENDED, ended)

    def left_out(self, crawl: Crawl) -> None:
        self._tell(Word.LEFT_OUT, crawl)

    def tally(self, tally: Tally, by_site: dict[str, Tally]) -> None:
        if (tally, by_site) != self._tallies:
            self._tallies = tally, by_site
            self._tell(Word.TALLY, self._tallies)

    def errors(self, errors: Sequence[Exception]) -> None:
        for error in errors:
            if error not in self._told:
                self._told.append(error)
                self._tell(Word.ERROR, str(error))

    def _tell(self, word: Word, value: Any = None) -> None:
        with contextlib.suppress(ConnectionError):
            self._pipe.send((word, value))
