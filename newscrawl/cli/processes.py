"""Shares crawls among processes of this machine that write to one store.

The parent hands out sites one by one and shows one progress; a worker asks for its next site when it has a lane free.
A worker that dies is reported, and its sites go to others.
"""

import asyncio
import contextlib
import logging
import math
import multiprocessing
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection, wait
from typing import Any

import attrs

from newscrawl.cli.errors import BadInput
from newscrawl.cli.logs import announcer, log_to_console
from newscrawl.cli.progress import Tally
from newscrawl.cli.running import (
    AT_ONCE,
    REFRESH_SECONDS,
    Crawl,
    Crawling,
    Ended,
    by_site,
    progress,
    project_settings,
    run_of,
)
from newscrawl.sites.holders import holder_of
from newscrawl.sites.keeper import Keeper
from newscrawl.storage import Store

MOST_TRIES = 2
"""How many processes a site may take along before it is given up."""

_NEXT, _TALLY, _ENDED, _ERROR = "next", "tally", "ended", "error"

_spawn = multiprocessing.get_context("spawn")


def run_shared(
    crawls: Sequence[Crawl],
    overrides: dict[str, Any],
    processes: int,
    keeper: Keeper | None = None,
    update: Callable[[Tally], None] = lambda _: None,
) -> list[Ended]:
    """Run *crawls* in so many *processes* with the settings *overrides*, with one progress on standard error.

    *update* is told how far they are.
    Raises `BadInput` with the words of what kept a crawl from starting.
    """
    settings = project_settings(overrides)
    log_to_console(settings)
    sharing = _Sharing(crawls, overrides, processes, keeper)
    with progress(settings, update) as show, _signals_to(sharing):
        while sharing.step():
            show(sharing.tally)
    if sharing.errors:
        raise BadInput(sharing.errors[0])
    return sorted(sharing.ended, key=lambda one: crawls.index(one.crawl))


@attrs.define(eq=False)
class _Worker:
    process: Any
    pipe: "Connection[Any, Any]"
    started: datetime
    sites: dict[str, list[Crawl]] = attrs.field(factory=dict)
    tally: Tally = attrs.field(factory=Tally)

    @classmethod
    def start(cls, overrides: dict[str, Any], lanes: int) -> "_Worker":
        here, there = _spawn.Pipe()
        process = _spawn.Process(target=_work, args=(there, overrides, lanes), daemon=True)
        process.start()
        there.close()
        return cls(process, here, datetime.now(UTC))


class _Sharing:
    """The sites still to be crawled, the workers, and what has ended."""

    def __init__(
        self, crawls: Sequence[Crawl], overrides: dict[str, Any], processes: int, keeper: Keeper | None
    ) -> None:
        self.ended: list[Ended] = []
        self.errors: list[str] = []
        self._waiting = deque(by_site(crawls))
        self._overrides = overrides
        self._lanes = min(AT_ONCE, math.ceil(len(self._waiting) / processes))
        self._keeper = keeper
        self._tries: Counter[str] = Counter()
        self._done: list[_Worker] = []
        self._stopping = False
        self._workers = [_Worker.start(overrides, self._lanes) for _ in range(min(processes, len(self._waiting)))]

    @property
    def tally(self) -> Tally:
        """What all processes have done so far."""
        return Tally.sum(worker.tally for worker in [*self._workers, *self._done])

    def step(self) -> bool:
        """Do what the workers ask for, and wait a little; `False` when all of them have ended."""
        ready = wait([worker.pipe for worker in self._workers], REFRESH_SECONDS)
        for worker in [worker for worker in self._workers if worker.pipe in ready]:
            try:
                self._answer(worker, *worker.pipe.recv())
            except (EOFError, ConnectionError):
                self._bury(worker)
        return bool(self._workers)

    def stop(self) -> None:
        """Ask all workers to end; asked a second time, they do so at once."""
        self._stopping = True
        for worker in self._workers:
            if worker.process.is_alive():
                worker.process.terminate()

    def _answer(self, worker: _Worker, kind: str, value: Any = None) -> None:
        if kind == _NEXT:
            crawls = None if self._stopping or not self._waiting else self._waiting.popleft()
            if crawls:
                worker.sites[crawls[0].site] = crawls
            worker.pipe.send(crawls)
        elif kind == _TALLY:
            worker.tally = value
        elif kind == _ENDED:
            self.ended.append(value)
            left = [crawl for crawl in worker.sites.pop(value.crawl.site, []) if crawl != value.crawl]
            if left:
                worker.sites[value.crawl.site] = left
        elif kind == _ERROR:
            self.errors.append(value)

    def _bury(self, worker: _Worker) -> None:
        """See to what a worker leaves that speaks no more."""
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        code = worker.process.exitcode
        if not code or self._stopping or self.errors:
            self._done.append(worker)
            return
        announcer.error(
            "a crawling process crashed (exit code %s); its sites go to another: %s",
            code,
            ", ".join(worker.sites) or "none",
        )
        for site, crawls in worker.sites.items():
            self._tries[site] += 1
            if self._tries[site] < MOST_TRIES:
                self._waiting.appendleft(crawls)
            else:
                self._give_up(worker, crawls)
        if self._waiting:
            self._workers.append(_Worker.start(self._overrides, self._lanes))

    def _give_up(self, worker: _Worker, crawls: list[Crawl]) -> None:
        for crawl in crawls:
            self.ended.append(Ended(crawl, Tally(exceptions=1), "crashed", 0.0, 0))
        if self._keeper:
            run = attrs.evolve(run_of(self.ended[-1], worker.started, self._keeper.clock()), outcome="crashed")
            holder = holder_of(worker.process.pid)
            attrs.evolve(self._keeper, holder=holder).ended(run, crawls[0].entry)


@contextlib.contextmanager
def _signals_to(sharing: _Sharing) -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: sharing.stop()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _work(pipe: "Connection[Any, Any]", overrides: dict[str, Any], lanes: int) -> None:
    """Be a worker: crawl what the parent hands out at the other end of *pipe*, until there is no more."""
    # Ctrl-C in the terminal is for the parent, which passes it on.
    os.setsid()
    settings = project_settings(overrides)
    log_to_console(settings)
    asking = asyncio.Lock()

    def tell(kind: str, value: Any = None) -> None:
        with contextlib.suppress(ConnectionError):
            pipe.send((kind, value))

    async def next_site() -> list[Crawl] | None:
        async with asking:
            tell(_NEXT)
            try:
                found: list[Crawl] | None = await asyncio.to_thread(pipe.recv)
            except (EOFError, ConnectionError):
                return None
            return found

    url = settings["NEWSCRAWL_STORE"]
    try:
        with contextlib.ExitStack() as stack:
            keeper = Keeper(stack.enter_context(Store.open(url))) if url else None
            crawling = Crawling(settings, keeper, lanes, lambda ended: tell(_ENDED, ended))
            crawling.run(next_site, lambda tally: tell(_TALLY, tally))
            tell(_TALLY, crawling.tally)
    except Exception as error:
        logging.getLogger(__name__).debug("the worker failed", exc_info=True)
        tell(_ERROR, str(error))
