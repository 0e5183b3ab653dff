"""What a user names to be read: archive files, folders of them, lists of paths or addresses, and months of CC-NEWS."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import attrs

from newscrawl.archive.sources import cc_news
from newscrawl.archive.sources.cc_news import SCHEME, Span, list_files, parse_span
from newscrawl.archive.sources.remote import NotThere, Remote
from newscrawl.archive.warc import may_be_archive
from newscrawl.errors import BadInput

WARC = (".warc", ".warc.gz", ".warc.zst")
SUFFIXES = (*WARC, ".wacz", ".warc.gz.open")
LISTS = (".txt", ".paths", ".txt.gz", ".paths.gz")
WEB = ("http://", "https://")
LONGEST_LIST = 64 << 20
LONGEST_SHOWN = 40
_BLANK = re.compile(r"\s")

T = TypeVar("T")


@attrs.frozen
class Named:
    """The archive files that names lead to, paths and addresses, each once; `missing` says what of it is not there.

    Of CC-NEWS only pages fetched in one of the `spans` are meant.
    """

    files: tuple[str, ...]
    missing: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def is_remote(name: str) -> bool:
    """Tell whether *name* is to be fetched from a server."""
    return name.startswith((*WEB, SCHEME))


def open_file(name: str, remote: Remote) -> BufferedReader:
    """Return the archive file *name*, a path or an address, opened. Raises `OSError`."""
    return remote.open(name) if is_remote(name) else Path(name).open("rb")


def named(names: Iterable[str], remote: Remote, base: str = cc_news.BASE) -> Named:
    """Return what *names* lead to; *base* is where Common Crawl's data are.

    Raises `BadInput` where a name leads to nothing, or a server does not give a list.
    """
    files: list[str] = []
    missing: list[str] = []
    spans: list[Span] = []
    for name in names:
        if name.startswith(SCHEME):
            span = parse_span(name)
            listed = _asked(partial(list_files, span, base, partial(_lines, remote=remote), NotThere))
            files += listed.files
            missing += listed.missing
            spans.append(span)
        elif name.startswith(WEB):
            files += _listed_at(name, remote) if _is_list(urlsplit(name).path) else [name]
        else:
            found, broken = _local(Path(name))
            files += found
            missing += broken
    return Named(tuple(dict.fromkeys(files)), tuple(missing), tuple(spans))


def _is_list(path: str) -> bool:
    return path.endswith(LISTS) and not path.endswith(SUFFIXES)


def _local(path: Path) -> tuple[list[str], list[str]]:
    """Return the files that *path* names, and the links among them that lead nowhere."""
    if path.is_dir():
        inside = sorted(one for one in path.rglob("*") if one.name.endswith(SUFFIXES) and not one.is_dir())
        if not inside:
            raise BadInput(f"{path} holds no archive files: {', '.join(SUFFIXES[:4])} are read")
        # A pipe or device would be waited for without an end.
        return [str(one) for one in inside if one.is_file()], [str(one) for one in inside if not one.is_file()]
    if not path.exists():
        raise BadInput(f"{path} does not exist: give archive files, folders of them, or a list of paths")
    if not path.is_file():
        raise BadInput(f"{path} is no file: give archive files, folders of them, or a list of paths")
    if not _is_list(path.name):
        if not path.name.endswith(SUFFIXES) and not may_be_archive(path):
            raise BadInput(
                f"{path} is no archive file: {', '.join(SUFFIXES[:4])} are read; one page: newscrawl extract"
            )
        return [str(path)], []
    found: list[str] = []
    broken: list[str] = []
    for line in _text_lines(path.open("rb"), str(path)):
        one = line if line.startswith(WEB) else str(path.parent / line)
        is_there = line.startswith(WEB) or (_is_file(one) and not _is_list(one))
        if not is_there and not line.endswith((*SUFFIXES, *LISTS)):
            raise BadInput(f"{path} is no list of archive files: {_cut(line)!r} is none; give a path or address a line")
        (found if is_there else broken).append(one)
    return found, broken


def _listed_at(url: str, remote: Remote) -> list[str]:
    """Return the addresses in the list at *url*; paths count from where the list's own path has their beginning."""
    found = []
    for line in _asked(partial(_lines, url, remote)):
        root, begins, _ = urlsplit(url).path.partition(f"/{line.split('/')[0]}/")
        one = urljoin(url, f"{root}/{line}" if begins and "/" in line else line)
        if _BLANK.search(line):
            raise BadInput(f"{url} is no list of archive files: {_cut(line)!r} is no address of one")
        if one.startswith(WEB):
            found.append(one)
    return found


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # longer than any name, or with a null
        return False


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _asked(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except OSError as error:
        raise BadInput(f"the list cannot be read: {error}") from None


def _lines(url: str, remote: Remote) -> list[str]:
    return list(_text_lines(remote.open(url), url))


def _text_lines(stream: BufferedReader, name: str) -> Iterator[str]:
    with stream:
        data = stream.read(LONGEST_LIST)
    try:
        text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8-sig")
    except (UnicodeDecodeError, OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{name} is no list of archive files: {error}") from None
    yield from (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
