"""Excel workbooks: one sheet, its names on top, dates as dates."""

import json
from collections.abc import Iterable
from datetime import UTC
from typing import IO, Any

from newscrawl.errors import StoreError
from newscrawl.extras import install_hint
from newscrawl.storage.exports.columns import Column, Row, moment_of

CELL = 32_767
"""Characters that a cell of Excel can hold."""

CUT = " … [cut: a cell of Excel holds no more]"
WIDTHS = {"headline": 60, "description": 40, "articleBody": 60, "url": 40, "canonicalUrl": 40}
DEFAULT_WIDTH = 18


def write_xlsx(stream: IO[bytes], columns: list[Column], rows: Iterable[Row]) -> int:
    """Write *rows*; return how many. Dates are UTC, texts are texts, whatever they begin with; one that is too long for
    a cell says so at its end. Raises `StoreError` where XlsxWriter is missing."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise StoreError(f"cannot write .xlsx: XlsxWriter is missing; {install_hint('xlsx')}") from error
    count = 0
    with xlsxwriter.Workbook(stream, {"constant_memory": True, "remove_timezone": True}) as book:
        sheet = book.add_worksheet("articles" if any(column.name == "headline" for column in columns) else "rows")
        bold, date = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, WIDTHS.get(column.name, DEFAULT_WIDTH))
            sheet.write_string(0, place, column.name, bold)
        for count, row in enumerate(rows, 1):
            for place, column in enumerate(columns):
                _write(sheet, count, place, row.get(column.name), column, date)
    return count


def _write(sheet: Any, line: int, place: int, value: Any, column: Column, date: Any) -> None:
    if value is None:
        return
    if column.kind == "moment":
        sheet.write_datetime(line, place, moment_of(value).astimezone(UTC), date)
    elif column.kind == "integer":
        sheet.write_number(line, place, value)
    elif column.kind == "flag":
        sheet.write_boolean(line, place, value)
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        sheet.write_string(line, place, text if len(text) <= CELL else text[: CELL - len(CUT)] + CUT)
