"""Zstandard files, unpacked past damage: a frame that is spoilt costs the records in it alone."""

from collections.abc import Iterator
from io import BufferedIOBase
from typing import TYPE_CHECKING

from newscrawl.archive.containers.window import CHUNK, Window

if TYPE_CHECKING:
    from backports.zstd import ZstdDict

MAGIC = b"\x28\xb5\x2f\xfd"
DICTIONARY = range(0x184D2A50, 0x184D2A60)
MAX_DICTIONARY = 16 << 20
STEP = 1 << 12
KEPT = 1 << 20
"""So much of a frame is looked through for the next one, where it turns out to be spoilt; a block is shorter."""

LOST = b"\r\n\r\nlost\r\n\r\n"
"""Stands in the content where something is missing: no record begins so, and none goes on."""


def is_zstd(head: bytes) -> bool:
    """Tell whether the four bytes *head* begin a Zstandard file, maybe with its dictionary in front."""
    return head == MAGIC or int.from_bytes(head, "little") in DICTIONARY


class Frames(BufferedIOBase):
    """The content of the frames in *stream*, one behind the other, with `LOST` in place of what is damaged."""

    def __init__(self, stream: BufferedIOBase) -> None:
        super().__init__()
        self._content = _content(stream)
        self._ahead = b""
        self._at = 0

    def read1(self, size: int = -1) -> bytes:
        """Return what comes next, at most *size* bytes; nothing at the end."""
        while not self._ahead:
            part = next(self._content, None)
            if part is None:
                return b""
            self._ahead = part
        most = len(self._ahead) if size < 0 else size
        found, self._ahead = self._ahead[:most], self._ahead[most:]
        self._at += len(found)
        return found

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to *offset* from the beginning, which lies ahead."""
        while self._at < offset and self.read1(offset - self._at):
            pass
        return self._at


def _content(stream: BufferedIOBase) -> Iterator[bytes]:
    from backports.zstd import ZstdError

    stream.seek(0)
    try:
        dictionary = _dictionary(stream)
    except ZstdError:
        yield LOST
        dictionary = None
    window = Window(stream, stream.tell())
    while head := window.head(4):
        if is_zstd(head):
            yield from _frame(window, dictionary)
        else:
            yield LOST
            window.seek(MAGIC)


def _dictionary(stream: BufferedIOBase) -> "ZstdDict | None":
    """Return the dictionary that a skippable frame in front holds, itself compressed or not (WARC zstd, 2.3)."""
    from backports.zstd import ZstdDecompressor, ZstdDict

    head = stream.read(8)
    if int.from_bytes(head[:4], "little") not in DICTIONARY:
        stream.seek(0)
        return None
    content = stream.read(min(int.from_bytes(head[4:8], "little"), MAX_DICTIONARY))
    return ZstdDict(ZstdDecompressor().decompress(content, MAX_DICTIONARY) if content[:4] == MAGIC else content)


def _frame(window: Window, dictionary: "ZstdDict | None") -> Iterator[bytes]:
    """Yield the content of the frame at the window's beginning, and go behind it."""
    from backports.zstd import ZstdDecompressor, ZstdError

    frame, fed = ZstdDecompressor(dictionary), 0
    while not frame.eof:
        data = b""
        if frame.needs_input:
            data = window.held(fed, STEP) or window.more()[:STEP]
            fed += len(data)
        try:
            part = frame.decompress(data, CHUNK)
        except ZstdError:
            part = None
        if part is None or not (part or data):
            # Spoilt, or torn: the next one may begin within it.
            yield LOST
            window.go_to(window.at + 1)
            return
        yield part
        if fed > KEPT:
            window.go_to(window.at + fed - KEPT)
            fed = KEPT
    window.go_to(window.at + fed - len(frame.unused_data))
