"""Group commit: many callers, one thread that writes, one commit for all that has come in meanwhile."""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import Any, Protocol

import attrs

from newscrawl.errors import StoreError, StoreUnavailable
from newscrawl.fates import FateNote
from newscrawl.items import NewsArticle
from newscrawl.storage.articles.prepare import Prepared
from newscrawl.storage.model import Link, Page, Saved

LINGER_SECONDS = 0.2
"""How long a batch waits for company: a commit of fifty articles costs little more than that of one, and
processes that write to one store wait less often for each other."""

BATCH = 200
QUEUE = 1_000


class _Target(Protocol):
    def prepare(self, article: NewsArticle, *, replayed: bool = False) -> Prepared: ...
    def save_prepared(self, prepared: Sequence[Prepared]) -> list[Saved]: ...
    def add_links(self, links: Iterable[Link]) -> None: ...
    def record_pages(self, pages: Iterable[Page]) -> None: ...
    def record_fates(self, notes: Iterable[FateNote]) -> None: ...


@attrs.frozen(eq=False)
class _Job:
    kind: str
    payload: Any
    future: "Future[Any]" = attrs.field(factory=Future)


class Writer:
    """Takes articles, links and pages from any thread and writes them in the background.

    A future is resolved only after the commit that holds its item: what is reported stored survives a killed
    process. An item that cannot be stored fails its own future with `StoreError`, and no other. `submit`
    waits while more than `QUEUE` items are pending. Use as a context manager, or call `close`.
    """

    def __init__(self, store: _Target, *, linger: float = LINGER_SECONDS, batch: int = BATCH) -> None:
        self._store = store
        self._linger = linger
        self._batch = batch
        self._jobs: queue.Queue[_Job | None] = queue.Queue(QUEUE)
        self._closed = False
        self._gate = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="newscrawl-store", daemon=True)
        self._thread.start()

    def submit(self, article: NewsArticle, *, replayed: bool = False) -> "Future[Saved]":
        """Hand over *article*; the future gives what became of it once it is committed.

        It is made ready in the calling thread, while the writing thread waits for disk or server.
        """
        try:
            prepared = self._store.prepare(article, replayed=replayed)
        except Exception as error:
            failed: Future[Saved] = Future()
            failed.set_exception(error)
            return failed
        return self._put("article", prepared)

    def add_links(self, links: Iterable[Link]) -> "Future[None]":
        """Hand over *links*."""
        return self._put("links", list(links))

    def add_pages(self, pages: Iterable[Page]) -> "Future[None]":
        """Hand over *pages*."""
        return self._put("pages", list(pages))

    def add_fates(self, notes: Iterable[FateNote]) -> "Future[None]":
        """Hand over what became of addresses."""
        return self._put("fates", list(notes))

    def flush(self) -> None:
        """Return when everything handed over before is committed or has failed."""
        self._put("flush", None).result()

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

    def _put(self, kind: str, payload: Any) -> "Future[Any]":
        job = _Job(kind, payload)
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
            # What an article leads to is safe before the article, which no later run reads again.
            self._write([job for job in pending if job.kind == "pages"], self._page)
            self._write([job for job in pending if job.kind == "article"], self._save)
            self._write([job for job in pending if job.kind == "links"], self._link)
            self._write([job for job in pending if job.kind == "fates"], self._fate)
            for job in pending:
                if job.kind == "flush":
                    job.future.set_result(None)

    def _gather(self) -> tuple[list[_Job], bool]:
        """Wait for a job and for its company; the flag is false when there will be no more."""
        batch: list[_Job] = []
        job = self._jobs.get()
        deadline = time.monotonic() + self._linger
        while job is not None:
            batch.append(job)
            if len(batch) >= self._batch or job.kind == "flush":
                return batch, True
            try:
                job = self._jobs.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return batch, True
        return batch, False

    def _write(self, jobs: list[_Job], write: Callable[[list[_Job]], Sequence[Any]]) -> None:
        if not jobs:
            return
        try:
            results = write(jobs)
        except Exception as error:
            self._write_singly(jobs, write, error)
        else:
            for job, result in zip(jobs, results, strict=True):
                job.future.set_result(result)

    def _write_singly(self, jobs: list[_Job], write: Callable[[list[_Job]], Sequence[Any]], error: Exception) -> None:
        """Find out which of *jobs* failed; where the database itself did, all have."""
        if len(jobs) == 1 or isinstance(error, StoreUnavailable):
            for job in jobs:
                job.future.set_exception(error)
            return
        for job in jobs:
            self._write([job], write)

    def _save(self, jobs: list[_Job]) -> Sequence[Any]:
        return self._store.save_prepared([job.payload for job in jobs])

    def _link(self, jobs: list[_Job]) -> Sequence[Any]:
        self._store.add_links([link for job in jobs for link in job.payload])
        return [None] * len(jobs)

    def _page(self, jobs: list[_Job]) -> Sequence[Any]:
        self._store.record_pages([page for job in jobs for page in job.payload])
        return [None] * len(jobs)

    def _fate(self, jobs: list[_Job]) -> Sequence[Any]:
        self._store.record_fates([note for job in jobs for note in job.payload])
        return [None] * len(jobs)
