"""Taking WARC records apart: header, block, and the HTTP message in it; from plain or compressed files."""

import re
from collections.abc import Iterator
from io import BufferedIOBase, BytesIO
from pathlib import Path
from zipfile import BadZipFile

import attrs

from newscrawl.archive.containers.frames import MAGIC as ZSTD
from newscrawl.archive.containers.frames import Frames, is_zstd
from newscrawl.archive.containers.members import MAGIC as GZIP
from newscrawl.archive.containers.members import MOST, Member, members
from newscrawl.archive.containers.packages import SIGN, Entry, entries
from newscrawl.archive.containers.window import Window
from newscrawl.archive.digests import is_proven

VERSION = b"WARC/"
PACKED = (GZIP, ZSTD, SIGN)
SIGNS = (VERSION, *PACKED)
BLANK = b"\r\n\r\n"
NEXT_RECORD = BLANK + VERSION
MAX_HEAD = 1 << 20
# Between two records in one member stand two line ends.
VERSION_WITHIN = len(VERSION) + 8
# WARC/1.0 and WARC-Type: response stand once in a head, but where one is torn and another record's follows.
_ONCE = (re.compile(rb"WARC/\d\.\d\r?\n"), re.compile(rb"\nWARC-Type:", re.IGNORECASE))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


@attrs.frozen
class RawRecord:
    """A record: its headers by lower-case name, and its block as it stands; `offset` and `length` in the file.

    `error` says why it is not whole.
    """

    headers: dict[str, str]
    block: bytes
    offset: int
    length: int
    error: str | None = None

    @property
    def kind(self) -> str:
        """The `WARC-Type`."""
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str:
        """The `WARC-Target-URI`."""
        return self.headers.get("warc-target-uri", "").strip("<>")

    @property
    def time(self) -> str:
        """The `WARC-Date`: ISO 8601, UTC."""
        return self.headers.get("warc-date", "")

    @property
    def end(self) -> int:
        """The offset from which what follows can be read; 0 within a package of files."""
        return self.offset + self.length


def records(path: Path, start: int = 0) -> Iterator[RawRecord]:
    """Yield the records of the file at *path*: `.warc`, `.warc.gz`, `.warc.zst` or `.wacz`, told by its first bytes.

    What is damaged is passed over and yielded with its `error`. Raises `OSError`.
    """
    with path.open("rb") as stream:
        yield from stream_records(stream, start)


def stream_records(stream: BufferedIOBase, start: int = 0) -> Iterator[RawRecord]:
    """Yield the records of *stream*, a buffered one that can seek, from the offset *start* on.

    Offsets in what is packed as a whole (`.zst`) are those of what is in it; a package of files (`.wacz`) has none,
    and is read from its beginning. A stream without any record is damaged as a whole.
    """
    sign = _sign(stream)
    if sign == SIGN:
        found = _zipped(stream)
    elif sign == ZSTD:
        found = _plain(Frames(stream), start)
    elif sign == GZIP:
        found = _gzipped(stream, start)
    else:
        found = _plain(stream, start)
    is_empty = not start
    for record in found:
        is_empty = False
        yield record
    if is_empty:
        yield RawRecord({}, b"", 0, 0, "the file holds no record")


def may_be_archive(path: Path) -> bool:
    """Tell whether the file at *path* begins as one with records does, packed or not; raises `OSError`."""
    with path.open("rb") as stream:
        head = _head(stream)
        return not head or _sign_of(head) is not None or _damaged_sign(stream) is not None


def parse_record(member: Member) -> RawRecord | None:
    """Return the first record that *member* holds, or `None` where it holds none."""
    return next((record for record in _parsed(member) if record.headers), None)


def _parsed(member: Member) -> Iterator[RawRecord]:
    """Yield the records in *member*: one by the standard; some tools pack several, of which the last has the length.

    Of a spoilt member those that are what their digest says are sound.
    """
    found = list(_plain(BytesIO(member.data)))
    is_told = False
    for place, record in enumerate(found, 1):
        error = record.error
        if member.error and not (error is None and is_proven(record.headers, record.block)):
            error, is_told = member.error, True
        length = member.length if place == len(found) else 0
        yield attrs.evolve(record, offset=member.offset, length=length, error=error)
    if not found or (member.error and not is_told):
        error = member.error or "no record begins here"
        yield RawRecord({}, b"", member.offset, member.length, error)


def _wrong_length(block: bytes, length: int | None, behind: bytes) -> str | None:
    """Return what is wrong with a *block* that is said to have this *length*, by what stands *behind* it."""
    if length is None:
        return "its length is no number"
    if len(block) < length:
        return f"torn: {len(block)} of {length} bytes"
    is_end = behind.startswith((BLANK, b"\n\n")) or behind.lstrip().startswith(VERSION)
    if behind.strip() and not is_end:
        return f"its length, {length} bytes, is not that of the record"
    return None


def _gzipped(stream: BufferedIOBase, start: int) -> Iterator[RawRecord]:
    was_sound = True
    for member in members(stream, start):
        for record in _parsed(member):
            # A sound member without a record, behind one that is spoilt, is a packed body within that.
            if record.headers or member.error or was_sound:
                yield record
        was_sound = member.error is None


def _plain(stream: BufferedIOBase, start: int = 0) -> Iterator[RawRecord]:
    """Yield the records of an uncompressed *stream*, going on at the next record behind damage."""
    window = Window(stream, start)
    was_sound = True
    while True:
        window.pass_blanks()
        begin = window.at
        is_there = window.seek(VERSION)
        if was_sound and window.at > begin:
            yield RawRecord({}, b"", begin, window.at - begin, "no record begins here")
        if not is_there:
            return
        record = _record_at(window)
        yield record
        was_sound = record.error is None
        window.go_to(record.end)


def _record_at(window: Window) -> RawRecord:
    """Return the record at the beginning of *window*; what its own length hides, where that lies, is behind its end."""
    end = window.find(BLANK, MAX_HEAD)
    head = window.held(0, max(end, 0))
    if end < 0 or _is_spoilt(head):
        return RawRecord({}, b"", window.at, len(VERSION), "its head is torn, or damaged")
    headers, begin = _headers(head), end + len(BLANK)
    length = _length(headers)
    after = begin + (length or 0)
    window.fill(after + VERSION_WITHIN)
    block = window.held(begin, length or 0)
    error = _wrong_length(block, length, window.held(after, VERSION_WITHIN))
    return RawRecord(headers, block, window.at, end if error else after, error)


def _is_spoilt(head: bytes) -> bool:
    return bool(_CONTROL.search(head)) or any(len(sign.findall(head)) > 1 for sign in _ONCE)


def _zipped(stream: BufferedIOBase) -> Iterator[RawRecord]:
    """Yield the records of the WARC files in a WACZ file."""
    try:
        for entry in entries(stream):
            yield from _in_package(entry)
    except BadZipFile as error:
        yield RawRecord({}, b"", 0, 0, f"the package cannot be read: {error}")
        # Its files are mostly not packed themselves: their members stand as they are.
        yield from (attrs.evolve(one, offset=0, length=0) for one in _gzipped(stream, 0) if one.headers)


def _in_package(entry: Entry) -> Iterator[RawRecord]:
    if _head(entry) == SIGN:
        yield RawRecord({}, b"", 0, 0, f"{entry.name} is a package within the package")
        return
    is_whole = True
    for record in stream_records(entry):
        is_whole = is_whole and not record.error
        error = record.error and f"{entry.name} at {record.offset}: {record.error}"
        yield attrs.evolve(record, offset=0, length=0, error=error)
    if is_whole and entry.error:
        yield RawRecord({}, b"", 0, 0, f"{entry.name}: {entry.error}")


def _head(stream: BufferedIOBase) -> bytes:
    head = stream.read(4)
    stream.seek(0)
    return head


def _sign(stream: BufferedIOBase) -> bytes:
    """Return by which of `SIGNS` *stream* begins; where its beginning is damaged, what it is by what follows."""
    return _sign_of(_head(stream)) or _damaged_sign(stream) or VERSION


def _sign_of(head: bytes) -> bytes | None:
    if is_zstd(head):
        return ZSTD
    return next((sign for sign in SIGNS if head and head.startswith(sign[: len(head)])), None)


def _damaged_sign(stream: BufferedIOBase) -> bytes | None:
    head = stream.read(MAX_HEAD)
    stream.seek(0)
    if NEXT_RECORD in head:
        return VERSION
    return max((sign for sign in PACKED if sign in head), key=head.count, default=None)


def read_fields(block: bytes) -> dict[str, str]:
    """Return the fields of a block of type `application/warc-fields`, by lower-case name."""
    return _headers(b"\r\n" + block)


def _headers(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\r\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _length(headers: dict[str, str]) -> int | None:
    text = headers.get("content-length", "")
    return min(int(text), MOST) if text.isascii() and text.isdecimal() and len(text) < 19 else None
