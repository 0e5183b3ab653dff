"""Tables on standard output, for every command: cut to the window on a terminal, whole in a pipe, or as TSV or JSON.

>>> print_rows([{"site": "a.example", "articles": 3}], kept=["site"])  # doctest: +SKIP
site       articles
───────────────────
a.example         3
"""

import json as json_module
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from textwrap import wrap
from typing import Any

import attrs
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from newscrawl.runner.output.consoles import err, out
from newscrawl.web.foreign_text import displayed, escaped
from newscrawl.web.host_names import readable

NOTHING = "nothing found"

# Of a column of text that is cut, so much stays; of one that is kept, enough for most names of sites.
LEAST = 12
LEAST_KEPT = 24
GAP = "  "
INDENT = "  "

_BREAK = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


@attrs.frozen
class Column:
    """A column; *kept*: the last to be cut where a terminal is too narrow; *right*: set to the right, as numbers, and
    never cut; *below*: words, and the last column, which stand under their row where a terminal is too narrow."""

    name: str
    right: bool = False
    kept: bool = False
    below: bool = False


Row = Sequence[object]
"""Values in the order of the columns: text, numbers, None, or `rich.text.Text` for what has a style."""


def print_rows(
    rows: Sequence[Mapping[str, object]],
    *,
    json: bool = False,
    tsv: bool = False,
    kept: Iterable[str] = ("site", "url"),
    nothing: str = NOTHING,
) -> None:
    """Print *rows*, all with the same keys, as the user asked: a table, TSV, or the rows as JSON.

    *kept* are the columns that a narrow terminal cuts last. Instead of a table without rows, *nothing* is said on
    standard error.
    """
    if json:
        print_json(list(rows))
    elif not rows:
        if not tsv:
            err.print(nothing, soft_wrap=True, markup=False)
    else:
        whole = set(kept)
        columns = [Column(name, _is_number(rows, name), name in whole) for name in rows[0]]
        print_table(columns, [list(row.values()) for row in rows], tsv=tsv)


def print_json(value: Any) -> None:
    """Print *value* as indented JSON, letters as letters."""
    print_line(escaped(json_module.dumps(value, ensure_ascii=False, indent=2)))


def print_table(columns: Sequence[Column], rows: Sequence[Row], *, tsv: bool = False) -> None:
    """Print a table. A cell is one line; *tsv*: tab-separated, names first, and nothing is ever shortened."""
    if tsv:
        print_line("\t".join(column.name for column in columns))
        for row in rows:
            print_line("\t".join(_plain(value) for value in row))
        return
    for line in table_lines(columns, rows, out.width if out.is_terminal else None):
        out.print(line, soft_wrap=True, markup=False)


def table_lines(columns: Sequence[Column], rows: Sequence[Row], width: int | None) -> list[Text]:
    """Return the lines of a table that is at most *width* characters wide; None: as wide as it is.

    Where the columns have no room beside each other, each row is a block with a line for each of its cells.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    names = [column.name.replace("_", " ") for column in columns]
    wide = [max(map(cell_len, [name, *(str(row[place]) for row in cells)])) for place, name in enumerate(names)]
    is_below = width is not None and columns[-1].below and _width(wide) >= width
    if width is not None and is_below and _width(fitted(wide[:-1], columns[:-1], width - 1)) < width:
        lines = table_lines(columns[:-1], [row[:-1] for row in rows], width)
        under = [_under(line, row, width) for line, row in zip(lines[2:], cells, strict=True)]
        return [*lines[:2], *chain.from_iterable(under)]
    fit = wide if width is None else fitted(wide, columns, width - 1)
    if width is not None and _width(fit) >= width:
        return [line for row in cells for line in _block(names, row, width - 1)][:-1]
    head = _line([Text(name, style="bold") for name in names], columns, fit)
    rule = Text("─" * _width(fit), style="dim")
    return [head, rule, *(_line(row, columns, fit) for row in cells)]


def _width(wide: Sequence[int]) -> int:
    return sum(wide) + len(GAP) * (len(wide) - 1)


def _under(top: Text, row: Sequence[Text], width: int) -> Iterator[Text]:
    """Yield the line *top* of a row, and below it the words of its last cell."""
    yield top
    for words in wrap(row[-1].plain, width - 1 - len(INDENT)):
        yield Text(INDENT + words)


def fitted(wide: Sequence[int], columns: Sequence[Column], width: int) -> list[int]:
    """Return *wide* cut so that all *columns* and the gaps between them fit into *width*: text first, then what is
    kept, and never numbers. What `LEAST` and `LEAST_KEPT` leave may be wider still.

    >>> fitted([30, 40, 5], [Column("site", kept=True), Column("headline"), Column("articles", right=True)], 60)
    [30, 21, 5]
    """
    found = list(wide)
    room = width - len(GAP) * (len(found) - 1)
    for of_kept, least in ((False, LEAST), (True, LEAST_KEPT)):
        places = [place for place, one in enumerate(columns) if one.kept is of_kept and not one.right]
        while sum(found) > room and (long := [place for place in places if found[place] > least]):
            found[max(long, key=lambda place: found[place])] -= 1
    return found


def _block(names: Sequence[str], row: Sequence[Text], width: int) -> Iterator[Text]:
    """Yield the lines of a block that shows *row*, without its empty cells, and a blank one."""
    wide = max(map(cell_len, names))
    for name, cell in zip(names, row, strict=True):
        if cell.plain:
            label = Text(name + " " * (wide - cell_len(name)) + GAP, style="dim")
            yield Text() + label + _cut(cell, width - label.cell_len)
    yield Text()


def print_line(line: str) -> None:
    """Write *line* for other programs: what rich prints has no tabs."""
    if not out.quiet:
        try:
            out.file.write(f"{displayed(line)}\n")
            out.file.flush()
        except BrokenPipeError:  # as of `… | head`
            out.on_broken_pipe()


def _is_number(rows: Sequence[Mapping[str, object]], name: str) -> bool:
    return all(isinstance(row[name], int | float | None) and not isinstance(row[name], bool) for row in rows)


def _plain(value: object) -> str:
    """Return the words of *value*, on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return "" if value is None else _BREAK.sub(" ", str(value))


def _cell(value: object) -> Text:
    if isinstance(value, Text):
        return value
    return Text(readable(_plain(value)))


def _line(cells: Sequence[Text], columns: Sequence[Column], widths: Sequence[int]) -> Text:
    line = Text()
    for place, (cell, column, width) in enumerate(zip(cells, columns, widths, strict=True)):
        shown = _cut(cell, width)
        blank = " " * (width - shown.cell_len)
        is_last = place == len(columns) - 1
        line.append(GAP if place else "")
        line.append_text(Text(blank) + shown if column.right else shown + Text("" if is_last else blank))
    line.rstrip()
    return line


def _cut(cell: Text, width: int) -> Text:
    if cell.cell_len <= width:
        return cell
    return Text(set_cell_size(cell.plain, width - 1).rstrip() + "…", style=cell.style)
