"""A queue by which many machines share the crawls of a list: procrastinate's, in the store's PostgreSQL database.

The schedule alone says what is due, and its leases who crawls what. A job only brings a site that is due to a machine
that has room for it: one that is lost is queued anew, one too many finds nothing to do. Extra `cluster`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

import psycopg
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.schema import SchemaManager

from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.list_watcher import FollowedList
from newscrawl.sites.timetable.due import due, promise
from newscrawl.sites.timetable.leases import is_free
from newscrawl.storage import StoreUnavailable
from newscrawl.storage.database.engine import Database
from newscrawl.storage.state.schedule import Schedule, host_in

QUEUE = "newscrawl"
PLAN = "newscrawl.plan"
CRAWL = "newscrawl.crawl"

EVERY_FIVE_SECONDS = "* * * * * */5"
"""When what is due is queued: a cron expression whose sixth field is seconds."""

RETRIES = RetryStrategy(max_attempts=3, exponential_wait=10)
"""A crawl that could not even begin is tried again after 10, 100 and 1,000 seconds, and then planned anew."""

logger = logging.getLogger(__name__)


def connection_url(database: Database) -> str:
    """Return where *database* is, as psycopg has it."""
    return database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def make_tables(database: Database) -> None:
    """Make procrastinate's tables in *database* where they are missing; raises `StoreError`."""
    with database.writing() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('newscrawl queue'))")
        if connection.exec_driver_sql("SELECT to_regclass('procrastinate_jobs')").scalar() is None:
            connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))


class CrawlQueue:
    """Queues the sites of *listed* as they are due, and has those crawled that come to this machine.

    *crawl* crawls a site, raising where it could not even begin. A machine of which nothing was heard for the time
    *dead_after* is taken for dead, and its jobs go to others.
    """

    def __init__(
        self,
        database: Database,
        listed: FollowedList,
        crawl: Callable[[SiteEntry], Awaitable[None]],
        clock: Callable[[], datetime],
        dead_after: timedelta,
    ) -> None:
        self._database = database
        self._schedule = Schedule(database)
        self._listed = listed
        self._crawl = crawl
        self._clock = clock
        self._dead_after = dead_after
        self._idle_since: dict[int | None, datetime] = {}
        self._app = App(connector=PsycopgConnector(conninfo=connection_url(database), min_size=1, max_size=4))
        plan = self._app.task(name=PLAN, queue=QUEUE, queueing_lock=PLAN, priority=1)(self.plan)
        self._app.periodic(cron=EVERY_FIVE_SECONDS)(plan)
        self._task = self._app.task(name=CRAWL, queue=QUEUE, retry=RETRIES)(self.crawl)

    def prepare(self) -> None:
        """Make procrastinate's tables where they are missing; raises `StoreError`."""
        make_tables(self._database)

    async def work(self, at_once: int, patience: timedelta) -> None:
        """Take part, with at most so many crawls *at_once*, until cancelled.

        Crawls under way are waited for then, but not longer than *patience*. Raises `StoreUnavailable` where the queue
        cannot be reached.
        """
        silence = self._dead_after.total_seconds()
        try:
            async with self._app.open_async():
                await self._app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=at_once,
                    delete_jobs="always",
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=patience.total_seconds(),
                    update_heartbeat_interval=silence / 5,
                    stalled_worker_timeout=silence,
                )
        except (ConnectorException, psycopg.Error) as error:
            words = " ".join(str(error.__cause__ or error).split())
            raise StoreUnavailable(f"the queue in {self._database.shown} failed: {words}") from error
        raise StoreUnavailable(f"the queue in {self._database.shown} was lost")

    async def plan(self, timestamp: int) -> None:
        """Take the jobs of dead machines from the queue, and queue the sites that are due. A task."""
        now = self._clock()
        states = await asyncio.to_thread(self._schedule.states)
        free = {site for site, state in states.items() if is_free(state, now)}
        await self._bury_dead()
        jobs = await self._crawls_queued(free, now)
        for entry in due(self._listed.entries(), states, now):
            if entry.site not in jobs and (entry.site in free or entry.site not in states):
                deferrer = self._task.configure(
                    lock=f"{QUEUE} {host_in(entry.site)}",
                    queueing_lock=entry.site,
                    priority=-promise(states.get(entry.site)),
                )
                with suppress(AlreadyEnqueued):
                    await deferrer.defer_async(site=entry.site)

    async def crawl(self, site: str) -> None:
        """Crawl *site* if it is due still. A task."""
        entry = next((entry for entry in self._listed.entries() if entry.site == site), None)
        if entry is None:
            logger.warning("%s was queued by another machine, but is not in the list of this one", site)
            return
        try:
            states = await asyncio.to_thread(self._schedule.states)
            if due([entry], states, self._clock()):
                await self._crawl(entry)
        except Exception as error:
            logger.warning("%s; to be tried again", error)
            raise

    async def _bury_dead(self) -> None:
        """Take from the queue what dead machines had: of their sites, those that are due still are queued anew."""
        manager, silence = self._app.job_manager, self._dead_after.total_seconds()
        await manager.prune_stalled_workers(silence)
        for job in await manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=silence):
            logger.warning("a machine died; %s goes to another", job.task_kwargs.get("site", "planning"))
            await self._drop(job)

    async def _crawls_queued(self, free: set[str], now: datetime) -> set[str]:
        """Return the sites that wait in the queue or are being crawled.

        A job that was taken, but whose site is in nobody's hands for a long time, is dropped: its end was not recorded.
        """
        jobs = list(await self._app.job_manager.list_jobs_async(queue=QUEUE, task=CRAWL))
        idle = [job for job in jobs if job.status == Status.DOING.value and job.queueing_lock in free]
        self._idle_since = {job.id: self._idle_since.get(job.id, now) for job in idle}
        lost = [job for job in idle if self._idle_since[job.id] < now - self._dead_after]
        for job in lost:
            await self._drop(job)
        return {str(job.queueing_lock) for job in jobs if job not in lost}

    async def _drop(self, job: Job) -> None:
        # Another machine may have done so just now.
        with suppress(ConnectorException):
            await self._app.job_manager.finish_job(job=job, status=Status.ABORTED, delete_job=True)
