"""The folder for what newscrawl keeps, wherever the command runs: `--home`, or the variable `NEWSCRAWL_HOME`."""

import os
from pathlib import Path
from typing import Annotated

import typer

HOME = "NEWSCRAWL_HOME"


def settle(folder: Path | None) -> None:
    """Let the store, feeds, archives and the list of sites be in *folder*, unless a variable says where one is."""
    if folder is None:
        return
    home = folder.absolute()
    os.environ[HOME] = str(home)
    for name, value in {
        "NEWSCRAWL_STORE": f"sqlite:///{home}/newscrawl.db",
        "NEWSCRAWL_FEEDS": str(home),
        "NEWSCRAWL_ARCHIVES": str(home / "archive"),
        "NEWSCRAWL_SITES": str(home / "sites.toml"),
    }.items():
        os.environ.setdefault(name, value)


HomeOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        envvar=HOME,
        help="Keep the store, feeds, archives and the list of sites in this folder.",
        show_default="output; sites.toml",
    ),
]
