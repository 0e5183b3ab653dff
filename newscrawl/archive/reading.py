"""Archived responses, from newscrawl's own archives or anyone's: what was served at which address, when."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs

from newscrawl.archive.http import HttpResponse, parse_response
from newscrawl.archive.index import FILE, Capture, CaptureIndex
from newscrawl.archive.members import members
from newscrawl.archive.records import digest
from newscrawl.archive.warc import RawRecord, parse_record, records
from newscrawl.errors import BadInput

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".wacz", ".warc.gz.open")


@attrs.frozen(kw_only=True)
class ArchivedResponse:
    """What was served at `url`: `body` is decoded, `headers` are by lower-case name.

    `time` is `WARC-Date`: ISO 8601, UTC. `kind` is what a crawl of newscrawl took the page for, `""` elsewhere.
    """

    url: str
    time: str
    status: int
    headers: dict[str, str]
    body: bytes
    kind: str = ""
    file: str = ""
    offset: int = 0


@attrs.frozen
class Damage:
    """A record that cannot be read."""

    file: str
    offset: int
    error: str


def archive_files(paths: Iterable[Path]) -> list[Path]:
    """Return the archive files that *paths* name: themselves, those in folders, those that a `.txt` lists.

    Raises `BadInput` where one does not exist or a folder holds none.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.name.endswith(SUFFIXES))
            if not inside:
                raise BadInput(f"{path} holds no archive files: {', '.join(SUFFIXES[:4])} are read")
            found += inside
        elif not path.is_file():
            raise BadInput(f"{path} does not exist: give archive files, folders of them, or a list of paths")
        elif path.suffix in (".txt", ".paths"):
            lines = path.read_text("utf-8").split("\n")
            found += archive_files([path.parent / line.strip() for line in lines if line.strip()])
        else:
            found.append(path)
    return found


def read_archives(
    paths: Iterable[Path], wanted: Callable[[str], bool] = lambda _: True
) -> Iterator[ArchivedResponse | Damage]:
    """Yield what the archive files at *paths* hold, file by file, in the order that they stand there.

    *wanted* is asked of each address before a body is touched. A revisit is yielded where what it repeats is known to
    the archive's index.
    """
    for path in archive_files(paths):
        for record in records(path):
            if record.error is not None:
                yield Damage(str(path), record.offset, record.error)
            elif record.kind == "response" and wanted(_url(record)):
                response = _response(record, path)
                if response is not None:
                    yield response
            elif record.kind == "revisit" and wanted(_url(record)):
                response = _revisited(record, path)
                if response is not None:
                    yield response


def read_capture(folder: Path, index: CaptureIndex, capture: Capture) -> ArchivedResponse | None:
    """Return the response of *capture* in the archive at *folder*, or `None` where it stands there no more."""
    source: Capture | None = capture
    if capture.is_revisit:
        source = index.last(capture.revisit_url or capture.url, capture.revisit_time)
        if source is None or source.is_revisit:
            return None
    assert source is not None
    record = record_at(folder / source.file, source.offset)
    response = _response(record, folder / source.file) if record is not None else None
    if response is None:
        return None
    return attrs.evolve(response, url=capture.url, time=capture.time, kind=capture.kind)


def record_at(path: Path, offset: int) -> RawRecord | None:
    """Return the record at *offset* of the file at *path*, or `None` where none stands there whole."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            member = next(members(stream), None)
    except OSError:
        return None
    record = parse_record(member) if member is not None else None
    return record if record is not None and record.error is None else None


def problem_of(record: RawRecord) -> str | None:
    """Return what is wrong with *record* by its own digest, or `None`."""
    if record.error is not None:
        return record.error
    stated = record.headers.get("warc-block-digest")
    if stated and stated.startswith("sha1:") and stated != digest(record.block):
        return "the block is not that of its digest"
    return None


def _url(record: RawRecord) -> str:
    return record.headers.get("warc-target-uri", "").strip("<>")


def _response(record: RawRecord, path: Path) -> ArchivedResponse | None:
    message = parse_response(record.block)
    return _archived(record, path, message) if message is not None and message.error is None else None


def _archived(record: RawRecord, path: Path, message: HttpResponse) -> ArchivedResponse:
    return ArchivedResponse(
        url=_url(record),
        time=record.headers.get("warc-date", ""),
        status=message.status,
        headers=message.headers,
        body=message.body,
        file=str(path),
        offset=record.offset,
    )


def _revisited(record: RawRecord, path: Path) -> ArchivedResponse | None:
    """Return what a revisit record repeats, by the index beside its file."""
    if not (path.parent / FILE).is_file():
        return None
    with CaptureIndex(path.parent) as index:
        capture = index.last(_url(record), record.headers.get("warc-date"))
        return read_capture(path.parent, index, capture) if capture is not None else None
