"""The gzip members of an archive file, one by one, past damage: a member that is torn or spoilt costs itself alone."""

import zlib
from collections.abc import Iterator
from io import BufferedIOBase

import attrs

MAGIC = b"\x1f\x8b\x08"
CHUNK = 1 << 16
MOST = 128 << 20
"""Longest record, in bytes, packed or not, that is read; a longer one is damage or a bomb."""


@attrs.frozen
class Member:
    """`data` of the member that stands at `offset` and is `length` bytes long; `error` says why it is not whole."""

    offset: int
    length: int
    data: bytes
    error: str | None = None


def members(stream: BufferedIOBase, start: int = 0) -> Iterator[Member]:
    """Yield the members of *stream* from offset *start* on; bytes between them that are none are passed over.

    Memory is bounded by `MOST`, time by the length of the stream.
    """
    window = _Window(stream, start)
    while window.seek_magic():
        member = _read(window)
        yield member
        if member.error is not None:
            # What follows the magic was no sound member: the next one may begin within it.
            window.go_to(member.offset + 1)
        else:
            window.go_to(member.offset + member.length)


class _Window:
    """A stream with what was read of it from one offset on; what lies before is forgotten."""

    def __init__(self, stream: BufferedIOBase, start: int) -> None:
        self._stream = stream
        self._buffer = bytearray()
        self.at = start
        stream.seek(start)

    def more(self) -> bytes:
        """Read on and return what was read."""
        data = self._stream.read1(CHUNK)
        self._buffer += data
        return data

    def held(self, first: int = 0, size: int = CHUNK) -> bytes:
        """Return up to *size* bytes of what is held, the *first* bytes from the offset `at` left out."""
        return bytes(self._buffer[first : first + size])

    def go_to(self, offset: int) -> None:
        """Forget what lies before *offset*, which is held."""
        del self._buffer[: offset - self.at]
        self.at = offset

    def seek_magic(self) -> bool:
        """Go to the next place where a member may begin; `False` at the end."""
        while True:
            found = self._buffer.find(MAGIC)
            if found >= 0:
                self.go_to(self.at + found)
                return True
            self.go_to(self.at + max(0, len(self._buffer) - len(MAGIC) + 1))
            if not self.more():
                return False


def _read(window: _Window) -> Member:
    inflate = zlib.decompressobj(31)
    parts: list[bytes] = []
    size = fed = 0
    error = None
    while error is None and not inflate.eof:
        data = window.held(fed) or window.more()
        if not data:
            error = "torn: the file ends within it"
            break
        try:
            part = inflate.decompress(data, MOST - size + 1)
        except zlib.error as spoilt:
            error = f"damaged: {spoilt}"
            break
        parts.append(part)
        size += len(part)
        fed += len(data) - len(inflate.unused_data)
        if max(size, fed) > MOST:
            error = f"longer than {MOST} bytes"
    return Member(window.at, fed, b"".join(parts), error)
