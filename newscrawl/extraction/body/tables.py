"""Tables of figures within an article's text: cells are read by rows, not as paragraphs of their own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

import attrs

from newscrawl.extraction.page.blocks import Blocks
from newscrawl.web.text import fold_line

BETWEEN_CELLS: Final = " | "

MAX_CELL: Final = 160
"""Characters of a cell, on the average of a table: longer ones are columns of a page's layout."""

REACH: Final = 6
"""How far up a block's cell, and a cell's table, may stand."""

_CELLS: Final = frozenset(["td", "th"])


@attrs.frozen
class Cell:
    """Where a block stands in a table: the boxes of the table and the row, its own, and the cell's tag."""

    table: int
    row: int
    box: int
    tag: str


def table_cells(page: Blocks, taken: Sequence[int]) -> dict[int, Cell]:
    """Return the cells of the blocks *taken* that stand in tables of figures.

    Such a table has two rows of two cells or more among them, holds no other table, and its cells are short.
    """
    found = {block: cell for block in taken if (cell := _cell_of(page, page.box[block])) is not None}
    if not found:
        return {}
    outer = {_above(page, cell.table, frozenset(["table"])) for cell in found.values()}
    figures = {table for table in {cell.table for cell in found.values()} - outer if _has_figures(page, found, table)}
    return {block: cell for block, cell in found.items() if cell.table in figures}


def lines_of(blocks: Iterable[int], cells: Mapping[int, Cell]) -> Iterator[list[list[int]]]:
    """Yield *blocks* by lines: a row of a table with the blocks of each of its cells, or one block alone."""
    for _, line in groupby(blocks, key=lambda block: cells[block].row if block in cells else -block - 1):
        yield [
            list(inside) for _, inside in groupby(line, key=lambda block: cells[block].box if block in cells else block)
        ]


def paragraphs_of(page: Blocks, taken: Sequence[int], cells: Mapping[int, Cell]) -> list[str]:
    """Return the texts of the blocks *taken*, each folded to one line: a row of a table is one."""
    if not cells:
        return [fold_line(page.texts[block]) for block in taken]
    return [
        BETWEEN_CELLS.join(" ".join(fold_line(page.texts[block]) for block in cell) for cell in line)
        for line in lines_of(taken, cells)
    ]


def _cell_of(page: Blocks, box: int) -> Cell | None:
    cell = _above(page, box, _CELLS, own=True)
    row = None if cell is None else _above(page, cell, frozenset(["tr"]))
    table = None if row is None else _above(page, row, frozenset(["table"]))
    return None if cell is None or row is None or table is None else Cell(table, row, cell, page.boxes.tags[cell])


def _above(page: Blocks, box: int, tags: frozenset[str], *, own: bool = False) -> int | None:
    """Return the nearest box around *box*, or itself, that has one of *tags*."""
    boxes = page.boxes
    for _ in range(REACH):
        if own and boxes.tags[box] in tags:
            return box
        own = True
        if boxes.parents[box] == box:
            return None
        box = boxes.parents[box]
    return None


def _has_figures(page: Blocks, found: dict[int, Cell], table: int) -> bool:
    cells = {cell.box: cell.row for cell in found.values() if cell.table == table}
    wide = [row for row, count in Counter(cells.values()).items() if count > 1]
    size = sum(len(page.texts[block]) for block, cell in found.items() if cell.table == table)
    return len(wide) > 1 and size <= MAX_CELL * len(cells)
