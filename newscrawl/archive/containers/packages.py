"""The archive files in a WACZ file, read past damage: an entry that is spoilt costs what it holds alone.

Nothing is written anywhere, whatever names entries have.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from struct import error as TooShort  # noqa: N812 - says what it is here
from struct import unpack_from

from newscrawl.archive.containers.window import CHUNK

SIGN = b"PK\x03\x04"
LOCAL_HEAD = 30
STEP = 1 << 10


class Entry(BufferedIOBase):
    """The archive file `name` in a package, as bytes. `error` says what is wrong with it once all of it was read: its
    records have checks of their own, so that what is read before stands.
    """

    def __init__(self, stream: BufferedIOBase, info: zipfile.ZipInfo, start: int, size: int) -> None:
        super().__init__()
        self.name = info.filename
        self._stream = stream
        self._info = info
        self._start = start
        self._size = size
        self.error: str | None = None
        self._at = self._taken = self._checksum = 0
        self._is_read = False
        self._inflate = self._unpacker()

    def read1(self, size: int = -1) -> bytes:
        """Return what comes next, at most *size* bytes; nothing at the end."""
        found = b""
        most = CHUNK if size < 0 else size
        while not found and self.error is None and not self._is_read:
            found = self._unpacked(most)
        self._at += len(found)
        self._checksum = zlib.crc32(found, self._checksum)
        if self._is_read and self.error is None and self._checksum != self._info.CRC:
            self.error = "it is not what its checksum says"
        return found

    def read(self, size: int | None = -1) -> bytes:
        """Return the next *size* bytes, fewer at the end."""
        found = b""
        while (size is None or size < 0 or len(found) < size) and (data := self.read1((size or 0) - len(found))):
            found += data
        return found

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to *offset* from the beginning."""
        if offset < self._at:
            self._rewind()
        while self._at < offset and self.read1(offset - self._at):
            pass
        return self._at

    def _rewind(self) -> None:
        self._at = self._taken = self._checksum = 0
        self._is_read = False
        self._inflate = self._unpacker()
        self.error = None

    def _unpacker(self) -> "zlib._Decompress | None":
        is_packed = self._info.compress_type == zipfile.ZIP_DEFLATED
        return zlib.decompressobj(-zlib.MAX_WBITS) if is_packed else None

    def _unpacked(self, most: int) -> bytes:
        """Return the next bytes, maybe none yet, and note where these are the last."""
        if self._inflate is None:
            data = self._raw(most)
            self._is_read = not data
            return data
        data = self._inflate.unconsumed_tail or self._raw(STEP)
        try:
            found = self._inflate.decompress(data, most)
        except zlib.error as spoilt:
            self.error = f"it cannot be unpacked: {spoilt}"
            return b""
        self._is_read = self._inflate.eof or not (data or found)
        return found

    def _raw(self, most: int) -> bytes:
        self._stream.seek(self._start + self._taken)
        data = self._stream.read(min(most, self._size - self._taken))
        self._taken += len(data)
        return data


def entries(stream: BufferedIOBase) -> Iterator[Entry]:
    """Yield the archive files in the package *stream*. Raises `BadZipFile` where its directory cannot be read."""
    try:
        package = zipfile.ZipFile(stream)
    except (NotImplementedError, ValueError, EOFError, TooShort) as error:
        raise zipfile.BadZipFile(str(error)) from None
    listed = package.infolist()
    if any(info.header_offset < 0 for info in listed):
        raise zipfile.BadZipFile("its directory names places before its beginning")
    ends = [*sorted(info.header_offset for info in listed), package.start_dir]
    for info in listed:
        stream.seek(info.header_offset)
        head = stream.read(LOCAL_HEAD).ljust(LOCAL_HEAD, b"\0")
        name_length, more_length = unpack_from("<HH", head, LOCAL_HEAD - 4)
        name = stream.read(name_length).decode("utf-8", "replace")
        # One of both may be damaged.
        if not _is_archive(info.filename) and not _is_archive(name):
            continue
        if head.startswith(SIGN) and name == info.filename:
            yield Entry(stream, info, info.header_offset + LOCAL_HEAD + name_length + more_length, info.compress_size)
        else:
            # It begins somewhere behind, and ends before what follows.
            start = info.header_offset + LOCAL_HEAD
            end = next((end for end in ends if end > start), start)
            yield Entry(stream, info, start, end - start)


def _is_archive(name: str) -> bool:
    return name.startswith("archive/") and ".warc" in name
