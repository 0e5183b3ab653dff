"""A file of a web server, read as it comes: nothing is kept, and a stream that tears is gone on with.

What has been read stands by offset, so that after a break only the rest is asked for (RFC 9110, 14.2); from a server
that knows no ranges the beginning is read again and thrown away. A file that is another one meanwhile is an error.
"""

import io
import time
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request

import attrs

from newscrawl.web.guarded_http import Way, named_origins

TIMEOUT_SECONDS = 60.0
CHUNK = 1 << 16
BUFFER = 1 << 18
PAUSES = (1.0, 5.0, 15.0, 60.0, 120.0)
"""Seconds before each further try, where nothing came since the last."""

LONGEST_PAUSE = 600.0
AGAIN = frozenset((408, 429, 500, 502, 503, 504))
NOT_THERE = frozenset((404, 410))

Pause = Callable[[float], None]


class Refused(OSError):  # noqa: N818 - says what it is
    """The server does not give the file, however often it is asked."""


class NotThere(Refused):
    """The server has no such file."""


@attrs.frozen
class Remote:
    """How files are fetched: under the name *agent*; of private addresses only from what is `named` by the user.

    `sizes` are those of the files that were opened, in bytes, as far as their servers tell.
    """

    agent: str
    named: tuple[str, ...] = ()
    pause: Pause = time.sleep
    sizes: dict[str, int] = attrs.field(factory=dict, eq=False)

    def open(self, url: str) -> io.BufferedReader:
        """Return the file at *url*, opened as it is first read. Its methods raise `OSError`."""
        raw = RemoteFile(url, self.agent, Way(named_origins(*self.named), TIMEOUT_SECONDS), self.pause, self.sizes)
        return io.BufferedReader(raw, BUFFER)


class RemoteFile(io.RawIOBase):
    """The file at *url*, as bytes that can be sought from the beginning or the end; `size` is `None` until told."""

    def __init__(self, url: str, agent: str, way: Way, pause: Pause, sizes: dict[str, int]) -> None:
        super().__init__()
        self.size: int | None = None
        self._url = url
        self._agent = agent
        self._way = way
        self._opener = way.opener()
        self._pause = pause
        self._sizes = sizes
        self._at = 0
        self._answer: Any = None
        self._answered_at = 0
        self._tag: str | None = None
        self._tries = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            self._reach()
            if self.size is None:
                raise OSError(f"{self._url}: the server does not tell how long it is")
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size or 0}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        while True:
            if self.size is not None and self._at >= self.size:
                return 0
            try:
                self._reach()
                data: bytes = self._answer.read(len(buffer))
                if not data and self.size is not None and self._at < self.size:
                    raise OSError(f"it ended at {self._at} of {self.size} bytes")
            except Refused:
                raise
            except (OSError, HTTPException) as error:
                self._wait(error)
                continue
            buffer[: len(data)] = data
            self._at += len(data)
            self._answered_at += len(data)
            self._tries = 0
            return len(data)

    def close(self) -> None:
        self._hang_up()
        super().close()

    def _reach(self) -> None:
        """Have an answer that goes on at the offset."""
        if self._answer is None or self._answered_at > self._at or self._at - self._answered_at > BUFFER:
            self._hang_up()
            self._ask()
        while self._answered_at < self._at:
            passed = self._answer.read(min(CHUNK, self._at - self._answered_at))
            if not passed:
                raise OSError(f"it ended at {self._answered_at} bytes")
            self._answered_at += len(passed)

    def _ask(self) -> None:
        headers = {"User-Agent": self._agent, "Accept-Encoding": "identity"}
        if self._at:
            headers["Range"] = f"bytes={self._at}-"
        try:
            answer = self._opener.open(Request(self._url, headers=headers), timeout=TIMEOUT_SECONDS)
        except HTTPError as error:
            error.close()
            if error.code == 416:
                raise Refused(f"{self._url} is shorter than {self._at} bytes, which were read of it before") from None
            if error.code not in AGAIN:
                kind = NotThere if error.code in NOT_THERE else Refused
                raise kind(f"{self._url} answers {error.code}") from None
            raise
        self._answer = answer
        self._answered_at = self._at if answer.status == 206 else 0
        self._check(answer)

    def _check(self, answer: Any) -> None:
        """Note size and version of the file, which must stay what they are."""
        total = answer.headers.get("Content-Range", "").rpartition("/")[2] if answer.status == 206 else ""
        stated = total or answer.headers.get("Content-Length", "")
        size = int(stated) if stated.isascii() and stated.isdecimal() else self.size
        tag = answer.headers.get("ETag") or answer.headers.get("Last-Modified")
        if (self.size not in (None, size)) or (self._tag and tag and tag != self._tag):
            self._hang_up()
            raise Refused(f"{self._url} has changed while it was read")
        self.size, self._tag = size, tag or self._tag
        if size is not None:
            self._sizes[self._url] = size

    def _wait(self, error: Exception) -> None:
        """Wait before the next try; raise `OSError` where there were enough."""
        self._hang_up()
        if self._tries >= len(PAUSES):
            raise OSError(f"{self._url}: {_reason(error)}; given up after {self._tries + 1} tries") from error
        pause = PAUSES[self._tries]
        self._tries += 1
        if isinstance(error, HTTPError) and (stated := error.headers.get("Retry-After", "")).isdecimal():
            pause = min(max(pause, float(stated)), LONGEST_PAUSE)
        self._pause(pause)

    def _hang_up(self) -> None:
        if self._answer is not None:
            self._answer.close()
            self._answer = None
        self._way.forget()


def _reason(error: Exception) -> str:
    if isinstance(error, HTTPError):
        return f"answers {error.code}"
    reason = error.reason if isinstance(error, URLError) else error
    return " ".join(str(reason).split()) or type(error).__name__
