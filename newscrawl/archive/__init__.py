"""Responses as served, kept in WARC files (ISO 28500:2017, WARC/1.1), and read again.

`ArchiveWriter` keeps what a crawl was served, `CaptureIndex` knows where it stands, `read_archives` reads files of any
making. What newscrawl keeps can be opened by any tool of the field.
"""

from newscrawl.archive.index import Capture, CaptureIndex
from newscrawl.archive.reading import ArchivedResponse, Damage, read_archives
from newscrawl.archive.writer import ArchiveWriter, Exchange

__all__ = ["ArchiveWriter", "ArchivedResponse", "Capture", "CaptureIndex", "Damage", "Exchange", "read_archives"]
