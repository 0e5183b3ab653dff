"""File formats of exports: rows in, one file out, written beside and renamed: nobody reads half of it."""

import codecs
import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

import attrs

from newscrawl.errors import StoreError
from newscrawl.storage.exports.columns import Column, Row
from newscrawl.storage.exports.parquet import write_parquet
from newscrawl.storage.exports.parts import end_last_line, part_beside, put_in_place
from newscrawl.storage.exports.spreadsheet import write_xlsx
from newscrawl.web.file_addresses import is_address, without_login

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a formula of a cell, full-width signs too."""

APPENDED = ".jsonl"
"""The suffix of files to which rows can be added."""


def write_rows(
    path: Path,
    columns: list[Column],
    rows: Iterable[Row],
    *,
    append: bool = False,
    form: "CsvForm | None" = None,
) -> int:
    """Write *rows* to *path* in the format that its suffix names; return how many.

    *form* says how CSV is written.
    *append*: after what is in the file, which must be JSON lines, or new. Memory is constant. Raises `StoreError` for
    an unknown suffix and where the file cannot be written.
    """
    write = _writer(path, ROW_FORMATS)
    if path.suffix.lower() == ".csv":
        write = partial(_write_csv, form=form or CsvForm())
    if append and path.exists() and path.suffix.lower() != APPENDED:
        raise StoreError(f"{path} exists, and changes can be added to {APPENDED} files alone: give a new name")
    with after(path) if append else beside(path) as stream:
        return write(stream, columns, rows)


def check_suffix(path: Path, known: Iterable[str]) -> None:
    """Raise `StoreError` unless *path* ends in one of *known*."""
    if path.suffix.lower() not in known:
        raise StoreError(f"cannot export to {path.name!r}: the name must end in {', '.join(known)}")


@contextmanager
def beside(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream that becomes *path* when all went well, and leaves nothing behind when not."""
    if is_address(str(path)):
        raise StoreError(f"cannot write {without_login(str(path))}: this file is written here alone; give a path")
    try:
        part = part_beside(path)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}; choose another place") from error
    try:
        with part.open("wb") as stream:
            yield stream
        put_in_place(part, path)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}; choose another place") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def after(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream that adds to *path*; what was added is taken back where not all went well."""
    try:
        with path.open("r+b" if path.exists() else "w+b") as stream:
            end_last_line(stream)
            size = stream.tell()
            try:
                yield stream
            except BaseException:
                stream.flush()
                stream.truncate(size)
                raise
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}; choose another place") from error


def _writer(path: Path, formats: dict[str, "RowWriter"]) -> "RowWriter":
    check_suffix(path, formats)
    return formats[path.suffix.lower()]


def _write_jsonl(stream: IO[bytes], _columns: list[Column], rows: Iterable[Row]) -> int:
    count = 0
    for row in rows:
        count += 1
        present = {name: value for name, value in row.items() if value is not None}
        stream.write(json.dumps(present, ensure_ascii=False).encode() + b"\n")
    return count


@attrs.frozen
class CsvForm:
    """How CSV is written. *raw*: texts as they are, for machines, also what a spreadsheet takes for a formula.
    *byte_order_mark*: with the mark by which older spreadsheets know UTF-8."""

    raw: bool = False
    byte_order_mark: bool = False


def _write_csv(stream: IO[bytes], columns: list[Column], rows: Iterable[Row], form: CsvForm = CsvForm()) -> int:
    count = -1
    if form.byte_order_mark:
        stream.write(codecs.BOM_UTF8)
    for line in csv_lines(columns, rows, raw=form.raw):
        count += 1
        stream.write(line.encode())
    return count


def csv_lines(columns: Sequence[Column], rows: Iterable[Row], *, raw: bool = False) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180), names first; nested values are JSON text.

    A text that a spreadsheet would take for a formula has an apostrophe before it, unless it is to be *raw*.
    """
    last = _Last()
    writer = csv.writer(last)
    writer.writerow([column.name for column in columns])
    yield last.text
    for row in rows:
        values = [_flat(row.get(column.name), column) for column in columns]
        writer.writerow(values if raw else map(no_formula, values))
        yield last.text


@attrs.define
class _Last:
    """What `csv.writer` asks of a file: keeps the line that was written last."""

    text: str = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def _flat(value: Any, column: Column) -> Any:
    if value is not None and column.kind == "json":
        return json.dumps(value, ensure_ascii=False)
    return value


def no_formula(value: Any) -> Any:
    """Return *value*, a cell, so that no spreadsheet takes it for a formula (OWASP, CSV injection).

    >>> no_formula("=HYPERLINK(1)"), no_formula("+1"), no_formula(-1), no_formula("a=b")
    ("'=HYPERLINK(1)", "'+1", -1, 'a=b')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


RowWriter = Callable[[IO[bytes], list[Column], Iterable[Row]], int]

ROW_FORMATS: dict[str, RowWriter] = {
    ".jsonl": _write_jsonl,
    ".csv": _write_csv,
    ".parquet": write_parquet,
    ".xlsx": write_xlsx,
}
