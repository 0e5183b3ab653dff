"""The examples of README.md and newscrawl/docs: code blocks of Markdown, and what runs them.

`python -m tests.docs.blocks` writes into every `console` block what its command prints today.
"""

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import attrs

from newscrawl.demo import DemoSite
from newscrawl.storage import Store

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "newscrawl" / "docs").glob("*.md"))]
BASE = "http://127.0.0.1:8000"
NOW = datetime(2026, 1, 22, 12, tzinfo=UTC)

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@attrs.frozen
class Block:
    """A code block: its language and text, and the text block right after it, if there is one."""

    language: str
    text: str
    output: str | None = None


def blocks(path: Path) -> list[Block]:
    """Return the code blocks of the page at *path*, in order."""
    page = path.read_text("utf-8")
    matches = list(BLOCK.finditer(page))
    found = []
    for place, match in enumerate(matches):
        after = matches[place + 1] if place + 1 < len(matches) else None
        follows = after and after[1] == "text" and not page[match.end() : after.start()].strip()
        found.append(Block(match[1], match[2], after[2] if after and follows else None))
    return found


@contextlib.contextmanager
def demo_folder() -> Iterator[Path]:
    """Be in a folder with the store that `newscrawl demo` leaves, at addresses that stay the same."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(f"sqlite:///{folder}/output/demo.db", clock=lambda: NOW) as store:
            store.save_batch(sorted(DemoSite().truth(BASE), key=lambda article: article.datePublished or ""))
        os.environ["NEWSCRAWL_STORE"] = "sqlite:///output/demo.db"
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)
            del os.environ["NEWSCRAWL_STORE"]


def ran(command: str) -> str:
    """Return what *command*, `newscrawl …`, prints on both streams."""
    from newscrawl.cli import main

    out, argv = io.StringIO(), sys.argv
    sys.argv = shlex.split(command)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), contextlib.suppress(SystemExit):
            main()
    finally:
        sys.argv = argv
    return out.getvalue()


def session(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a `console` block, and what it is said to print."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def rewrite(path: Path) -> None:
    """Write into the `console` blocks of the page at *path* what their commands print."""

    def fresh(match: "re.Match[str]") -> str:
        if match[1] != "console":
            return match[0]
        return (
            "```console\n"
            + "\n".join(f"$ {command}\n{ran(command).rstrip()}\n" for command, _ in session(match[2]))
            + "```"
        )

    path.write_text(BLOCK.sub(fresh, path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    with demo_folder():
        for page in PAGES:
            rewrite(page)
