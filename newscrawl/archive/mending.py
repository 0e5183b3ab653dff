"""Files that a killed process left behind: closed, cut behind the last whole record, and entered into the index."""

import os
import socket
from pathlib import Path

from newscrawl.archive.containers.members import members
from newscrawl.archive.http import parse_response
from newscrawl.archive.index import Capture, CaptureIndex, Conversion
from newscrawl.archive.records import digest
from newscrawl.archive.warc import RawRecord, parse_record, read_fields

OPEN = ".open"
"""Ends the name of a file that a process is writing."""


def mend(folder: Path, index: CaptureIndex) -> list[Path]:
    """Close the files in *folder* whose process has died: cut off a torn record, enter what the index lacks.

    Return their final paths. A file of a process of this machine that still runs, or of another machine, is left alone.
    """
    return [_mended(path, index) for path in sorted(folder.glob(f"*.warc.gz{OPEN}")) if _is_left_behind(path)]


def _is_left_behind(path: Path) -> bool:
    parts = path.name.split("-")
    host, pid = "-".join(parts[2:-2]), parts[-2]
    if host != socket.gethostname().partition(".")[0] or not pid.isdecimal() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _mended(path: Path, index: CaptureIndex) -> Path:
    known, missing, end = index.end_of(path.name), list[RawRecord](), 0
    about: dict[str, dict[str, str]] = {}
    converted: list[Conversion] = []
    with path.open("r+b") as stream:
        for member in members(stream):
            record = parse_record(member)
            if member.error is not None or record is None or record.error is not None:
                # A damaged record stays where others follow: it is counted as it is read.
                continue
            end = member.offset + member.length
            if record.kind == "metadata":
                about[record.headers.get("warc-concurrent-to", "")] = read_fields(record.block)
            elif record.kind in ("response", "revisit") and member.offset >= known:
                missing.append(record)
            elif record.kind == "conversion":
                converted.append(_conversion_of(record, path.name))
        stream.truncate(end)
    index.add(
        [_capture_of(record, path.name, about.get(record.headers.get("warc-record-id", ""), {})) for record in missing],
        converted,
    )
    return finish(path.parent, path.name, index)


def _conversion_of(record: RawRecord, file: str) -> Conversion:
    headers = record.headers
    return Conversion(
        url=headers.get("warc-target-uri", ""),
        time=headers.get("warc-date", ""),
        content=digest(record.block),
        file=file,
        offset=record.offset,
    )


def _capture_of(record: RawRecord, file: str, notes: dict[str, str]) -> Capture:
    headers, status = record.headers, record.block.split(None, 2)[1:2]
    message = parse_response(record.block)
    return Capture(
        url=headers.get("warc-target-uri", ""),
        time=headers.get("warc-date", ""),
        status=int(status[0]) if status and status[0].isdigit() else 0,
        kind=notes.get("kind", ""),
        site=notes.get("site", ""),
        payload=headers.get("warc-payload-digest", ""),
        content=digest(message.body) if message is not None else "",
        file=file,
        offset=record.offset,
        length=record.length,
        revisit_url=headers.get("warc-refers-to-target-uri"),
        revisit_time=headers.get("warc-refers-to-date"),
    )


def finish(folder: Path, name: str, index: CaptureIndex) -> Path:
    """Give the file *name* in *folder* its final name, in the index as well; return its path."""
    final = folder / name.removesuffix(OPEN)
    (folder / name).rename(final)
    index.rename(name, final.name)
    return final
