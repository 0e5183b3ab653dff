"""`newscrawl browse`: the store in a browser."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from newscrawl.archive import CaptureIndex
from newscrawl.archive.index import FILE
from newscrawl.cli.archive import DEFAULT as USUAL
from newscrawl.cli.options import STORE_DEFAULT, StoreOption, opened
from newscrawl.errors import BadInput
from newscrawl.extras import install_hint
from newscrawl.runner.output.consoles import err


def browse(
    store: StoreOption = STORE_DEFAULT,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; on this machine alone unless told otherwise.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="0: one that is free.")] = 8001,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Show articles' pictures; their sites see that you read them.")
    ] = False,
    archive: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="NEWSCRAWL_ARCHIVE",
            help="Show pages as they were served, from the folder of crawl --archive.",
            show_default="output/archive, if there",
        ),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in your browser.")] = False,
) -> None:
    """Explore the store in a browser: overview, search, articles, people, graph, sites, and every table.

    Needs the extra of that name: pip install -e '.[browse]'. Anyone who reaches the address can read the store: with
    --host 0.0.0.0, put it behind a proxy that asks for a password.
    """
    try:
        from newscrawl.browse.serving import listening, serve
    except ImportError as error:
        raise BadInput(f"browse needs {error.name}: {install_hint('browse')}") from None
    with opened(store) as source:
        if not source.database.is_sqlite:
            raise BadInput(
                f"browse reads SQLite files; make one with: newscrawl export store copy.db --store "
                f"{source.database.shown}, then: newscrawl browse --store sqlite:///copy.db"
            )
        try:
            listener = listening(host, port)
        except OSError as error:
            reason = str(error.strerror).partition(" (")[0]
            raise BadInput(f"cannot listen at {host}:{port}: {reason}; choose another --host or --port") from None
        shown_host = f"[{host}]" if ":" in host else host
        address = f"http://{shown_host}:{listener.getsockname()[1]}/"
        err.print(f"Browse at {address} (Ctrl-C ends)", soft_wrap=True)
        if open_browser:
            webbrowser.open(address)
        serve(source, listener, host, pictures=pictures, archive=known_archive(archive))


def known_archive(folder: Path | None) -> Path | None:
    """Return the archive in *folder*, or the usual one if it is there. Raises `BadInput` where *folder* holds none."""
    if folder is None:
        return USUAL if (USUAL / FILE).is_file() else None
    CaptureIndex(folder).close()
    return folder
