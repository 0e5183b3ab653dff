"""`newscrawl prune KIND…`: make room by what is old."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newscrawl.archive import CaptureIndex
from newscrawl.archive.pruning import old_files, remove
from newscrawl.cli.archive import DEFAULT as DEFAULT_ARCHIVE
from newscrawl.cli.archive import FolderOption
from newscrawl.cli.options import STORE_DEFAULT, JsonOption, StoreOption, opened
from newscrawl.errors import BadInput
from newscrawl.runner.output.consoles import err
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.runner.running.feeds import DEFAULT_FOLDER, old_feeds
from newscrawl.storage.state.pruning import Prunable, Pruning
from newscrawl.web.durations import parse_duration

LEAST = timedelta(days=1)


class Kind(StrEnum):
    """What is pruned."""

    FATES = "fates"
    PAGES = "pages"
    REVISIONS = "revisions"
    FEEDS = "feeds"
    ARCHIVES = "archives"


def prune(
    kinds: Annotated[list[Kind], typer.Argument(metavar="KIND…", help=", ".join(Kind) + ".")],
    older_than: Annotated[str, typer.Option(metavar="AGE", help="Only what is older, such as 90d or 52w.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    store: StoreOption = STORE_DEFAULT,
    feeds: Annotated[
        Path, typer.Option(metavar="FOLDER", envvar="NEWSCRAWL_FEEDS", help="Where the feeds are.")
    ] = DEFAULT_FOLDER,
    archive: FolderOption = DEFAULT_ARCHIVE,
    json: JsonOption = False,
) -> None:
    """Delete what is old, by kind; articles are never deleted (for that: newscrawl forget).

    fates: what became of addresses, of which counts are left. pages: when listings, feeds and sitemaps were fetched.
    revisions: earlier versions of articles. feeds: files in the feeds' folder. archives: files of responses as served,
    but those that newer ones refer to. Crawls may go on meanwhile; a pruning that was broken off can be begun again.

      $ newscrawl prune fates pages --older-than 180d --dry-run

    The space is used again by what comes; newscrawl vacuum gives it back.
    """
    before = datetime.now(UTC) - _age(older_than)
    pruned: dict[Kind, Callable[[], dict[str, int]]] = {
        Kind.FEEDS: lambda: _files(old_feeds(feeds, before), _unlinked, dry_run),
        Kind.ARCHIVES: lambda: _archives(archive, before, dry_run),
    }
    rows = []
    for kind in dict.fromkeys(kinds):
        found = pruned[kind]() if kind in pruned else _rows(store, Prunable(kind.value), before, dry_run)
        rows.append({"kind": kind.value, **found})
    if json:
        print_json(rows)
        return
    print_rows([{**row, "bytes": row.get("bytes")} for row in rows], kept=["kind"])
    if dry_run:
        err.print("nothing was deleted: without --dry-run, all this goes", soft_wrap=True)


def _age(text: str) -> timedelta:
    try:
        return parse_duration(text, LEAST)
    except ValueError as error:
        raise BadInput(f"--older-than: {error}") from None


def _rows(store: str, kind: Prunable, before: datetime, dry_run: bool) -> dict[str, int]:
    with opened(store) as source:
        pruning = Pruning(source.database, before)
        return {"count": pruning.count(kind) if dry_run else sum(pruning.delete(kind))}


def _archives(folder: Path, before: datetime, dry_run: bool) -> dict[str, int]:
    with CaptureIndex(folder) as index:
        return _files(old_files(folder, index, before), lambda files: remove(files, index), dry_run)


def _files(found: list[Path], remove: Callable[[list[Path]], Iterable[Path]], dry_run: bool) -> dict[str, int]:
    size = sum(path.stat().st_size for path in found if path.exists())
    try:
        return {"count": len(found) if dry_run else len(list(remove(found))), "bytes": size}
    except OSError as error:
        raise BadInput(f"{error.filename} cannot be deleted: {error.strerror}") from None


def _unlinked(files: list[Path]) -> Iterable[Path]:
    for file in files:
        file.unlink(missing_ok=True)
        yield file
