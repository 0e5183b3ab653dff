"""Archived responses, from newscrawl's own archives or anyone's: what was served at which address, when."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from zipfile import BadZipFile

import attrs

from newscrawl.archive.containers.members import members
from newscrawl.archive.http import HttpResponse, parse_response
from newscrawl.archive.index import FILE, Capture, CaptureIndex
from newscrawl.archive.soundness import problem_of, problem_of_head
from newscrawl.archive.sources.names import WARC, is_remote, named, open_file
from newscrawl.archive.sources.remote import Remote
from newscrawl.archive.warc import RawRecord, parse_record, stream_records

PASSED_OVER = 500
"""After so many records of which none was wanted it is said how far the file is read."""

ANYWHERE = Remote("newscrawl")
OK = 200
MISSING = "there is no such file"
GONE = "it stands there no more"

Wanted = Callable[[str, str], bool]
"""Tells by address and `WARC-Date` whether a record is wanted."""


@attrs.frozen(kw_only=True)
class ArchivedResponse:
    """What was served at `url`: `body` is decoded, `headers` are by lower-case name.

    `time` is `WARC-Date`: ISO 8601, UTC. `kind` is what a crawl of newscrawl took the page for, `""` elsewhere. What
    follows in the file stands from `end` on.
    """

    url: str
    time: str
    status: int
    headers: dict[str, str]
    body: bytes
    kind: str = ""
    file: str = ""
    offset: int = 0
    end: int = 0


@attrs.frozen
class Damage:
    """A record that cannot be read; what follows it in the file stands from `end` on."""

    file: str
    offset: int
    error: str
    end: int = 0


@attrs.frozen
class PassedOver:
    """Nothing was wanted of what stands before `end`."""

    end: int


Found = ArchivedResponse | Damage | PassedOver


def read_archives(
    names: Iterable[Path | str], wanted: Wanted = lambda _, __: True, remote: Remote = ANYWHERE
) -> Iterator[ArchivedResponse | Damage]:
    """Yield what the archive files that *names* lead to hold, file by file, in the order that they stand there.

    *wanted* is asked of each address and time before a body is touched. A revisit is yielded where what it repeats is
    known to the archive's index. Raises `BadInput` where a name leads to nothing.
    """
    found = named(map(str, names), remote)
    for name in found.missing:
        yield Damage(name, 0, MISSING)
    for name in found.files:
        for one in read_file(name, wanted, remote=remote):
            if not isinstance(one, PassedOver):
                yield one


def read_file(name: str, wanted: Wanted, start: int = 0, remote: Remote = ANYWHERE) -> Iterator[Found]:
    """Yield what the archive file *name*, a path or an address, holds from the offset *start* on.

    Whatever is wrong with the file is `Damage`, and ends it only where nothing more can be read.
    """
    end, passed = start, 0
    try:
        with open_file(name, remote) as stream:
            for record in stream_records(stream, start):
                end, passed = record.end, passed + 1
                found = _found(record, name, wanted)
                if found is not None or passed >= PASSED_OVER:
                    passed = 0
                    yield found or PassedOver(end)
    except (OSError, BadZipFile) as error:
        yield Damage(name, end, f"it cannot be read on: {error}", end)
        return
    yield PassedOver(end)


def _found(record: RawRecord, name: str, wanted: Wanted) -> ArchivedResponse | Damage | None:
    if problem := problem_of_head(record):
        # Whether it was wanted cannot be told.
        return Damage(name, record.offset, problem, record.end)
    if record.kind not in ("response", "revisit", "conversion") or not wanted(record.url, record.time):
        return None
    if problem := problem_of(record):
        return Damage(name, record.offset, problem, record.end)
    if record.kind == "revisit":
        return None if is_remote(name) else _revisited(record, Path(name))
    if record.kind == "conversion":
        return _converted(record, name)
    return _response(record, name)


def read_capture(folder: Path, index: CaptureIndex, capture: Capture) -> ArchivedResponse | None:
    """Return the response of *capture* in the archive at *folder*, or `None` where it stands there no more."""
    source: Capture | None = capture
    if capture.is_revisit:
        source = index.last(capture.revisit_url or capture.url, capture.revisit_time)
        if source is None or source.is_revisit:
            return None
    assert source is not None
    record = record_at(folder / source.file, source.offset)
    # Where a file is damaged another record may stand there.
    if record is None or problem_of(record) or (record.url, record.time) != (source.url, source.time):
        return None
    response = _response(record, str(folder / source.file))
    if not isinstance(response, ArchivedResponse):
        return None
    return attrs.evolve(response, url=capture.url, time=capture.time, kind=capture.kind)


def read_again(folder: Path, index: CaptureIndex, capture: Capture) -> Iterator[ArchivedResponse | Damage]:
    """Yield the response of *capture*, with what a browser made of it in place of its body, where one did, and what of
    both is damaged."""
    found = read_capture(folder, index, capture)
    if found is None:
        yield Damage(str(folder / capture.file), capture.offset, GONE)
        return
    conversion = index.conversion(capture.url, capture.time)
    if conversion is None:
        yield found
        return
    path = folder / conversion.file
    record = record_at(path, conversion.offset)
    if record is None or problem_of(record) or record.url != capture.url:
        yield Damage(str(path), conversion.offset, GONE)
        yield found
    else:
        yield attrs.evolve(found, body=record.block, headers={**found.headers, "content-type": _type_of(record)})


def unlisted(folder: Path) -> list[Path]:
    """Return the WARC files in the archive at *folder* of which its index knows nothing: no crawl is writing them."""
    with CaptureIndex(folder) as index:
        known = index.ends()
    return sorted(path for path in folder.iterdir() if path.name.endswith(WARC) and path.name not in known)


def record_at(path: Path, offset: int) -> RawRecord | None:
    """Return the record at *offset* of the file at *path*, or `None` where none stands there whole."""
    try:
        with path.open("rb") as stream:
            member = next(members(stream, offset), None)
    except OSError:
        return None
    record = parse_record(member) if member is not None else None
    return record if record is not None and record.error is None else None


def _response(record: RawRecord, name: str) -> ArchivedResponse | Damage | None:
    message = parse_response(record.block)
    if message is None or message.error is not None:
        if not record.url.startswith(("http://", "https://")):
            return None
        why = "its block is no HTTP response" if message is None else f"its body cannot be unpacked: {message.error}"
        return Damage(name, record.offset, why, record.end)
    return _archived(record, name, message)


def _archived(record: RawRecord, name: str, message: HttpResponse) -> ArchivedResponse:
    return ArchivedResponse(
        url=record.url,
        time=record.time,
        status=message.status,
        headers=message.headers,
        body=message.body,
        file=name,
        offset=record.offset,
        end=record.end,
    )


def _converted(record: RawRecord, name: str) -> ArchivedResponse:
    """Return what a browser, or another program, made of a response, as if it had been served so."""
    headers = {"content-type": _type_of(record)}
    return _archived(record, name, HttpResponse(OK, headers, record.block))


def _type_of(record: RawRecord) -> str:
    return record.headers.get("content-type", "")


def _revisited(record: RawRecord, path: Path) -> ArchivedResponse | None:
    """Return what a revisit record repeats, by the index beside its file."""
    if not (path.parent / FILE).is_file():
        return None
    with CaptureIndex(path.parent) as index:
        capture = index.last(record.url, record.time)
        found = read_capture(path.parent, index, capture) if capture is not None else None
    return attrs.evolve(found, end=record.end) if found is not None else None
