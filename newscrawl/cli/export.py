"""`newscrawl export …`: what the store holds, as files for other programs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import attrs
import typer

from newscrawl.cli.options import (
    STORE_DEFAULT,
    AuthorOption,
    LanguageOption,
    SectionOption,
    SinceOption,
    SiteOption,
    StoreOption,
    UntilOption,
    opened,
)
from newscrawl.errors import BadInput
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.places import RemoteFile, place_of, written_here
from newscrawl.runner.running.run_settings import project_settings
from newscrawl.storage import Filter
from newscrawl.storage.database import address
from newscrawl.storage.database.copying import copy_into, copy_store
from newscrawl.storage.exports.export import (
    ExportResult,
    export_articles,
    export_forgotten,
    export_links,
    export_people,
    export_revisions,
)
from newscrawl.storage.exports.formats import CsvForm, beside
from newscrawl.storage.named import require_articles
from newscrawl.web.counted import counted
from newscrawl.web.usage.rights import PURPOSES, purpose_named

app = typer.Typer(no_args_is_help=True, help="Write articles, links, people, revisions or all of the store to a file.")

ROWS = "A path, or an address (s3://, gs://, ftp://). Ends in .jsonl, .csv, .parquet, .xlsx"
RowFile = Annotated[str, typer.Argument(metavar="FILE", help=f"{ROWS}.")]
GraphFile = Annotated[str, typer.Argument(metavar="FILE", help=f"{ROWS}, .graphml or .gexf.")]

RawOption = Annotated[
    bool,
    typer.Option(
        "--raw",
        help="CSV for machines: texts as they are, also those that a spreadsheet would take for a formula "
        "(by default an apostrophe stands before them).",
    ),
]
MarkOption = Annotated[bool, typer.Option("--bom", help="CSV with a byte-order mark, as older Excel needs.")]


@app.command()
def articles(
    file: RowFile,
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    author: AuthorOption = None,
    section: SectionOption = None,
    language: LanguageOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    changed_since: Annotated[
        int | None,
        typer.Option(
            metavar="CURSOR", help="Only what is new or changed since the export that ended with this number."
        ),
    ] = None,
    cursor: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|-",
            help="Keep the cursor in this file: only what is new or changed since, from the second time on. "
            "-: print it to standard output.",
        ),
    ] = None,
    usable_for: Annotated[
        str | None,
        typer.Option(
            metavar="PURPOSE",
            help=f"Without what publishers reserve against it: {', '.join(PURPOSES)}.",
        ),
    ] = None,
    raw: RawOption = False,
    bom: MarkOption = False,
) -> None:
    """Write articles, the newest version of each, in the order of change.

    The last line names a cursor: give it to --changed-since next time, and nothing is missed or sent twice. What has
    changed is then added to a .jsonl file that is there.
    """
    wanted = Filter(site=site, author=author, section=section, language=language, since=since, until=until)
    purpose = purpose_named(usable_for) if usable_for else None
    if cursor is not None and changed_since is None:
        changed_since = kept_cursor(cursor)
    if changed_since is not None and isinstance(place_of(file), RemoteFile):
        raise BadInput(f"{place_of(file)}: changes are added to files here; export to one, and copy it there")
    with opened(store) as source, _placed(file, "articles") as placed:
        require_articles(source.database, wanted)
        result = placed.result = export_articles(source, placed.path, wanted, changed_since, purpose, CsvForm(raw, bom))
    if result.forgotten:
        err.print(
            f"{result.forgotten} forgotten on request since, to be erased from copies: newscrawl export forgotten FILE",
            soft_wrap=True,
        )
    if cursor is not None:
        keep_cursor(cursor, result.cursor or 0)
        return
    err.print(
        f"cursor {result.cursor}: next time, export articles FILE --changed-since {result.cursor}",
        soft_wrap=True,
    )


@app.command()
def links(
    file: GraphFile,
    store: StoreOption = STORE_DEFAULT,
    memberships: Annotated[
        bool, typer.Option("--memberships", help="Also who wrote what, and each article's section and site.")
    ] = False,
    raw: RawOption = False,
    bom: MarkOption = False,
) -> None:
    """Write the link graph: related, author, inline and listing links between articles.

    networkx and Gephi open .graphml and .gexf. Neo4j reads .graphml with the procedure
    `CALL apoc.import.graphml('links.graphml', {storeNodeIds: true})`, which keeps each address as `id`;
    and .csv with `LOAD CSV WITH HEADERS`, whose columns `from`, `to` and `kind` name the ends and the sort of an edge.
    """
    with opened(store) as source, _placed(file, "links") as placed:
        placed.result = export_links(source, placed.path, memberships=memberships, form=CsvForm(raw, bom))


@app.command()
def people(file: RowFile, store: StoreOption = STORE_DEFAULT, raw: RawOption = False, bom: MarkOption = False) -> None:
    """Write the people who sign articles, with how many each has signed."""
    with opened(store) as source, _placed(file, "people") as placed:
        placed.result = export_people(source, placed.path, CsvForm(raw, bom))


@app.command()
def forgotten(file: RowFile, store: StoreOption = STORE_DEFAULT) -> None:
    """Write what was forgotten on request, for those who have copies: the SHA-256 of each article's canonical URL."""
    with opened(store) as source, _placed(file, "forgotten") as placed:
        placed.result = export_forgotten(source, placed.path)


@app.command()
def revisions(
    file: RowFile, store: StoreOption = STORE_DEFAULT, raw: RawOption = False, bom: MarkOption = False
) -> None:
    """Write every version of every article, oldest first."""
    with opened(store) as source, _placed(file, "revisions") as placed:
        placed.result = export_revisions(source, placed.path, CsvForm(raw, bom))


@app.command("store")
def whole_store(
    target: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL",
            help="A file that ends in .db, .sqlite or .sqlite3 and is replaced; "
            "or another store, which must be empty: postgresql+psycopg://HOST/NAME or sqlite:///FILE.",
        ),
    ],
    store: StoreOption = STORE_DEFAULT,
) -> None:
    """Write all of the store, as it is now, to one SQLite file or into another store: a backup, a move, a copy to send.

    The copy is a store itself, and crawls go on with it: newscrawl browse --store sqlite:///FILE. From one server or
    engine to another, while crawls go on with the old store:

      $ newscrawl export store postgresql+psycopg://newscrawl@db.example.org/news

      $ newscrawl export store backup.db --store postgresql+psycopg://newscrawl@db.example.org/news
    """
    with opened(store) as source:
        is_address = "://" in target
        count = copy_into(source.database, target) if is_address else copy_store(source.database, Path(target))
    shown = address.safe(target) if is_address else target
    err.print(f"{counted(count, 'article')} and all that is known of them in {shown}", soft_wrap=True)


@attrs.define
class _Placed:
    """An export: the `path` to write it to, and in the end its `result`."""

    path: Path
    result: ExportResult | None = None


@contextmanager
def _placed(file: str, what: str) -> Iterator[_Placed]:
    """Give where to write the export to *file*, a path or an address, and say how much of *what* is there then."""
    place = place_of(file)
    with written_here(place, project_settings({})) as path:
        yield (placed := _Placed(path))
    if placed.result is not None:
        err.print(f"{placed.result.rows} {what} in {place}", soft_wrap=True, markup=False)


def kept_cursor(file: Path) -> int | None:
    """Return the cursor that *file* keeps; None where there is none yet. Raises `BadInput`."""
    if str(file) == "-" or not file.exists():
        return None
    text = file.read_text("utf-8", "replace").strip()
    if not (text.isascii() and text.isdecimal()):
        raise BadInput(f"{file} keeps no cursor: remove it for a full export, or name another file")
    return int(text)


def keep_cursor(file: Path, cursor: int) -> None:
    """Write *cursor* to *file*, in one step, or to standard output. Raises `StoreError`."""
    if str(file) == "-":
        out.print(cursor)
        return
    with beside(file) as stream:
        stream.write(f"{cursor}\n".encode())
