"""No cell of a CSV file is a formula, unless it was asked for."""

import csv
from pathlib import Path

import pytest

from newscrawl.storage.exports.columns import Column
from newscrawl.storage.exports.formats import CsvForm, write_rows

COLUMNS = [Column("headline", "text"), Column("count", "integer")]


def cells(path: Path, text: str, form: CsvForm | None = None) -> list[list[str]]:
    write_rows(path, COLUMNS, [{"headline": text, "count": -1}], form=form)
    return list(csv.reader(path.read_text("utf-8").splitlines(keepends=True)))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_begins_as_a_formula_gets_an_apostrophe(tmp_path: Path, start: str) -> None:
    assert cells(tmp_path / "a.csv", f"{start}1+1")[1][0].startswith("'")
    assert cells(tmp_path / "a.csv", f"{start}1+1")[1][1] == "-1"
    assert not cells(tmp_path / "a.csv", f"{start}1+1", CsvForm(raw=True))[1][0].startswith("'")


@pytest.mark.parametrize("text", ["a=b", "1-1", "", " =x", "é"])
def test_other_texts_stay(tmp_path: Path, text: str) -> None:
    assert cells(tmp_path / "a.csv", text)[1][0] == text


def test_a_byte_order_mark_comes_on_request(tmp_path: Path) -> None:
    assert cells(tmp_path / "a.csv", "x", CsvForm(byte_order_mark=True))[0][0] == "\ufeffheadline"
    assert cells(tmp_path / "a.csv", "x")[0][0] == "headline"
