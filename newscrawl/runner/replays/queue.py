"""A queue by which many machines share the archive files of servers: procrastinate's, in the store's PostgreSQL
database.

How far each file is read stands in the store, committed behind its articles: a job that is lost with its machine is
taken up by another from there. Extra `cluster`.
"""

import asyncio
import hashlib
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.utils import utcnow

from newscrawl.runner.replays.files import FileReaders, Reading
from newscrawl.runner.replays.outcome import FINISHED, Replayed, together
from newscrawl.sites.timetable.queue import connection_url, make_tables
from newscrawl.spiders.archived_files import selection_of
from newscrawl.storage import StoreUnavailable
from newscrawl.storage.database.engine import Database

QUEUE = "newscrawl.replay"
READ = "newscrawl.replay"
RETRIES = RetryStrategy(max_attempts=5, exponential_wait=5)
"""A file of which the rest could not be had is gone on with after 5, 25, 125 … seconds, and then given up."""

logger = logging.getLogger(__name__)


class NotWhole(Exception):  # noqa: N818
    """A file was not read to its end; the message says why."""


class ReplayQueue:
    """Queues files, and has those read that come to this machine, with the settings *overrides*.

    A machine of which nothing was heard for the time *dead_after* is taken for dead, and its files go to others.
    """

    def __init__(self, database: Database, overrides: Mapping[str, Any], dead_after: timedelta) -> None:
        self._database = database
        self._overrides = overrides
        self._silence = dead_after.total_seconds()
        self._readers: set[FileReaders] = set()
        self._app = App(connector=PsycopgConnector(conninfo=connection_url(database), min_size=1, max_size=4))
        self._task = self._app.task(name=READ, queue=QUEUE, retry=RETRIES)(self.read)

    def prepare(self) -> None:
        """Make procrastinate's tables where they are missing; raises `StoreError`."""
        make_tables(self._database)

    async def add(self, files: Sequence[str], arguments: Mapping[str, str]) -> int:
        """Queue *files*, to be read with the spider's *arguments*; return how many of them were not queued already."""
        count = 0
        try:
            async with self._app.open_async():
                for file in files:
                    name = hashlib.sha256(f"{file}\n{selection_of(arguments)}".encode()).hexdigest()
                    with suppress(AlreadyEnqueued):
                        await self._task.configure(lock=name, queueing_lock=name).defer_async(
                            file=file, arguments=dict(arguments)
                        )
                        count += 1
        except (ConnectorException, psycopg.Error) as error:
            raise self._failed(error) from error
        return count

    async def work(self, at_once: int, patience: timedelta) -> None:
        """Read files, at most so many *at_once*, until cancelled; what is under way ends within *patience* then.

        Raises `StoreUnavailable` where the queue cannot be reached.
        """
        try:
            async with self._app.open_async():
                reviving = asyncio.ensure_future(self._revive())
                try:
                    await self._app.run_worker_async(
                        queues=[QUEUE],
                        concurrency=at_once,
                        delete_jobs="always",
                        install_signal_handlers=False,
                        shutdown_graceful_timeout=patience.total_seconds(),
                        update_heartbeat_interval=self._silence / 5,
                        stalled_worker_timeout=self._silence,
                    )
                finally:
                    reviving.cancel()
        except (ConnectorException, psycopg.Error) as error:
            raise self._failed(error) from error

    def stop(self) -> None:
        """Have what is being read end well: it goes on elsewhere."""
        for readers in list(self._readers):
            readers.stop()

    async def read(self, file: str, arguments: dict[str, str]) -> None:
        """Read *file*. A task."""
        logger.info("reading %s", file)
        readers = FileReaders(Reading({**arguments, "resume": "1"}, self._overrides), 1, deque([file]))
        self._readers.add(readers)
        try:
            found = await asyncio.to_thread(_ended, readers)
        finally:
            self._readers.discard(readers)
        why = readers.errors or ([found.reason] if found.reason != FINISHED else [])
        if why or found.unfinished:
            words = why[0] if why else "the rest could not be had"
            logger.warning("%s is not read to its end: %s; it is gone on with later", file, words)
            raise NotWhole(words)
        logger.info("%s: %s pages, %s new articles, %s damaged records", file, found.pages, found.new, found.damaged)

    async def _revive(self) -> None:
        """Give the files of dead machines to others, again and again."""
        manager = self._app.job_manager
        while True:
            with suppress(ConnectorException):
                await manager.prune_stalled_workers(self._silence)
                for job in await manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=self._silence):
                    logger.warning("a machine died; %s goes to another", job.task_kwargs.get("file"))
                    await manager.retry_job(job, retry_at=utcnow())
            await asyncio.sleep(self._silence / 2)

    def _failed(self, error: Exception) -> StoreUnavailable:
        words = " ".join(str(error.__cause__ or error).split())
        return StoreUnavailable(f"the queue in {self._database.shown} failed: {words}")


def _ended(readers: FileReaders) -> Replayed:
    while readers.step():
        pass
    return together(readers.ended)
