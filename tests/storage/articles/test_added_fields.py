"""A class of articles with more fields goes through the store and back, and loses none on its way."""

import csv
import json
from pathlib import Path

import attrs
import jsonschema
import zyte_common_items as zyte

from newscrawl.items import NewsArticle, as_record
from newscrawl.schema import schema_text
from newscrawl.storage import Store
from newscrawl.storage.exports.export import export_articles


@attrs.define(kw_only=True)
class Correction(zyte.Item):
    """A part of an article that only its own class knows."""

    text: str | None = None
    at: str | None = None


@attrs.define(kw_only=True)
class DeskArticle(NewsArticle):
    """An article with what a desk wants to know besides."""

    desk: str | None = None
    wordCount: int | None = None
    corrections: list[Correction] | None = None


DESK = DeskArticle(
    url="https://example.org/a-story-of-the-desk",
    canonicalUrl="https://example.org/a-story-of-the-desk",
    articleId="1",
    headline="A story",
    articleBody="The text of the story.",
    fetchedAt="2026-02-10T08:46:00+00:00",
    contentHash="0" * 64,
    desk="town",
    wordCount=5,
    corrections=[Correction(text="five, not four")],
)
PLAIN = NewsArticle(url="https://example.org/another-story", headline="Another", articleBody="Another text.")


def test_it_comes_back_as_its_own_class(store: Store) -> None:
    store.save(DESK)
    store.save(PLAIN)
    found, plain = store.articles(kind=DeskArticle)
    assert (found.desk, found.wordCount, found.corrections) == ("town", 5, [Correction(text="five, not four")])
    assert plain.desk is None


def test_one_who_does_not_know_the_class_loses_nothing(store: Store) -> None:
    store.save(DESK)
    (found,) = store.articles()
    assert type(found) is NewsArticle
    assert as_record(found)["desk"] == "town"
    store.save(found)
    (again,) = store.articles(kind=DeskArticle)
    assert again.corrections == DESK.corrections


def test_exports_have_the_fields(store: Store, tmp_path: Path) -> None:
    store.save(DESK)
    store.save(PLAIN)
    for name in ("articles.jsonl", "articles.csv"):
        export_articles(store, tmp_path / name)
    line = json.loads((tmp_path / "articles.jsonl").read_text().splitlines()[0])
    assert (line["desk"], line["wordCount"], line["corrections"]) == ("town", 5, [{"text": "five, not four"}])
    with (tmp_path / "articles.csv").open() as file:
        first, second = csv.DictReader(file)
    assert (first["desk"], first["wordCount"], json.loads(first["corrections"])) == ("town", "5", line["corrections"])
    assert second["desk"] == ""


def test_its_schema_holds_for_its_records() -> None:
    schema = json.loads(schema_text(DeskArticle))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    record = as_record(DESK)
    assert [error.message for error in validator.iter_errors(record)] == []
    assert not validator.is_valid(record | {"wordCount": "five"})
    assert not jsonschema.Draft202012Validator(json.loads(schema_text())).is_valid(record)
