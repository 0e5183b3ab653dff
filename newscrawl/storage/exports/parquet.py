"""Parquet, typed: timestamps in UTC, lists as lists, parts of the record as structs."""

import json
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import IO, Any, Union, get_args, get_origin, get_type_hints

import attrs
from zyte_common_items import Item

from newscrawl.errors import StoreError
from newscrawl.extras import install_hint
from newscrawl.storage.exports.columns import Column, Row, moment_of

ROWS = 2_000
"""Rows that are held in memory."""


def write_parquet(stream: IO[bytes], columns: list[Column], rows: Iterable[Row]) -> int:
    """Write *rows*; return how many. Raises `StoreError` where pyarrow is missing."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise StoreError(f"cannot write .parquet: pyarrow is missing; {install_hint('parquet')}") from error
    schema = pa.schema([(column.name, _type(column)) for column in columns])
    count = 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for part in _parts(rows):
            values = {column.name: [_value(row.get(column.name), column) for row in part] for column in columns}
            writer.write_table(pa.table(values, schema=schema))
            count += len(part)
    return count


def _type(column: Column) -> Any:
    import pyarrow as pa

    if column.kind == "json":
        return _arrow(column.hint) if column.hint is not None else pa.string()
    kinds = {"text": pa.string(), "integer": pa.int64(), "flag": pa.bool_(), "moment": pa.timestamp("s", "UTC")}
    return kinds[column.kind]


def _value(value: Any, column: Column) -> Any:
    if value is None:
        return None
    if column.kind == "moment":
        return moment_of(value)
    return json.dumps(value, ensure_ascii=False) if column.kind == "json" and column.hint is None else value


def _arrow(hint: Any) -> Any:
    """Return the type of values of *hint*: a scalar, a list, or an item as a struct of its fields."""
    import pyarrow as pa

    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is list:
        return pa.list_(_arrow(get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, Item):
        hints = get_type_hints(hint)
        names = [field.name for field in attrs.fields(hint) if field.name != "_unknown_fields_dict"]
        return pa.struct([(name, _arrow(hints[name])) for name in names])
    return {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}.get(hint, pa.string())


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == ROWS:
            yield part
            part = []
    if part:
        yield part
