"""Feeds as files that appear when they are whole: written beside, and renamed."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage

from newscrawl.storage.exports.parts import end_last_line, remove_leftovers


class FeedFile(FileFeedStorage):
    """Scrapy's feed storage for files. Where something fails the file is as it was, and nothing is left beside it.

    A feed that is added to (`overwrite` false) gets the lines that the file has, but for one that was torn.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        path = Path(self.path)
        self._part = path.with_name(f".{path.name}.{os.getpid()}-.part")

    def open(self, spider: Spider) -> IO[bytes]:
        """Return the file beside, with what the feed's file has where that is added to. Raises `OSError`."""
        path = Path(self.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(path)
        file = self._part.open("w+b")
        if self.write_mode == "ab" and path.exists():
            with path.open("rb") as before:
                shutil.copyfileobj(before, file)
            end_last_line(file)
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
