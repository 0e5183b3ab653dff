"""`newscrawl history URL`: how an article has changed."""

from itertools import pairwise
from typing import Annotated

import typer
from rich.text import Text

from newscrawl.cli.options import STORE_DEFAULT, JsonOption, StoreOption, opened, plain
from newscrawl.runner.output.consoles import out
from newscrawl.storage.articles.history import FieldChange, Version, compare

STYLES = {"same": "", "removed": "red strike", "added": "green underline"}
# Without colour, the marks of a word diff as `git diff --word-diff` has them.
MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def history(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of a stored article.")],
    store: StoreOption = STORE_DEFAULT,
    json: JsonOption = False,
) -> None:
    """Show the versions of an article as word diffs: what was taken out, what was put in."""
    with opened(store) as source:
        versions = source.history(url)
    if json:
        out.print_json(data=plain(versions))
        return
    out.print(Text(f"version {versions[0].number}, fetched {versions[0].fetched_at}", style="bold"), soft_wrap=True)
    for old, new in pairwise(versions):
        _print_change(old, new)
    if len(versions) == 1:
        out.print("not changed since")


def _print_change(old: Version, new: Version) -> None:
    out.print(Text(f"\nversion {new.number}, fetched {new.fetched_at}", style="bold"), soft_wrap=True)
    for change in compare(old, new):
        out.print(_shown(change), soft_wrap=True)


def _shown(change: FieldChange) -> Text:
    text = Text(f"{change.field}: ", style="bold")
    for part in change.diff:
        before, after = MARKS[part.kind]
        text.append(f"{before}{part.text.strip()}{after} ", style=f"not bold {STYLES[part.kind]}")
    return text
