"""Where files are written to: a path here, or an address that Scrapy's feed storages write to.

An address is no path: `s3://bucket/key` as a path is the folder `s3:`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import attrs
from scrapy.settings import Settings
from scrapy.utils.misc import load_object
from w3lib.url import file_uri_to_path

from newscrawl.errors import BadInput, StoreError
from newscrawl.extras import install_hint
from newscrawl.web.file_addresses import ADDRESS, without_login

_NEEDED = {"s3": "boto3", "gs": "google.cloud", "ftp": "", "ftps": ""}
WRITTEN_TO = "files are written here, or to s3://, gs:// and ftp:// addresses"


@attrs.frozen
class RemoteFile:
    """A file at an address; as text it shows no password."""

    uri: str

    @property
    def suffix(self) -> str:
        """The ending of its name, as that of a `Path`."""
        return self._path.suffix

    @property
    def name(self) -> str:
        """Its name, without folders."""
        return self._path.name

    @property
    def _path(self) -> PurePosixPath:
        return PurePosixPath(urlsplit(self.uri).path)

    def __str__(self) -> str:
        return without_login(self.uri)


Place = Path | RemoteFile


def folder_of(text: str | Path) -> Path:
    """Return the folder *text*, which is there or can be made; raises `BadInput`."""
    folder = Path(text)
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        raise BadInput(f"{there} is a file, and a folder is needed: choose another place")
    if not os.access(there, os.W_OK):
        raise BadInput(f"the folder {there} cannot be written to: change its permissions or choose another place")
    return folder


def place_of(text: str) -> Place:
    """Return the place that *text* names; raises `BadInput` for an address to which nothing can be written."""
    match = ADDRESS.match(text)
    if match is None:
        return Path(text)
    scheme, shown = match[1].lower(), without_login(text)
    if scheme == "file":
        return Path(file_uri_to_path(text))
    if scheme not in _NEEDED:
        raise BadInput(f"{shown}: {WRITTEN_TO}, not to {scheme}")
    parts = urlsplit(text)
    if not parts.hostname or not PurePosixPath(parts.path).name:
        raise BadInput(f"{shown}: give a file such as {scheme}://{parts.hostname or 'HOST'}/news.jsonl")
    if missing := _missing(scheme):
        raise BadInput(f"{shown}: {missing}")
    return RemoteFile(text)


def address_of(place: Place) -> str:
    """Return how Scrapy's feeds name *place*: with the password, if it has one."""
    return str(place) if isinstance(place, Path) else place.uri


@contextmanager
def written_here(place: Place, settings: Settings) -> Iterator[Path]:
    """Give a path to write the file of *place* to; an address is then given what stands there.

    Raises `StoreError` where it cannot be written.
    """
    if isinstance(place, Path):
        yield place
        return
    with TemporaryDirectory(prefix="newscrawl-") as folder:
        path = Path(folder) / place.name
        yield path
        _upload(path, place, settings)


def _upload(path: Path, place: RemoteFile, settings: Settings) -> None:
    kind: Any = load_object(settings.getwithbase("FEED_STORAGES")[urlsplit(place.uri).scheme.lower()])
    try:
        storage = kind.from_crawler(SimpleNamespace(settings=settings), place.uri, feed_options={"overwrite": True})
        # What its `store` does in a thread, for crawls; there is none here.
        storage._store_in_thread(path.open("rb"))
    except Exception as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise StoreError(f"cannot write {place}: {why}") from error


def _missing(scheme: str) -> str:
    module = _NEEDED[scheme]
    try:
        is_there = not module or find_spec(module) is not None
    except ModuleNotFoundError:
        is_there = False
    if is_there:
        return ""
    if scheme == "s3":
        return f"the extra s3 is not installed: {install_hint('s3')}"
    return "the package google-cloud-storage is not installed: pip install google-cloud-storage"
