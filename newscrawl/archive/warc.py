"""Taking WARC records apart: header, block, and the HTTP message in it; from plain or compressed files."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import attrs

from newscrawl.archive.members import MAGIC, MOST, Member, members

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
ZSTD_DICTIONARY = range(0x184D2A50, 0x184D2A60)
VERSION = b"WARC/"
MAX_HEAD = 1 << 20


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


def records(path: Path, start: int = 0) -> Iterator[RawRecord]:
    """Yield the records of the file at *path*: `.warc`, `.warc.gz`, `.warc.zst` or `.wacz`, told by its first bytes.

    What is damaged is passed over and yielded with its `error`. Raises `OSError`.
    """
    with path.open("rb") as stream:
        yield from stream_records(stream, start)


def stream_records(stream: IO[bytes], start: int = 0) -> Iterator[RawRecord]:
    """Yield the records of *stream*, which can be told from its first bytes."""
    head = stream.read(4)
    stream.seek(0)
    if head[:2] == b"PK":
        yield from _zipped(stream)
    elif head == ZSTD_MAGIC or int.from_bytes(head, "little") in ZSTD_DICTIONARY:
        yield from _plain(_zstd(stream))
    elif head[:3] == MAGIC:
        yield from _gzipped(stream, start)
    else:
        yield from _plain(stream)


def parse_record(member: Member) -> RawRecord | None:
    """Return the record that *member* holds, or `None` where it is none."""
    data = member.data
    at = data.find(VERSION)
    head, blank, rest = data[max(at, 0) :].partition(b"\r\n\r\n")
    if at < 0 or at > 2 or not blank or len(head) > MAX_HEAD:
        return None
    headers = _headers(head)
    length = _length(headers)
    block = rest[:length]
    error = member.error
    if error is None and len(block) < length:
        error = f"torn: {len(block)} of {length} bytes"
    return RawRecord(headers, block, member.offset, member.length, error)


def _gzipped(stream: IO[bytes], start: int) -> Iterator[RawRecord]:
    was_damaged = False
    for member in members(stream, start):
        record = parse_record(member)
        if record is not None:
            yield record
        elif member.error is not None and not was_damaged:
            yield RawRecord({}, b"", member.offset, member.length, member.error)
        was_damaged = member.error is not None


def _plain(stream: IO[bytes]) -> Iterator[RawRecord]:
    """Yield the records of an uncompressed *stream*, going on at the next record behind damage."""
    offset, buffer = 0, b""
    while True:
        found = buffer.find(VERSION)
        end = buffer.find(b"\r\n\r\n", max(found, 0))
        if found < 0 or end < 0:
            data = stream.read(1 << 16)
            if not data or len(buffer) > MAX_HEAD + (1 << 16):
                if buffer.strip():
                    yield RawRecord({}, b"", offset, len(buffer), "torn: no record begins here")
                if not data:
                    return
                buffer = b""
            buffer += data
            continue
        headers = _headers(buffer[found:end])
        length, start = _length(headers), end + 4
        missing = start + length - len(buffer)
        buffer += stream.read(missing) if missing > 0 else b""
        block = buffer[start : start + length]
        error = f"torn: {len(block)} of {length} bytes" if len(block) < length else None
        yield RawRecord(headers, block, offset + found, start + length - found, error)
        offset += start + length
        buffer = buffer[start + length :]


def _zipped(stream: IO[bytes]) -> Iterator[RawRecord]:
    """Yield the records of the WARC files in a WACZ file."""
    with zipfile.ZipFile(stream) as package:
        for name in package.namelist():
            if name.startswith("archive/") and ".warc" in name:
                with package.open(name) as inner:
                    yield from stream_records(inner)


def _zstd(stream: IO[bytes]) -> IO[bytes]:
    from backports import zstd

    head = stream.read(8)
    stream.seek(0)
    dictionary = None
    if int.from_bytes(head[:4], "little") in ZSTD_DICTIONARY:
        # A skippable frame in front holds the dictionary, itself compressed or not (WARC zstd, 2.3).
        stream.seek(8)
        content = stream.read(int.from_bytes(head[4:8], "little"))
        raw = zstd.decompress(content) if content[:4] == ZSTD_MAGIC else content
        dictionary = zstd.ZstdDict(raw)
    return cast(IO[bytes], zstd.ZstdFile(stream, zstd_dict=dictionary))


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
    return min(int(text), MOST) if text.isascii() and text.isdecimal() else 0
