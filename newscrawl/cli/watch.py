"""`newscrawl watch`: keep the sites of the list fresh until told to stop."""

import logging
import os
import random
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer

from newscrawl.cli.crawl import DEFAULT_SITES
from newscrawl.cli.crawl_options import CrawlStoreOption
from newscrawl.cli.options import (
    ContactOption,
    LogFormatOption,
    MetricsOption,
    SetOption,
    SettingsOption,
    TagsOption,
)
from newscrawl.runner.listed import entries_of, now
from newscrawl.runner.logs import SETTING, LogFormat, announcer, log_to_console
from newscrawl.runner.metrics import served
from newscrawl.runner.run_settings import project_settings, stated_settings
from newscrawl.sites.list_watcher import FollowedList, version_of
from newscrawl.sites.process_names import holder_of
from newscrawl.sites.watch import Watcher
from newscrawl.storage import DEFAULT_URL, Store, StoreUnavailable
from newscrawl.storage.state.schedule import Schedule

LOOK_SECONDS = 2.0

logger = logging.getLogger(__name__)


def watch(
    sites: Annotated[
        Path, typer.Option("--sites", metavar="FILE", help="The list; changes to it are taken up.")
    ] = DEFAULT_SITES,
    tags: TagsOption = None,
    store: CrawlStoreOption = None,
    at_once: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many sites at a time.")] = os.cpu_count()
    or 2,
    contact: ContactOption = None,
    log_format: LogFormatOption = LogFormat.TEXT,
    metrics: MetricsOption = None,
    settings_module: SettingsOption = None,
    pairs: SetOption = None,
) -> None:
    """Keep every site of the list as fresh as its entry or its own rhythm asks, until SIGTERM or Ctrl-C.

    Each crawl is a process of its own. The schedule is in the store: a watch that was stopped or killed goes on
    where it was. Two watches on one store share the sites.
    """
    stated = stated_settings(settings_module, pairs or ())
    settings = project_settings({"LOG_LEVEL": "INFO", **stated, SETTING: log_format.value})
    log_to_console(settings)
    store = store or settings["NEWSCRAWL_STORE"] or DEFAULT_URL
    entries_of(sites, tags or (), ())
    command = [sys.executable, "-m", "newscrawl", "crawl", "--sites", str(sites)]
    command += [part for pair in pairs or () for part in ("--set", pair)]
    command += ["--settings", settings_module] if settings_module else []
    # Not as arguments: those of a process are for all users of the machine to see, and a store has a password.
    variables = os.environ | {"NEWSCRAWL_STORE": store, "NEWSCRAWL_LOG_FORMAT": log_format.value}
    if contact is not None:
        variables["NEWSCRAWL_CONTACT"] = contact
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with Store.open(store) as opened, served(metrics, opened):
        watcher = Watcher(
            listed=FollowedList(lambda: entries_of(sites, tags or (), ()), partial(version_of, sites)),
            schedule=Schedule(opened.database),
            start=lambda entry: _Process.of([*command, entry.url], variables),
            clock=now,
            chance=random.random,
            at_once=at_once,
        )
        _watch(watcher, stopping)


def _watch(watcher: Watcher, stopping: threading.Event) -> None:
    try:
        while not stopping.is_set():
            try:
                watcher.step()
            except StoreUnavailable as error:
                logger.warning("%s; trying again", error)
            stopping.wait(LOOK_SECONDS)
    finally:
        asked = now()
        if watcher.running:
            announcer.info("stopping: %s", ", ".join(watcher.running))
        watcher.stop()
        while not watcher.ended(asked):
            threading.Event().wait(0.2)


@attrs.frozen
class _Process:
    """The crawl of one site, in a process group of its own: Ctrl-C reaches the watch alone, which passes it on."""

    process: "subprocess.Popen[bytes]"

    @classmethod
    def of(cls, command: list[str], variables: dict[str, str]) -> "_Process":
        silent = subprocess.DEVNULL
        return cls(subprocess.Popen(command, env=variables, stdout=silent, start_new_session=True))

    @property
    def name(self) -> str:
        return holder_of(self.process.pid)

    def poll(self) -> int | None:
        return self.process.poll()

    def terminate(self) -> None:
        self.process.terminate()

    def kill(self) -> None:
        self.process.kill()
