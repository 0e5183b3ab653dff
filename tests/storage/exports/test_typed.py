"""Typed tables: DataFrames, Parquet, Excel."""

from datetime import UTC, datetime

import pytest

from newscrawl.storage import Filter, Store, StoreError
from newscrawl.storage.exports.export import export_articles
from newscrawl.storage.exports.spreadsheet import CELL
from tests.storage.builders import article

PUBLISHED = datetime(2026, 1, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def filled(tmp_path):
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        store.save_batch([article(1), article(2, datePublished=None, authors=None), article(3, section="=1+1")])
        yield store


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_has_moments_in_utc_and_lists_as_lists(filled, library):
    pytest.importorskip(library)
    frame = filled.frame(library=library)
    assert frame.shape[0] == 3
    assert frame["datePublished"][0] == PUBLISHED
    assert frame["authors"][0][0]["name"] == "Awa DIARRA"
    assert filled.frame(Filter(section="Sport"), library).shape[0] == 0


def test_pandas_reads_every_date_of_a_record(filled):
    pandas = pytest.importorskip("pandas")
    texts = [record.get("datePublished") for record in filled.records()]
    assert pandas.to_datetime(pandas.Series(texts), utc=True)[0] == PUBLISHED


def test_a_library_that_is_not_there_is_named(filled, monkeypatch):
    monkeypatch.setattr("newscrawl.storage.exports.frames.find_spec", lambda name: None)
    with pytest.raises(StoreError, match="pip install"):
        filled.frame()
    with pytest.raises(ValueError, match="pandas, polars"):
        filled.frame(library="excel")


def test_parquet_has_timestamps_lists_and_structs(filled, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    export_articles(filled, tmp_path / "a.parquet")
    first, second, _ = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert first["datePublished"] == PUBLISHED
    assert first["mainImage"]["credit"] == "AMAP"
    assert [entry["position"] for entry in first["relatedArticles"]] == [1, 2]
    assert (second["datePublished"], second["authors"]) == (None, None)


def test_a_workbook_has_dates_and_never_a_formula(filled, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    filled.save(article(4, articleBody="x" * (CELL + 1)))
    export_articles(filled, tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows())
    place = {cell.value: number for number, cell in enumerate(rows[0])}
    assert rows[1][place["datePublished"]].value == PUBLISHED.replace(tzinfo=None)
    section = rows[3][place["section"]]
    assert (section.value, section.data_type) == ("=1+1", "s")
    assert rows[4][place["articleBody"]].value.endswith("holds no more]")


def test_saving_fills_what_an_article_lacks(filled):
    made = article(9, fetchedAt=None)
    made.contentHash = None
    filled.save(made)
    assert (made.contentHash, bool(made.fetchedAt)) == (article(9).contentHash, True)
