"""Which files of an archive are old, and nothing that is kept needs them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from newscrawl.archive.index import CaptureIndex
from newscrawl.archive.mending import OPEN
from newscrawl.archive.records import warc_date


def old_files(folder: Path, index: CaptureIndex, before: datetime) -> list[Path]:
    """Return the closed files in *folder* with captures older than *before* (aware) alone.

    A file is kept as well as long as a kept capture has its payload there: a page that has not changed since.
    """
    ends = index.ends()
    old = {file for file, end in ends.items() if end < warc_date(before) and not file.endswith(OPEN)}
    while needed := index.needed_by(ends.keys() - old) & old:
        old -= needed
    return [folder / file for file in sorted(old)]


def remove(files: list[Path], index: CaptureIndex) -> Iterator[Path]:
    """Remove *files* and what *index* has of them, one after the other; yield each. Raises `OSError`."""
    for file in files:
        file.unlink(missing_ok=True)
        index.drop(file.name)
        yield file
