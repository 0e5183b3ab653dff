"""Standard error for a process that must go on, whatever becomes of who reads it."""

import io
import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

CHUNK = 4096
"""A pipe that is ready takes so many bytes without waiting (POSIX's PIPE_BUF on Linux)."""

PATIENCE_SECONDS = 1.0


class SafeStream(io.TextIOBase):
    """Writes to what *of* gives at the time, by default `sys.stderr`, and never raises nor waits for long.

    A reader that has gone is forgotten. One that does not read (a stopped pager, a full pipe) is waited for
    `PATIENCE_SECONDS` once; from then on lines are left out until it reads again.
    """

    def __init__(self, of: Callable[[], TextIO | None] = lambda: sys.stderr) -> None:
        self._of = of
        self._gone = False
        self._patience = PATIENCE_SECONDS

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        with suppress(AttributeError, ValueError, OSError):
            return self._stream.isatty()
        return False

    def fileno(self) -> int:
        """Return its number; raises `OSError` where it has none."""
        return self._stream.fileno()

    def writable(self) -> bool:
        """Return `True`: what cannot be written is left out."""
        return True

    def write(self, text: str) -> int:
        """Write *text*, or leave it out; return its length."""
        if not self._gone:
            try:
                self._write(self._stream, text)
            except (OSError, ValueError):
                self._gone = True
        return len(text)

    @property
    def _stream(self) -> TextIO:
        stream = self._of()
        if stream is None:
            raise OSError("the process has no such stream")
        return stream

    def _write(self, stream: TextIO, text: str) -> None:
        try:
            number = stream.fileno()
        except (AttributeError, ValueError, OSError):
            stream.write(text)
            return
        stream.flush()
        data = text.encode(getattr(stream, "encoding", None) or "utf-8", "backslashreplace")
        while data and self._is_ready(number):
            data = data[os.write(number, data[:CHUNK]) :]

    def _is_ready(self, number: int) -> bool:
        waiting = select.poll()
        waiting.register(number, select.POLLOUT)
        ready = bool(waiting.poll(self._patience * 1000))
        self._patience = PATIENCE_SECONDS if ready else 0.0
        return ready
