"""Keeps responses as served in WARC files of its own.

A file belongs to one process and is called `….warc.gz.open` until it is closed: full, or a day old, or the crawl has
ended. A capture is one write of whole records, so that a killed process leaves at most one torn record behind, which
the next writer cuts off.
"""

import io
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex

import attrs

from newscrawl.archive.http import decode
from newscrawl.archive.index import Capture, CaptureIndex, Conversion
from newscrawl.archive.mending import OPEN, finish, mend
from newscrawl.archive.records import (
    CONFORMS_TO,
    IDENTICAL,
    NOT_MODIFIED,
    Headers,
    Record,
    digest,
    fields,
    http_head,
    new_identifier,
    warc_date,
)

MOST_BYTES = 1 << 30
MOST_AGE = timedelta(days=1)
INDEXED_AT_ONCE = 50
SYNC_EVERY = timedelta(seconds=5)

CONVERTED = "text/html; charset=utf-8"
"""Type of what a browser made of a page."""

SECRET = frozenset((b"authorization", b"cookie", b"proxy-authorization"))
"""Request headers that are never written."""

LOST = (
    "HTTP reason phrases are those of the standard; order and case of headers and the transfer coding of bodies are "
    "not as served"
)


@attrs.frozen(kw_only=True)
class Exchange:
    """One request and its answer: `body` is as served but for its transfer coding, `fetched_at` aware.

    `kind` is what the crawl takes the page for; `truncated`: the connection ended before the body did; `notes` go
    into a metadata record.
    """

    url: str
    method: str
    request_headers: tuple[tuple[bytes, bytes], ...]
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    fetched_at: datetime
    kind: str
    site: str
    address: str | None = None
    truncated: bool = False
    notes: tuple[tuple[str, str], ...] = ()
    identifier: str = attrs.field(factory=new_identifier)
    """The `WARC-Record-ID` of the response."""


@attrs.define
class ArchiveWriter:
    """Writes exchanges into the archive at `folder`, which is made if need be. Raises `OSError`, as on a full disk.

    *software* names newscrawl and its version, *agent* is the user agent. Use as a context manager, or call `close`.
    """

    folder: Path
    software: str
    agent: str
    clock: Callable[[], datetime]
    most_bytes: int = MOST_BYTES
    _stream: io.FileIO | None = None
    _name: str = ""
    _size: int = 0
    _opened: datetime | None = None
    _synced: datetime | None = None
    _is_new: bool = False
    _unsafe: OSError | None = None
    _lock: threading.Lock = attrs.field(factory=threading.Lock)
    _waiting: list[Capture] = attrs.field(factory=list)
    _converted: list[Conversion] = attrs.field(factory=list)
    _index: CaptureIndex = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._index = CaptureIndex(self.folder, make=True)
        mend(self.folder, self._index)

    def write(self, exchange: Exchange) -> Capture:
        """Keep *exchange*: when this returns, its records outlive the process, and after `sync` the machine."""
        self._rotate()
        records, capture = self._records(exchange)
        data = [record.member() for record in records]
        at = self._append(b"".join(data))
        capture = attrs.evolve(capture, file=self._name, offset=at, length=len(data[0]))
        self._waiting.append(capture)
        if len(self._waiting) >= INDEXED_AT_ONCE:
            self.flush()
        return capture

    def convert(self, url: str, fetched_at: datetime, identifier: str, html: bytes) -> None:
        """Keep *html* (UTF-8), which a browser made of the response with the *identifier*, that of *url* at
        *fetched_at*."""
        content, time = digest(html), warc_date(fetched_at)
        waiting = (one for one in reversed(self._converted) if one.url == url)
        before = next(waiting, None) or self._index.conversion(url)
        if before is None or before.content != content:
            headers = (
                ("WARC-Target-URI", url),
                ("WARC-Date", time),
                ("WARC-Refers-To", identifier),
                ("WARC-Payload-Digest", content),
                ("Content-Type", CONVERTED),
            )
            self._rotate()
            data = Record("conversion", headers, html).member()
            at = self._append(data)
            before = Conversion(url=url, time=time, content=content, file=self._name, offset=at)
        self._converted.append(attrs.evolve(before, time=time))

    def _append(self, data: bytes) -> int:
        """Write *data*, whole records, to the file; return where they begin."""
        stream = self._file()
        at = self._size
        try:
            stream.write(data)
        except OSError:
            # Half a record is none.
            stream.truncate(at)
            raise
        self._size += len(data)
        self._is_new = True
        return at

    def flush(self) -> None:
        """Enter what was written into the index, and have it on disk."""
        if self._waiting or self._converted:
            self._index.add(self._waiting, self._converted)
            self._waiting.clear()
            self._converted.clear()
        if self._synced is None or self.clock() - self._synced >= SYNC_EVERY:
            self._synced = self.clock()
            self.sync()

    def sync(self) -> None:
        """Have all that was written on disk, so that it outlives the machine; may be called in any thread.

        Raises `OSError`, and from then on always: what a disk did not take once it does not say again.
        """
        with self._lock:
            if self._unsafe is not None:
                raise self._unsafe
            if self._stream is not None and self._is_new:
                self._is_new = False
                self._make_safe(self._stream.fileno())

    def _make_safe(self, file: int) -> None:
        try:
            os.fdatasync(file)
        except OSError as error:
            self._unsafe = error
            raise

    def close(self) -> None:
        """Close the file under its final name; a second call does nothing."""
        self._close_file()
        self._index.close()

    def __enter__(self) -> "ArchiveWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _records(self, exchange: Exchange) -> tuple[list[Record], Capture]:
        moment = warc_date(exchange.fetched_at)
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in exchange.headers}
        content = digest(decode(exchange.body, headers)[0])
        before = self._repeated(exchange, content)
        payload = before.payload if before else digest(exchange.body)
        common: list[tuple[str, str]] = [("WARC-Target-URI", exchange.url), ("WARC-Date", moment)]
        address = [("WARC-IP-Address", exchange.address)] if exchange.address else []
        is_unmodified = before is not None and exchange.status == HTTPStatus.NOT_MODIFIED
        stated = [] if is_unmodified else [("WARC-Payload-Digest", payload)]
        head = http_head(_status_line(exchange.status), _without_transfer_coding(exchange.headers))
        kind = [("Content-Type", "application/http; msgtype=response")]
        if exchange.truncated:
            kind.append(("WARC-Truncated", "disconnect"))
        if before is None:
            headers_of = (*common, *address, *stated, *kind)
            answer = Record("response", headers_of, head + exchange.body, exchange.identifier)
        else:
            profile = NOT_MODIFIED if is_unmodified else IDENTICAL
            referred = [
                ("WARC-Profile", profile),
                ("WARC-Refers-To-Target-URI", before.url),
                ("WARC-Refers-To-Date", before.time),
            ]
            answer = Record("revisit", (*common, *address, *stated, *referred, *kind), head, exchange.identifier)
        beside = (*common, ("WARC-Concurrent-To", answer.identifier))
        asked = Record(
            "request",
            (*beside, *address, ("Content-Type", "application/http; msgtype=request")),
            _request_head(exchange),
        )
        notes = [("kind", exchange.kind), ("site", exchange.site), *exchange.notes]
        about = Record("metadata", (*beside, ("Content-Type", "application/warc-fields")), fields(notes))
        capture = Capture(
            url=exchange.url,
            time=moment,
            status=exchange.status,
            kind=exchange.kind,
            site=exchange.site,
            payload=payload,
            content=before.content if before else content,
            file="",
            offset=0,
            length=0,
            revisit_url=before.url if before else None,
            revisit_time=before.time if before else None,
        )
        return [answer, asked, about], capture

    def _repeated(self, exchange: Exchange, content: str) -> Capture | None:
        """Return the capture that holds the body of *exchange* already, or `None`."""
        if exchange.status == HTTPStatus.NOT_MODIFIED:
            known = self._last(exchange.url)
            if known is not None and known.is_revisit:
                known = self._index.last(known.revisit_url or known.url, known.revisit_time)
            return known
        waiting = (c for c in self._waiting if c.url == exchange.url and c.content == content and not c.is_revisit)
        return next(waiting, None) or self._index.repeated(exchange.url, content)

    def _last(self, url: str) -> Capture | None:
        waiting = [capture for capture in self._waiting if capture.url == url]
        return waiting[-1] if waiting else self._index.last(url)

    def _file(self) -> io.FileIO:
        if self._stream is None:
            now = self.clock()
            host = socket.gethostname().partition(".")[0]
            self._name = f"newscrawl-{now:%Y%m%d%H%M%S}-{host}-{os.getpid()}-{token_hex(4)}.warc.gz{OPEN}"
            self._stream = (self.folder / self._name).open("xb", buffering=0)
            _sync_folder(self.folder)
            self._opened = now
            self._size = 0
            self._begin(now)
        assert self._stream is not None
        return self._stream

    def _begin(self, now: datetime) -> None:
        about: Headers = [
            ("software", self.software),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", CONFORMS_TO),
            ("http-header-user-agent", self.agent),
            ("robots", "obey"),
            ("description", LOST),
        ]
        name = self._name.removesuffix(OPEN)
        headers = (("WARC-Date", warc_date(now)), ("WARC-Filename", name), ("Content-Type", "application/warc-fields"))
        assert self._stream is not None
        self._size += self._stream.write(Record("warcinfo", headers, fields(about)).member())

    def _rotate(self) -> None:
        if self._opened is None:
            return
        if self._size >= self.most_bytes or self.clock() - self._opened >= MOST_AGE:
            self._close_file()

    def _close_file(self) -> None:
        if self._stream is None:
            return
        self.flush()
        with self._lock:
            self._make_safe(self._stream.fileno())
            self._stream.close()
            finish(self.folder, self._name, self._index)
            self._stream = self._opened = None


def _sync_folder(folder: Path) -> None:
    """Have the names in *folder* on disk: a file without one is lost."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _without_transfer_coding(headers: tuple[tuple[bytes, bytes], ...]) -> list[tuple[bytes, bytes]]:
    """Return *headers* as they fit the body, whose transfer coding is gone; what they said of it has another name."""
    coding = b"transfer-encoding"
    kept = (b"X-Archive-Orig-" + name if name.lower() == coding else name for name, _ in headers)
    return list(zip(kept, (value for _, value in headers), strict=True))


def _status_line(status: int) -> str:
    try:
        return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP/1.1 {status} "


def _request_head(exchange: Exchange) -> bytes:
    place = exchange.url.partition("://")[2]
    host, slash, path = place.partition("/")
    shown = [(name, value) for name, value in exchange.request_headers if name.lower() not in SECRET]
    return http_head(f"{exchange.method} {slash or '/'}{path} HTTP/1.1", [(b"Host", host.encode("latin-1")), *shown])
