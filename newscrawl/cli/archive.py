"""`newscrawl archive`: look at what an archive holds."""

import sys
from pathlib import Path
from typing import Annotated

import attrs
import typer

from newscrawl.archive import CaptureIndex
from newscrawl.archive.reading import read_capture
from newscrawl.archive.verifying import verified
from newscrawl.archive.wacz import write_wacz
from newscrawl.cli.options import JsonOption, LimitOption, SiteOption, TsvOption
from newscrawl.errors import ArchiveError, BadInput
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.settings import NEWSCRAWL_ARCHIVE
from newscrawl.web.counted import counted

app = typer.Typer(
    name="archive", help="Archives of pages as served (WARC): list, read, verify, pack.", no_args_is_help=True
)

FolderOption = Annotated[
    Path,
    typer.Option(
        "--archive",
        metavar="DIR",
        envvar=["NEWSCRAWL_ARCHIVE", "NEWSCRAWL_ARCHIVES"],
        help="The folder of `crawl --archive`.",
    ),
]
DEFAULT = Path(NEWSCRAWL_ARCHIVE or "output/archive")


@app.command("list")
def list_captures(
    folder: FolderOption = DEFAULT,
    site: SiteOption = None,
    limit: LimitOption = 20,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """List captures, the oldest first."""
    with CaptureIndex(folder) as index:
        captures = index.captures(None if site is None else index.known_site(site))
        found = [capture for _, capture in zip(range(limit), captures, strict=False)]
    if json:
        print_json([attrs.asdict(capture) for capture in found])
        return
    rows = [{"time": c.time[:19], "status": c.status, "kind": c.kind, "bytes": c.length, "url": c.url} for c in found]
    print_rows(rows, tsv=tsv, nothing="no captures")


@app.command()
def get(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a page.")],
    folder: FolderOption = DEFAULT,
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="As it was then: ISO 8601, UTC.")] = None,
) -> None:
    """Write the body of a page as it was served, decoded, to standard output."""
    with CaptureIndex(folder) as index:
        found = read_capture(folder, index, index.named(url, at))
    if found is None:
        raise ArchiveError(f"{url} cannot be read: its file is gone or damaged; see newscrawl archive verify {folder}")
    sys.stdout.buffer.write(found.body)


@app.command()
def verify(
    archives: Annotated[list[Path] | None, typer.Argument(metavar="ARCHIVE...", help="Files or folders.")] = None,
) -> None:
    """Check each record against its digest, and the index against the records; exit code 1 if one is damaged."""
    sound = damaged = 0
    for found in verified(map(str, archives or [DEFAULT])):
        sound, damaged = sound + found.sound, damaged + len(found.problems)
        for problem in found.problems:
            err.print(f"{found.name}: {problem}", markup=False, soft_wrap=True)
    out.print(f"{counted(sound, 'record')} sound, {damaged} damaged")
    if damaged:
        raise typer.Exit(1)


@app.command()
def wacz(
    file: Annotated[Path, typer.Argument(metavar="FILE.wacz", help="What to write.")],
    folder: FolderOption = DEFAULT,
) -> None:
    """Pack an archive into one WACZ file, which opens in replayweb.page."""
    if file.suffix != ".wacz":
        raise BadInput(f"{file}: give a name that ends in .wacz")
    with CaptureIndex(folder) as index:
        count = write_wacz(folder, index, file)
    out.print(f"{counted(count, 'capture')} in {file}")
