"""Reads archive files again, each in a process of its own, as many at a time as are wanted.

A process that dies costs what it had read and not stored: another one goes on with its
file. A file over which two have died is given up, and said.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

import attrs

from newscrawl.errors import BadInput, NewscrawlError
from newscrawl.runner.output.logs import announcer
from newscrawl.runner.output.progress import REFRESH_SECONDS
from newscrawl.runner.replays.asked import stored_of
from newscrawl.runner.replays.one_process import Far, replay
from newscrawl.runner.replays.outcome import Replayed, together
from newscrawl.runner.running.stopping import GRACE_SECONDS, stopped_by_signals

MOST_TRIES = 2
SHUTDOWN = "shutdown"

_spawn = multiprocessing.get_context("spawn")


@attrs.frozen
class Reading:
    """How files are to be read: the spider's *arguments*, the settings *overrides*, and whether nothing is stored."""

    arguments: Mapping[str, str]
    overrides: Mapping[str, Any]
    dry_run: bool = False


@attrs.define(eq=False)
class _Child:
    file: str
    process: Any
    pipe: "Connection[Any, Any]"
    before: Replayed
    far: Far = attrs.field(factory=Far)
    ended: Replayed | None = None
    error: str | None = None


@attrs.define(eq=False)
class FileReaders:
    """Reads `files`, so many `processes` at a time. `step` is to be called until it says that all is done."""

    reading: Reading
    processes: int
    files: deque[str]
    ended: list[Replayed] = attrs.field(factory=list)
    errors: list[str] = attrs.field(factory=list)
    stopped: bool = False
    _children: list[_Child] = attrs.field(factory=list)
    _tries: dict[str, int] = attrs.field(factory=dict)

    @property
    def far(self) -> dict[str, Far]:
        """How far the files are that are being read."""
        return {child.file: child.far for child in self._children}

    def step(self) -> bool:
        """Start what can be started, hear what the processes tell, waiting a little; `False` when all have ended."""
        while self.files and len(self._children) < self.processes and not self.stopped:
            self._children.append(self._start(self.files.popleft()))
        if not self._children:
            return False
        ready = wait([child.pipe for child in self._children], REFRESH_SECONDS)
        for child in [child for child in self._children if child.pipe in ready]:
            try:
                self._hear(child, child.pipe.recv())
            except (EOFError, ConnectionError):
                self._bury(child)
        return True

    def stop(self) -> None:
        """Start nothing more, and have what is under way end well."""
        self.stopped = True
        for child in self._children:
            if child.process.is_alive():
                child.process.terminate()

    def _start(self, file: str) -> _Child:
        before = self._stored(file)
        here, there = _spawn.Pipe(duplex=False)
        process = _spawn.Process(target=_read, args=(there, file, self.reading), daemon=True)
        process.start()
        there.close()
        return _Child(file, process, here, before)

    def _stored(self, file: str) -> Replayed:
        """Return what all runs have stored of *file*: where a process dies, it can tell no more."""
        return stored_of(file, self.reading.arguments, self.reading.overrides)

    def _hear(self, child: _Child, told: Far | Replayed | str) -> None:
        if isinstance(told, Far):
            child.far = told
        elif isinstance(told, Replayed):
            child.ended = told
        else:
            child.error = told

    def _bury(self, child: _Child) -> None:
        child.process.join()
        child.pipe.close()
        self._children.remove(child)
        if child.ended is not None:
            self.ended.append(child.ended)
        elif child.error is not None:
            self.errors.append(child.error)
        elif self.stopped:
            self.ended.append(Replayed(reason=SHUTDOWN))
        else:
            self._crashed(child)

    def _crashed(self, child: _Child) -> None:
        self.ended.append(self._stored(child.file).since(child.before))
        tries = self._tries[child.file] = self._tries.get(child.file, 0) + 1
        if tries < MOST_TRIES:
            announcer.warning(
                "the process that read %s died (exit code %s): another goes on with it",
                child.file,
                child.process.exitcode,
            )
            self.files.append(child.file)
        else:
            announcer.error("%s is given up, as each process that read it died: free some memory", child.file)
            self.ended.append(Replayed(unfinished=1))


def replay_files(
    files: Sequence[str],
    reading: Reading,
    processes: int,
    update: Callable[[dict[str, Far], Sequence[Replayed]], None],
) -> Replayed:
    """Read *files* again as *reading* says, and return what that brought; *update* is told how far it is.

    Raises `BadInput` with the words of what kept a file from being read at all.
    """
    readers = FileReaders(reading, processes, deque(files))
    with stopped_by_signals(readers.stop, 2 * GRACE_SECONDS):
        while readers.step():
            update(readers.far, readers.ended)
    if readers.errors:
        raise BadInput(readers.errors[0])
    if readers.stopped and readers.files:
        readers.ended.append(Replayed(reason=SHUTDOWN))
    return together(readers.ended)


def _read(pipe: "Connection[Any, Any]", file: str, reading: Reading) -> None:
    """Read *file*, and tell the parent at the other end of *pipe*; where that is gone, end."""
    # Ctrl-C in the terminal is for the parent, which passes it on.
    os.setsid()

    def tell(what: Far | Replayed | str) -> None:
        try:
            pipe.send(what)
        except ConnectionError:
            os.kill(os.getpid(), signal.SIGTERM)

    try:
        found = replay([file], reading.arguments, reading.overrides, dry_run=reading.dry_run, update=tell)
    except NewscrawlError as error:
        tell(str(error))
    else:
        tell(found)
