"""Articles as a DataFrame: two lines from a store to an analysis."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any, Literal

from newscrawl.errors import BadInput, StoreError
from newscrawl.storage.exports.columns import ARTICLE_COLUMNS, Row, moment_of
from newscrawl.web.given import shown
from newscrawl.web.suggestions import did_you_mean

FrameLibrary = Literal["pandas", "polars"]
LIBRARIES: tuple[FrameLibrary, ...] = ("pandas", "polars")


def frame(records: Iterable[Row], library: FrameLibrary | None = None) -> Any:
    """Return *records* of articles as a DataFrame of *library*, failing that of the first of `LIBRARIES` there is."""
    if library is not None and library not in LIBRARIES:
        raise BadInput(f"{shown(library)} is no library for DataFrames{did_you_mean(str(library), LIBRARIES)}")
    chosen = library or next((name for name in LIBRARIES if find_spec(name)), None)
    if chosen is None or find_spec(chosen) is None:
        raise StoreError(f"a DataFrame needs {chosen or 'pandas or polars'}: pip install {chosen or 'pandas'}")
    columns: dict[str, list[Any]] = {column.name: [] for column in ARTICLE_COLUMNS}
    for count, record in enumerate(records):
        for name in record.keys() - columns.keys():
            columns[name] = [None] * count
        for name, values in columns.items():
            values.append(record.get(name))
    moments = {column.name for column in ARTICLE_COLUMNS if column.kind == "moment"}
    return (_pandas if chosen == "pandas" else _polars)(columns, moments)


def _pandas(columns: dict[str, list[Any]], moments: set[str]) -> Any:
    import pandas as pd

    found = {
        name: pd.to_datetime(pd.Series(_moments(values), dtype=object), utc=True)
        if name in moments
        else pd.Series(values, dtype=object if any(isinstance(value, list | dict) for value in values) else None)
        for name, values in columns.items()
    }
    return pd.DataFrame(found, columns=list(columns))


def _polars(columns: dict[str, list[Any]], moments: set[str]) -> Any:
    import polars as pl

    stamp = pl.Datetime("us", "UTC")
    return pl.DataFrame(
        [
            pl.Series(name, _moments(values), dtype=stamp) if name in moments else pl.Series(name, values, strict=False)
            for name, values in columns.items()
        ]
    )


def _moments(values: Sequence[str | None]) -> list[datetime | None]:
    return [moment_of(value).astimezone(UTC) if value else None for value in values]
