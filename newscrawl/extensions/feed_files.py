"""Feeds as files that appear when they are whole: written beside, and renamed."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage


class FeedFile(FileFeedStorage):
    """Scrapy's feed storage for files. Where something fails the file is as it was, and nothing is left beside it.

    A feed that is added to (`overwrite` false) gets the lines that the file has, but for one that was torn.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        path = Path(self.path)
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")

    def open(self, spider: Spider) -> IO[bytes]:
        """Return the file beside, with what the feed's file has where that is added to. Raises `OSError`."""
        path = Path(self.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._remove_leftovers()
        file = self._part.open("w+b")
        if self.write_mode == "ab" and path.exists():
            with path.open("rb") as before:
                shutil.copyfileobj(before, file)
            _drop_torn_line(file)
        return file

    def store(self, file: IO[bytes]) -> None:
        """Put the file in its place. Raises `OSError`."""
        try:
            file.flush()
            os.fsync(file.fileno())
            file.close()
            self._part.replace(self.path)
        except OSError:
            self.discard(file)
            raise

    def discard(self, file: IO[bytes]) -> None:
        """Leave nothing of a feed that could not be written."""
        # What Python still holds of it cannot be written either.
        with suppress(OSError):
            file.close()
        self._part.unlink(missing_ok=True)

    def _remove_leftovers(self) -> None:
        """Remove what processes left that were killed: the store knows what they had not shown."""
        for leftover in Path(self.path).parent.glob(f".{_escaped(Path(self.path).name)}.*.part"):
            pid = leftover.name.split(".")[-2]
            if pid.isdecimal() and not Path(f"/proc/{pid}").exists():
                leftover.unlink(missing_ok=True)


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _drop_torn_line(file: IO[bytes]) -> None:
    """Cut off what stands after the last end of a line."""
    size = file.tell()
    while size > 0:
        start = max(0, size - 65536)
        file.seek(start)
        found = file.read(size - start).rfind(b"\n")
        if found >= 0:
            size = start + found + 1
            break
        size = start
    file.truncate(size)
    file.seek(size)
