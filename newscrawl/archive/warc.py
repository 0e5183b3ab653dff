"""Taking WARC records apart: header, block, and the HTTP message in it; from plain or compressed files."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import cast

import attrs

from newscrawl.archive.members import CHUNK, MAGIC, MOST, Member, members

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
ZSTD_DICTIONARY = range(0x184D2A50, 0x184D2A60)
VERSION = b"WARC/"
BLANK = b"\r\n\r\n"
MAX_HEAD = 1 << 20
# Between two records in one member stand two line ends.
VERSION_WITHIN = len(VERSION) + 8
MAX_DICTIONARY = 16 << 20


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
    head = _head(stream)
    if head[:2] == b"PK":
        found = _zipped(stream)
    elif head == ZSTD_MAGIC or int.from_bytes(head, "little") in ZSTD_DICTIONARY:
        found = _unpacked(stream, start)
    elif head[:3] == MAGIC:
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
    known = (b"PK", MAGIC, ZSTD_MAGIC, b"WARC")
    return not head or head.startswith(known) or int.from_bytes(head, "little") in ZSTD_DICTIONARY


def parse_record(member: Member) -> RawRecord | None:
    """Return the first record that *member* holds, or `None` where it holds none."""
    return next(_parsed(member), None)


def _parsed(member: Member) -> Iterator[RawRecord]:
    """Yield the records in *member*: one by the standard; some tools pack several, of which the last has the length."""
    at, data = 0, member.data
    before: RawRecord | None = None
    while (found := data.find(VERSION, at, at + VERSION_WITHIN)) >= 0:
        end = data.find(BLANK, found, found + MAX_HEAD)
        if end < 0:
            break
        headers = _headers(data[found:end])
        begin, length = end + len(BLANK), _length(headers)
        block, at = data[begin : begin + length], begin + length
        error = member.error or _wrong_length(block, length, data[at : at + VERSION_WITHIN])
        if before is not None:
            yield attrs.evolve(before, length=0)
        before = RawRecord(headers, block, member.offset, member.length, error)
    if before is not None:
        yield before


def _wrong_length(block: bytes, length: int, behind: bytes) -> str | None:
    """Return what is wrong with a *block* that is said to have this *length*, by what stands *behind* it."""
    if len(block) < length:
        return f"torn: {len(block)} of {length} bytes"
    is_end = behind.startswith((BLANK, b"\n\n")) or behind.lstrip().startswith(VERSION)
    if behind.strip() and not is_end:
        return f"its length, {length} bytes, is not that of the record"
    return None


def _gzipped(stream: BufferedIOBase, start: int) -> Iterator[RawRecord]:
    was_damaged = False
    for member in members(stream, start):
        found = False
        for record in _parsed(member):
            found = True
            yield record
        if not found and not was_damaged:
            yield RawRecord({}, b"", member.offset, member.length, member.error or "no record begins here")
        was_damaged = member.error is not None


def _plain(stream: BufferedIOBase, start: int = 0) -> Iterator[RawRecord]:
    """Yield the records of an uncompressed *stream*, going on at the next record behind damage."""
    stream.seek(start)
    offset, buffer, lost = start, bytearray(), 0
    while True:
        found = buffer.find(VERSION)
        end = buffer.find(BLANK, found) if found >= 0 else -1
        if end < 0:
            # So long a head is none.
            passed = 0 if len(buffer) <= MAX_HEAD else max(found + 1, len(buffer) - len(VERSION))
            lost += passed
            offset += passed
            del buffer[:passed]
            data = stream.read1(CHUNK)
            if data:
                buffer += data
                continue
            if lost or buffer.strip():
                yield RawRecord({}, b"", offset, len(buffer), "torn: no record begins here")
            return
        if lost or buffer[:found].strip():
            yield RawRecord({}, b"", offset - lost, lost + found, "damaged: no record begins here")
            lost = 0
        record = _plain_record(stream, buffer, found, end)
        yield attrs.evolve(record, offset=offset + found)
        # A length that lies may hide the next record.
        passed = end if record.error else found + record.length
        offset += passed
        del buffer[:passed]


def _plain_record(stream: BufferedIOBase, buffer: bytearray, found: int, end: int) -> RawRecord:
    """Return the record whose head stands in *buffer* from *found* to *end*, reading the rest of it from *stream*."""
    headers, begin = _headers(bytes(buffer[found:end])), end + len(BLANK)
    length = _length(headers)
    after = begin + length
    while len(buffer) < after + VERSION_WITHIN and (data := stream.read1(CHUNK)):
        buffer += data
    block = bytes(buffer[begin:after])
    error = _wrong_length(block, length, bytes(buffer[after : after + VERSION_WITHIN]))
    return RawRecord(headers, block, 0, after - found, error)


def _zipped(stream: BufferedIOBase) -> Iterator[RawRecord]:
    """Yield the records of the WARC files in a WACZ file. Nothing is written anywhere, whatever names they have."""
    try:
        with zipfile.ZipFile(stream) as package:
            for name in package.namelist():
                if name.startswith("archive/") and ".warc" in name:
                    yield from _in_package(package, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        yield RawRecord({}, b"", 0, 0, f"the package cannot be read: {error}")


def _in_package(package: zipfile.ZipFile, name: str) -> Iterator[RawRecord]:
    with package.open(name) as opened:
        inner = cast(BufferedIOBase, opened)
        if _head(inner)[:2] == b"PK":
            yield RawRecord({}, b"", 0, 0, f"{name} is a package within the package")
            return
        for record in stream_records(inner):
            error = record.error and f"{name} at {record.offset}: {record.error}"
            yield attrs.evolve(record, offset=0, length=0, error=error)


def _unpacked(stream: BufferedIOBase, start: int) -> Iterator[RawRecord]:
    from backports import zstd

    last = start
    try:
        for record in _plain(_zstd(stream), start):
            last = record.offset + record.length
            yield record
    except (zstd.ZstdError, EOFError) as error:
        yield RawRecord({}, b"", last, 0, f"what follows cannot be unpacked: {error}")


def _zstd(stream: BufferedIOBase) -> BufferedIOBase:
    from backports import zstd

    stream.seek(0)
    head = stream.read(8)
    stream.seek(0)
    dictionary = None
    if int.from_bytes(head[:4], "little") in ZSTD_DICTIONARY:
        # A skippable frame in front holds the dictionary, itself compressed or not (WARC zstd, 2.3).
        stream.seek(8)
        content = stream.read(min(int.from_bytes(head[4:8], "little"), MAX_DICTIONARY))
        raw = zstd.ZstdDecompressor().decompress(content, MAX_DICTIONARY) if content[:4] == ZSTD_MAGIC else content
        dictionary = zstd.ZstdDict(raw)
    return cast(BufferedIOBase, zstd.ZstdFile(stream, zstd_dict=dictionary))


def _head(stream: BufferedIOBase) -> bytes:
    head = stream.read(4)
    stream.seek(0)
    return head


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


def _length(headers: dict[str, str]) -> int:
    text = headers.get("content-length", "")
    return min(int(text), MOST) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
