"""Whether archives hold what they say: each record by its digest, each entry of an index by the record it names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from newscrawl.archive.index import FILE, CaptureIndex
from newscrawl.archive.reading import ANYWHERE, MISSING, record_at
from newscrawl.archive.soundness import problem_of
from newscrawl.archive.sources.names import named, open_file
from newscrawl.archive.sources.remote import Remote
from newscrawl.archive.warc import stream_records


@attrs.frozen
class Verified:
    """How many records of the file or index *name* are sound, and what is wrong with the others, in words."""

    name: str
    sound: int
    problems: tuple[str, ...]


def verified(names: Iterable[str], remote: Remote = ANYWHERE) -> Iterator[Verified]:
    """Yield what is found in each file that *names* lead to, and in the index of each folder that has one.

    Raises `BadInput` where a name leads to nothing.
    """
    names = list(names)
    found = named(names, remote)
    yield from (Verified(name, 0, (MISSING,)) for name in found.missing)
    for name in found.files:
        yield _file(name, remote)
    for name in names:
        if (Path(name) / FILE).is_file():
            yield _index(Path(name))


def _file(name: str, remote: Remote) -> Verified:
    sound, problems = 0, []
    try:
        with open_file(name, remote) as stream:
            for record in stream_records(stream):
                if problem := problem_of(record):
                    problems.append(f"at {record.offset}: {problem}")
                else:
                    sound += 1
    except OSError as error:
        problems.append(str(error))
    return Verified(name, sound, tuple(problems))


def _index(folder: Path) -> Verified:
    problems = []
    with CaptureIndex(folder) as index:
        for capture in index.captures():
            record = record_at(folder / capture.file, capture.offset)
            if record is None or record.url != capture.url or record.length != capture.length:
                problems.append(f"{capture.url} of {capture.time} is not at {capture.offset} of {capture.file}")
    return Verified(str(folder / FILE), 0, tuple(problems))
