"""A stream with what was read of it from one offset on, in which the beginning of something is looked for."""

from io import BufferedIOBase

CHUNK = 1 << 16


class Window:
    """What *stream* holds from the offset `at` on; what lies before is forgotten."""

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

    def head(self, size: int) -> bytes:
        """Return the next *size* bytes, fewer at the end."""
        self.fill(size)
        return self.held(0, size)

    def go_to(self, offset: int) -> None:
        """Forget what lies before *offset*, which is held."""
        del self._buffer[: offset - self.at]
        self.at = offset

    def fill(self, size: int) -> None:
        """Read on until *size* bytes are held, or all that are left."""
        while len(self._buffer) < size and self.more():
            pass

    def find(self, sign: bytes, most: int) -> int:
        """Return how far ahead *sign* stands, -1 where it does not within *most* bytes."""
        looked = 0
        while (found := self._buffer.find(sign, looked)) < 0:
            looked = max(0, len(self._buffer) - len(sign) + 1)
            if looked > most or not self.more():
                return -1
        return found

    def pass_blanks(self) -> None:
        """Go to the next byte that is no blank, or to the end."""
        while (data := self.held()) or self.more():
            blanks = len(data) - len(data.lstrip())
            self.go_to(self.at + blanks)
            if blanks < len(data):
                return

    def seek(self, sign: bytes) -> bool:
        """Go to where *sign* stands next; `False`, and to the end, where it does not."""
        while True:
            found = self._buffer.find(sign)
            if found >= 0:
                self.go_to(self.at + found)
                return True
            self.go_to(self.at + max(0, len(self._buffer) - len(sign) + 1))
            if not self.more():
                self.go_to(self.at + len(self._buffer))
                return False
