"""Hands out sites to processes of this machine, one by one as they ask; one that dies is reported, and its sites go to
others."""

import contextlib
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import UTC, datetime
from multiprocessing.connection import Connection, wait
from typing import Any

import attrs

from newscrawl.runner.output.logs import announcer
from newscrawl.runner.output.progress import REFRESH_SECONDS, Tally
from newscrawl.runner.processes.child import Keep, Word, crawl_for_parent
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.outcome import Ended, crashed
from newscrawl.runner.running.recording import recorded
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.sites.timetable.process_names import holder_of

MOST_TRIES = 2
"""How many processes a site may take along before it is given up."""

MOST_SITES = 200
"""How many sites a process crawls before a fresh one takes its place: what the long-lived hold on to is freed."""

_spawn = multiprocessing.get_context("spawn")


class Unfinished(Exception):  # noqa: N818
    """A site was not crawled; the message is one line that says why."""


@attrs.define(eq=False)
class _Site:
    """The crawls of a site that are to be made, those that have ended, and how many processes crashed over them."""

    crawls: list[Crawl]
    outcome: "Future[list[Ended]]" = attrs.field(factory=Future)
    ended: list[Ended] = attrs.field(factory=list)
    crashes: int = 0

    @property
    def name(self) -> str:
        return self.crawls[0].site

    def end(self) -> None:
        self.outcome.set_result(self.ended)


@attrs.define(eq=False)
class _Worker:
    """A process, and what it has.

    `alone`: it is for sites over which another crashed, one at a time; `able`: it came so far as to ask for a site;
    `asking`: it waits for an answer; `leaving`: it is given no further site.
    """

    process: Any
    pipe: "Connection[Any, Any]"
    started: datetime
    alone: bool
    sites: dict[str, _Site] = attrs.field(factory=dict)
    tally: Tally = attrs.field(factory=Tally)
    by_site: dict[str, Tally] = attrs.field(factory=dict)
    given: int = 0
    able: bool = False
    asking: bool = False
    leaving: bool = False

    @classmethod
    def start(cls, overrides: dict[str, Any], lanes: int, keep: Keep, alone: bool) -> "_Worker":
        here, there = _spawn.Pipe()
        process = _spawn.Process(target=crawl_for_parent, args=(there, overrides, lanes, keep), daemon=True)
        process.start()
        there.close()
        return cls(process, here, datetime.now(UTC), alone)

    def answer(self, site: _Site | None) -> None:
        """Give it *site*, or None to say that there is no further one."""
        self.asking = False
        if site is not None:
            self.given += 1
            self.sites[site.name] = site
        self.leaving = self.leaving or site is None or self.given >= MOST_SITES
        # One that is dead is seen when its pipe is read.
        with contextlib.suppress(ConnectionError):
            self.pipe.send(site and site.crawls)


class Sharing:
    """The sites still to be crawled, and the processes that crawl them.

    Processes are started as there are sites for them, each with so many *lanes*; *keep* makes their keepers. *keeper*
    records what they no longer can; *trouble* is told what kept a crawl from starting. `add` may be called by another
    thread than the one that calls `step`, `stop` by a signal handler.

    The sites of a process that crashed are each tried again in a process that crawls nothing else, of which there are
    as many again: the site that brought it down takes no other along a second time.
    """

    def __init__(
        self,
        overrides: dict[str, Any],
        processes: int,
        lanes: int,
        keeper: Keeper | None,
        trouble: Callable[[str], None],
        keep: Keep = Keeper,
    ) -> None:
        self._start: Callable[[bool], _Worker] = lambda alone: _Worker.start(overrides, lanes, keep, alone)
        self._processes = processes
        self._keeper = keeper
        self._trouble = trouble
        self._waiting: deque[_Site] = deque()
        self._suspects: deque[_Site] = deque()
        self._workers: list[_Worker] = []
        self._past = Tally()
        self._unable = 0
        self._closed = False
        self._stops_asked = self._stops_sent = 0
        self._bell, self._ring = _spawn.Pipe(duplex=False)
        self._rung = False

    @property
    def tally(self) -> Tally:
        """What all processes have done so far."""
        return Tally.sum([self._past, *(worker.tally for worker in self._workers)])

    def by_site(self) -> dict[str, Tally]:
        """Return the sites that are being crawled, and how far each crawl is."""
        return {site: tally for worker in self._workers for site, tally in worker.by_site.items()}

    @property
    def busy(self) -> int:
        """How many sites are being crawled."""
        return sum(len(worker.sites) for worker in list(self._workers))

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stops_asked > 0

    def add(self, crawls: list[Crawl]) -> "Future[list[Ended]]":
        """Have *crawls*, all of one site, made one after the other.

        The result is how they ended, without those that were left to another process. Fails with `Unfinished`.
        """
        site = _Site(list(crawls))
        # From now on it cannot be cancelled.
        site.outcome.set_running_or_notify_cancel()
        self._waiting.append(site)
        if not self._rung:
            self._rung = True
            self._ring.send(None)
        return site.outcome

    def close(self) -> None:
        """Say that no more sites will be added."""
        self._closed = True

    def stop(self) -> None:
        """Ask all processes to end; asked a second time, they do so at once."""
        self._closed = True
        self._stops_asked += 1

    def step(self) -> bool:
        """Do what the processes ask for, and wait a little; `False` when all of them have ended and none is to come."""
        self._pass_on_stops()
        self._deal(self._waiting, alone=False)
        self._deal(self._suspects, alone=True)
        if self._closed and not self._workers:
            return False
        ready = wait([self._bell, *(worker.pipe for worker in self._workers)], REFRESH_SECONDS)
        if self._bell in ready:
            self._bell.recv()
            self._rung = False
        for worker in [worker for worker in self._workers if worker.pipe in ready]:
            try:
                self._hear(worker, *worker.pipe.recv())
            except (EOFError, ConnectionError):
                self._bury(worker)
        return True

    def _pass_on_stops(self) -> None:
        for waiting in (self._waiting, self._suspects) if self._stops_asked else ():
            while waiting:
                waiting.popleft().end()
        if self._stops_sent == self._stops_asked:
            return
        self._stops_sent += 1
        for worker in self._workers:
            worker.leaving = True
            if worker.process.is_alive():
                worker.process.terminate()

    def _deal(self, waiting: deque[_Site], alone: bool) -> None:
        """Give sites to the processes that ask and have least to do; start processes where some lack."""
        workers = [worker for worker in self._workers if worker.alone is alone]
        busy = sum(len(worker.sites) for worker in workers)
        wanted = min(self._processes, len(waiting) + busy) if waiting else 0
        for _ in range(wanted - sum(not worker.leaving for worker in workers)):
            self._workers.append(self._start(alone))
        for worker in sorted(workers, key=lambda worker: len(worker.sites)):
            if not worker.asking or (alone and worker.sites):
                continue
            if worker.leaving or (not waiting and (alone or self._closed)):
                worker.answer(None)
            elif waiting:
                worker.answer(waiting.popleft())

    def _hear(self, worker: _Worker, word: Word, value: Any = None) -> None:
        if word is Word.NEXT:
            worker.asking = worker.able = True
            self._unable = 0
        elif word is Word.TALLY:
            worker.tally, worker.by_site = value
        elif word is Word.ENDED:
            worker.sites[value.crawl.site].ended.append(value)
            self._crawled(worker, value.crawl)
        elif word is Word.LEFT_OUT:
            self._crawled(worker, value)
        elif word is Word.ERROR:
            # What went wrong may go wrong again: a fresh process takes the sites that wait.
            worker.leaving = True
            self._trouble(value)

    def _crawled(self, worker: _Worker, crawl: Crawl) -> None:
        site = worker.sites[crawl.site]
        left = [other for other in site.crawls if other != crawl]
        if left:
            site.crawls = left
        else:
            del worker.sites[crawl.site]
            site.end()

    def _bury(self, worker: _Worker) -> None:
        """See to what a process leaves that speaks no more."""
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        self._past = Tally.sum([self._past, attrs.evolve(worker.tally, queue=0)])
        code = worker.process.exitcode
        if self._stops_asked:
            for site in worker.sites.values():
                site.end()
        elif code:
            announcer.error(
                "a crawling process crashed (exit code %s); its sites go to another: %s",
                code,
                ", ".join(worker.sites) or "none",
            )
            for site in worker.sites.values():
                self._try_again(worker, site)
        else:
            _give_back(worker.sites.values())
        self._despair(worker)

    def _despair(self, worker: _Worker) -> None:
        """Give up what waits where one process after the other, as *worker*, comes to nothing."""
        self._unable += not worker.able
        if self._unable >= MOST_TRIES:
            self._trouble("no crawling process can be started; see the lines before")
            for waiting in (self._waiting, self._suspects):
                _give_back(waiting)
                waiting.clear()

    def _try_again(self, worker: _Worker, site: _Site) -> None:
        site.crashes += 1
        if site.crashes < MOST_TRIES:
            self._suspects.append(site)
            return
        given_up = [crashed(crawl) for crawl in site.crawls]
        if self._keeper:
            theirs = attrs.evolve(self._keeper, holder=holder_of(worker.process.pid))
            given_up[-1] = recorded(theirs, given_up[-1], worker.started)
        site.outcome.set_result([*site.ended, *given_up])


def _give_back(sites: Iterable[_Site]) -> None:
    for site in sites:
        site.outcome.set_exception(Unfinished(f"{site.name} was not crawled: the process for it has ended"))
