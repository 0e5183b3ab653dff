"""`newscrawl docs`: the documentation, on the terminal."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markdown import Markdown

from newscrawl.errors import NotKnown
from newscrawl.runner.output.consoles import out
from newscrawl.web.suggestions import unknown

FOLDER = Path(__file__).resolve().parent.parent / "docs"


def docs(
    page: Annotated[
        str | None, typer.Argument(metavar="PAGE", help="Which page; without one, what pages there are.")
    ] = None,
) -> None:
    """Print a page of the documentation; in a pipe as Markdown."""
    pages = {path.stem: path for path in sorted(FOLDER.glob("*.md"))}
    if page is None:
        for name, path in pages.items():
            out.print(f"{name:<12} {title(path)}", soft_wrap=True, markup=False)
        return
    if page not in pages:
        raise NotKnown(unknown(page, pages, "page"))
    text = pages[page].read_text("utf-8")
    if out.is_terminal:
        out.print(Markdown(text))
    else:
        sys.stdout.write(text)


def title(path: Path) -> str:
    """Return what the page at *path* is called."""
    return path.read_text("utf-8").partition("\n")[0].lstrip("# ")
