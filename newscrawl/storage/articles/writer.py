"""Group commit: many callers, one thread that writes, one commit for all that has come in meanwhile."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import attrs

from newscrawl.errors import StoreError, StoreUnavailable
from newscrawl.fates import BacklogNote, FateNote
from newscrawl.seen_by import SeenNote
from newscrawl.source_notes import SourceNote
from newscrawl.storage.articles.prepare import Origin, Prepared
from newscrawl.storage.model import Link, Page, Saved
from newscrawl.storage.state.replayed_files import Reached

if TYPE_CHECKING:
    from newscrawl.items import NewsArticle

LINGER_SECONDS = 0.2
"""How long a batch waits for company: a commit of fifty articles costs little more than that of one, and
processes that write to one store wait less often for each other."""

BATCH = 200
QUEUE = 1_000

PATIENCE_SECONDS = 60.0
"""How long a batch is tried again where the store does not answer."""

AGAIN_SECONDS = 2.0
REST_SECONDS = 5.0
"""After so long without work the store may tidy up."""

logger = logging.getLogger(__name__)

P = TypeVar("P")
R = TypeVar("R")


class Standing(Enum):
    """How a writer stands with its store."""

    WRITING = auto()
    AWAY = auto()
    """The store does not answer, and is tried again."""
    GIVEN_UP = auto()
    """It did not answer for `PATIENCE_SECONDS`: what is handed over fails, until it answers again."""


class _Target(Protocol):
    def prepare(self, article: "NewsArticle", *, feed: str | None = None, origin: Origin = "fetched") -> Prepared: ...
    def save_prepared(self, prepared: Sequence[Prepared]) -> list[Saved]: ...
    def add_links(self, links: Iterable[Link]) -> None: ...
    def record_pages(self, pages: Iterable[Page]) -> None: ...
    def reconnect(self) -> None: ...
    def rest(self) -> None: ...
    def record_fates(self, notes: Iterable[FateNote]) -> None: ...
    def record_seen(self, notes: Iterable[SeenNote]) -> None: ...
    def record_sources(self, notes: Iterable[SourceNote]) -> None: ...
    def record_backlog(self, notes: Iterable[BacklogNote]) -> None: ...


@attrs.frozen(eq=False)
class _Sort(Generic[P, R]):
    """One sort of thing that is handed over, and how many of them are written at once."""

    write: Callable[[list[P]], Sequence[R]]


@attrs.frozen(eq=False)
class _Job(Generic[P, R]):
    sort: _Sort[P, R]
    payload: P
    future: "Future[R]" = attrs.field(factory=Future)


class Writer:
    """Takes articles, links and pages from any thread and writes them in the background.

    A future is resolved only after the commit that holds its item: what is reported stored survives a killed
    process. An item that cannot be stored fails its own future with `StoreError`, and no other. Where the store does
    not answer, the batch is tried again on a new connection for *patience* seconds; who `listen`s is told.
    `submit` waits while more than `QUEUE` items are pending. Use as a context manager, or call `close`.
    """

    def __init__(
        self,
        store: _Target,
        *,
        linger: float = LINGER_SECONDS,
        batch: int = BATCH,
        patience: float = PATIENCE_SECONDS,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._linger = linger
        self._batch = batch
        self._patience = patience
        self._pause = pause
        self._standing = Standing.WRITING
        self._failed_at = 0.0
        self._has_lost = False
        self._required: list[Callable[[], object]] = []
        self._listeners: list[Callable[[Standing], object]] = []
        # In the order in which they are written: what an article leads to is safe before the article, which no later
        # run reads again; whoever waits for all is told last.
        self._pages = _Sort(self._write_pages)
        self._articles = _Sort(self._write_articles)
        self._links = _Sort(self._write_links)
        self._fates = _Sort(self._write_fates)
        self._seen = _Sort(self._write_seen)
        self._sources = _Sort(self._write_sources)
        self._backlog = _Sort(self._write_backlog)
        self._flushes: _Sort[None, None] = _Sort(lambda waiting: waiting)
        self._jobs: queue.Queue[_Job[Any, Any] | None] = queue.Queue(QUEUE)
        self._closed = False
        self._gate = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="newscrawl-store", daemon=True)
        self._thread.start()

    def submit(
        self,
        article: "NewsArticle",
        *,
        feed: str | None = None,
        origin: Origin = "fetched",
        reached: Reached | None = None,
    ) -> "Future[Saved]":
        """Hand over *article*, to be shown by *feed* as well; the future gives what became of it once it is committed.

        *reached* is kept in the same commit: how far the file is read from which this one and those before it came.
        The article is made ready in the calling thread, while the writing thread waits for disk or server.
        """
        try:
            prepared = self._store.prepare(article, feed=feed, origin=origin)
        except Exception as error:
            failed: Future[Saved] = Future()
            failed.set_exception(error)
            return failed
        return self._put(self._articles, attrs.evolve(prepared, reached=reached) if reached else prepared)

    def add_links(self, links: Iterable[Link]) -> "Future[None]":
        """Hand over *links*."""
        return self._put(self._links, list(links))

    def add_pages(self, pages: Iterable[Page]) -> "Future[None]":
        """Hand over *pages*."""
        return self._put(self._pages, list(pages))

    def add_fates(self, notes: Iterable[FateNote]) -> "Future[None]":
        """Hand over what became of addresses."""
        return self._put(self._fates, list(notes))

    def add_seen(self, notes: Iterable[SeenNote]) -> "Future[None]":
        """Hand over by which sources stored articles were seen."""
        return self._put(self._seen, list(notes))

    def add_sources(self, notes: Iterable[SourceNote]) -> "Future[None]":
        """Hand over how sources stand."""
        return self._put(self._sources, list(notes))

    def add_backlog(self, notes: Iterable[BacklogNote]) -> "Future[None]":
        """Hand over what a backfill has found and seen to."""
        return self._put(self._backlog, list(notes))

    def flush(self) -> None:
        """Return when everything handed over before is committed or has failed."""
        self._put(self._flushes, None).result()

    def listen(self, listener: Callable[[Standing], object]) -> Callable[[], None]:
        """Tell *listener*, in the writing thread, whenever the standing changes; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def require(self, safe: Callable[[], object]) -> Callable[[], None]:
        """Have *safe* called, in the writing thread, before articles are committed, once for all of a commit: it makes
        safe what a stored article is to lead to. Where it raises, they are not stored. Return what ends that."""
        self._required.append(safe)
        return lambda: self._required.remove(safe)

    def close(self) -> None:
        """Write what is pending and end the thread; a second call does nothing."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put(self, sort: _Sort[P, R], payload: P) -> "Future[R]":
        job = _Job(sort, payload)
        with self._gate:
            if self._closed:
                raise StoreError("the store's writer is closed: hand articles over before the crawl ends")
            self._jobs.put(job)
        return job.future

    def _run(self) -> None:
        open_ = True
        while open_:
            batch, open_ = self._gather()
            pending = [job for job in batch if job.future.set_running_or_notify_cancel()]
            for sort in (
                self._pages,
                self._articles,
                self._links,
                self._fates,
                self._seen,
                self._sources,
                self._backlog,
                self._flushes,
            ):
                self._write(sort, [job for job in pending if job.sort is sort])

    def _gather(self) -> tuple[list[_Job[Any, Any]], bool]:
        """Wait for a job and for its company; the flag is false when there will be no more."""
        batch: list[_Job[Any, Any]] = []
        job = self._first()
        deadline = time.monotonic() + self._linger
        while job is not None:
            batch.append(job)
            if len(batch) >= self._batch or job.sort is self._flushes:
                return batch, True
            try:
                job = self._jobs.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return batch, True
        return batch, False

    def _first(self) -> _Job[Any, Any] | None:
        """Wait for a job; where none comes for some time, let the store rest."""
        try:
            return self._jobs.get(timeout=REST_SECONDS)
        except queue.Empty:
            with suppress(StoreError):
                self._store.rest()
        return self._jobs.get()

    def _write(self, sort: _Sort[Any, Any], jobs: list[_Job[Any, Any]]) -> None:
        if not jobs:
            return
        try:
            results = self._patiently(sort, [job.payload for job in jobs])
        except Exception as error:
            self._write_singly(sort, jobs, error)
        else:
            for job, result in zip(jobs, results, strict=True):
                job.future.set_result(result)

    def _write_singly(self, sort: _Sort[Any, Any], jobs: list[_Job[Any, Any]], error: Exception) -> None:
        """Find out which of *jobs* failed; where the database itself did, all have."""
        if len(jobs) == 1 or isinstance(error, StoreUnavailable):
            self._has_lost |= sort is self._articles and isinstance(error, StoreUnavailable)
            for job in jobs:
                job.future.set_exception(error)
            return
        for job in jobs:
            self._write(sort, [job])

    def _patiently(self, sort: _Sort[P, R], payloads: list[P]) -> Sequence[R]:
        """Write *payloads*; where the store does not answer, again and again for as long as there is patience."""
        given_up = self._standing is Standing.GIVEN_UP
        if given_up and time.monotonic() < self._failed_at + AGAIN_SECONDS and sort is not self._flushes:
            raise StoreUnavailable("the store does not answer; see the lines before")
        until = time.monotonic() + (0.0 if given_up else self._patience)
        while True:
            try:
                written = sort.write(payloads)
            except StoreUnavailable as error:
                self._failed_at = time.monotonic()
                if self._failed_at >= until:
                    self._stand(Standing.GIVEN_UP, f"{error}; given up")
                    raise
                self._stand(Standing.AWAY, f"{error}; tried again for up to {self._patience:.0f} s")
                self._store.reconnect()
                self._pause(AGAIN_SECONDS)
            else:
                if sort is not self._flushes:
                    self._stand(Standing.WRITING, "the store answers again")
                return written

    def _stand(self, standing: Standing, words: str) -> None:
        if standing is self._standing:
            return
        self._standing = standing
        logger.log(logging.INFO if standing is Standing.WRITING else logging.WARNING, "%s", words)
        for listener in list(self._listeners):
            listener(standing)

    def _write_articles(self, prepared: list[Prepared]) -> Sequence[Saved]:
        for safe in list(self._required):
            safe()
        if self._has_lost:
            # What was not stored for want of the store is to be read once more.
            prepared = [attrs.evolve(article, reached=None) for article in prepared]
        return self._store.save_prepared(prepared)

    def _write_links(self, jobs: list[list[Link]]) -> Sequence[None]:
        self._store.add_links([link for links in jobs for link in links])
        return [None] * len(jobs)

    def _write_pages(self, jobs: list[list[Page]]) -> Sequence[None]:
        self._store.record_pages([page for pages in jobs for page in pages])
        return [None] * len(jobs)

    def _write_fates(self, jobs: list[list[FateNote]]) -> Sequence[None]:
        self._store.record_fates([note for notes in jobs for note in notes])
        return [None] * len(jobs)

    def _write_seen(self, jobs: list[list[SeenNote]]) -> Sequence[None]:
        self._store.record_seen([note for notes in jobs for note in notes])
        return [None] * len(jobs)

    def _write_sources(self, jobs: list[list[SourceNote]]) -> Sequence[None]:
        self._store.record_sources([note for notes in jobs for note in notes])
        return [None] * len(jobs)

    def _write_backlog(self, jobs: list[list[BacklogNote]]) -> Sequence[None]:
        self._store.record_backlog([note for notes in jobs for note in notes])
        return [None] * len(jobs)
