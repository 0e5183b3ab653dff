"""The captures of an archive: what was asked for when, and where the answer stands.

The index is `captures.db` (SQLite) in the archive's folder, so that an archive moves as one, and stores on a server
need know no paths of one machine. It serves as CDX index, to find what a revisit repeats, and to seek. It can be made
anew from the files.
"""

import errno
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from newscrawl.errors import BadInput, NotKnown
from newscrawl.web.sites import site_named, site_of
from newscrawl.web.suggestions import did_you_mean, nearest
from newscrawl.web.urls import address_named

FILE = "captures.db"
BUSY_SECONDS = 30.0
# How alike addresses of one site must be: all of them begin alike.
NEAR = 0.8
# "nwcA": tells the file from any other SQLite file.
APPLICATION_ID = 0x6E776341

_TABLE = """
CREATE TABLE IF NOT EXISTS captures (
    url TEXT NOT NULL, time TEXT NOT NULL, status INTEGER NOT NULL, kind TEXT NOT NULL, site TEXT NOT NULL,
    payload TEXT NOT NULL, content TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
    revisit_url TEXT, revisit_time TEXT, PRIMARY KEY (file, offset)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS conversions (
    url TEXT NOT NULL, time TEXT NOT NULL, content TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL,
    PRIMARY KEY (url, time)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS captures_url ON captures (url, time);
CREATE INDEX IF NOT EXISTS captures_content ON captures (content, url);
"""


@attrs.frozen(kw_only=True)
class Capture:
    """One archived response.

    `time` is `WARC-Date`; `kind` what the crawl took the page for; `payload` and
    `content` are the digests of the body as served and decoded. The record is
    `length` bytes of `file` (a name in the archive's folder) from `offset`. A revisit has no payload of its own: it is
    that of the capture of `revisit_url` at `revisit_time`.
    """

    url: str
    time: str
    status: int
    kind: str
    site: str
    payload: str
    content: str
    file: str
    offset: int
    length: int
    revisit_url: str | None = None
    revisit_time: str | None = None

    @property
    def is_revisit(self) -> bool:
        """Whether the payload stands in another record."""
        return self.revisit_time is not None


@attrs.frozen(kw_only=True)
class Conversion:
    """What a browser made of the capture of `url` at `time`: the record at `offset` of `file`, with the digest
    `content`. Captures of which it made the same share a record."""

    url: str
    time: str
    content: str
    file: str
    offset: int


_CONVERTED = [field.name for field in attrs.fields(Conversion)]
_NAMES = [field.name for field in attrs.fields(Capture)]
_INSERT = f"INSERT OR REPLACE INTO captures ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"
_SELECT = f"SELECT {', '.join(_NAMES)} FROM captures"


class CaptureIndex:
    """The index of the archive in `folder`; use as a context manager, or call `close`. Raises `BadInput`."""

    def __init__(self, folder: Path, *, make: bool = False) -> None:
        self.folder = folder
        path = folder / FILE
        if not make and not path.is_file():
            raise BadInput(f"{folder} holds no archive: there is no {FILE} in it; give the folder of --archive")
        try:
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            known = self._db.execute("PRAGMA application_id").fetchone()[0]
            has_tables = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if known != APPLICATION_ID and has_tables:
                raise BadInput(f"{path} is no index of an archive: give another folder")
            if make:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self._db.executescript(_TABLE)
        except sqlite3.Error as error:
            raise BadInput(f"the index {path} cannot be opened: {error}") from None

    def add(self, captures: Iterable[Capture], conversions: Iterable[Conversion] = ()) -> None:
        """Enter *captures* and *conversions*; one that is there already is replaced. Raises `OSError`."""
        with _told(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(_INSERT, [attrs.astuple(capture) for capture in captures])
            rows = [attrs.astuple(conversion) for conversion in conversions]
            if rows:
                self._db.executemany("INSERT OR REPLACE INTO conversions VALUES (?, ?, ?, ?, ?)", rows)

    def last(self, url: str, at: str | None = None) -> Capture | None:
        """Return the newest capture of *url*, of those until *at* where that is given."""
        rows = self._select("WHERE url = ? AND time <= ? ORDER BY time DESC LIMIT 1", (url, at or "~"))
        return next(rows, None)

    def named(self, url: str, at: str | None = None) -> Capture:
        """Return the newest capture of what a user means by *url*, of those until *at* where that is given.

        Raises `NotKnown` with the nearest addresses that were kept.
        """
        address = address_named(url)
        found = self.last(address, at)
        if found is None:
            known = self._db.execute("SELECT DISTINCT url FROM captures WHERE site = ? LIMIT 2000", (site_of(address),))
            near = nearest(address, (row[0] for row in known), NEAR) or ": see newscrawl archive list"
            until = f" before {at}" if at else ""
            raise NotKnown(f"{url} is not in the archive {self.folder}{until}{near}")
        return found

    def sites(self) -> set[str]:
        """Return the sites of which something was kept."""
        return {row[0] for row in self._db.execute("SELECT DISTINCT site FROM captures")}

    def known_site(self, text: str) -> str:
        """Return the site that a user means by *text*, of which something was kept; raises `NotKnown`."""
        site, known = site_named(text), self.sites()
        if site not in known:
            raise NotKnown(f"nothing of site {text!r} in the archive {self.folder}{did_you_mean(site, sorted(known))}")
        return site

    def of(self, url: str, limit: int) -> list[Capture]:
        """Return the newest *limit* captures of *url*, the newest first."""
        return list(self._select("WHERE url = ? ORDER BY time DESC LIMIT CAST(? AS INTEGER)", (url, str(limit))))

    def repeated(self, url: str, content: str) -> Capture | None:
        """Return the first capture of *url* with this decoded body that is no revisit."""
        where = "WHERE content = ? AND url = ? AND revisit_time IS NULL ORDER BY time LIMIT 1"
        return next(self._select(where, (content, url)), None)

    def conversion(self, url: str, time: str | None = None) -> Conversion | None:
        """Return what a browser made of the capture of *url* at *time*, by default the newest such of *url*."""
        where = "WHERE url = ?1 AND (time = ?2 OR ?2 IS NULL) ORDER BY time DESC"
        query = f"SELECT {', '.join(_CONVERTED)} FROM conversions {where}"
        row = self._db.execute(query, (url, time)).fetchone() if self._has_conversions() else None
        return Conversion(**dict(zip(_CONVERTED, row, strict=True))) if row is not None else None

    def _has_conversions(self) -> bool:
        """Tell whether the index is of a version that knows them: one that is only read is not changed."""
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'conversions'"
        return bool(self._db.execute(query).fetchone()[0])

    def captures(self, site: str | None = None, since: str | None = None) -> Iterator[Capture]:
        """Yield captures, oldest first: of one *site*, from the time *since* on."""
        where = "WHERE (?1 IS NULL OR site = ?1) AND time >= ?2 ORDER BY time"
        yield from self._select(where, (site, since or ""))

    def end_of(self, file: str) -> int:
        """Return the offset behind the last record of *file* that is known, 0 where none is."""
        row = self._db.execute("SELECT max(offset + length) FROM captures WHERE file = ?", (file,)).fetchone()
        return row[0] or 0

    def ends(self) -> dict[str, str]:
        """Return when the newest capture of each file was made, by the file's name."""
        return dict(self._db.execute("SELECT file, max(time) FROM captures GROUP BY file"))

    def needed_by(self, files: Collection[str]) -> set[str]:
        """Return the files that hold the payloads of the revisits in *files*."""
        rows = self._db.execute(
            "SELECT DISTINCT revisit.file, whole.file FROM captures AS revisit JOIN captures AS whole "
            "ON whole.url = revisit.revisit_url AND whole.time = revisit.revisit_time"
        )
        return {whole for revisit, whole in rows if revisit in files}

    def drop(self, file: str) -> None:
        """Forget the captures in *file*."""
        with _told():
            self._db.execute("DELETE FROM captures WHERE file = ?", (file,))

    def rename(self, old: str, new: str) -> None:
        """Follow a file to its final name."""
        with _told():
            self._db.execute("UPDATE OR REPLACE captures SET file = ? WHERE file = ?", (new, old))
            if self._has_conversions():
                self._db.execute("UPDATE conversions SET file = ? WHERE file = ?", (new, old))

    def next(self, url: str, since: str) -> Capture | None:
        """Return the first capture of *url* from the time *since* on."""
        return next(self._select("WHERE url = ? AND time >= ? ORDER BY time LIMIT 1", (url, since)), None)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> "CaptureIndex":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _select(self, where: str, values: tuple[str | None, ...]) -> Iterator[Capture]:
        for row in self._db.execute(f"{_SELECT} {where}", values):
            yield Capture(**dict(zip(_NAMES, row, strict=True)))


@contextmanager
def _told() -> Iterator[None]:
    """Raise what SQLite cannot write as what it is: an error of the disk."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"{FILE}: {error}") from None
