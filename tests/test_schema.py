"""The shipped JSON Schema and the record say the same."""

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import attrs
import jsonschema
import pytest

from newscrawl.demo import DemoSite
from newscrawl.items import NewsArticle, as_record, content_hash
from newscrawl.schema import schema_text


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_names_every_field_in_the_records_order(validator: Any) -> None:
    names = [field.name for field in attrs.fields(NewsArticle) if field.name != "_unknown_fields_dict"]
    assert sorted(validator.schema["properties"]) == sorted(names)


def test_every_record_of_the_demo_site_is_valid(validator: Any) -> None:
    for article in DemoSite("semantic").truth("http://127.0.0.1:8000"):
        article.fetchedAt = "2026-02-10T08:46:00+00:00"
        article.contentHash = content_hash(article)
        assert [error.message for error in validator.iter_errors(as_record(article))] == []


@pytest.mark.parametrize("wrong", [{"headline": None}, {"colour": "red"}, {"datePublished": "yesterday"}])
def test_null_unknown_and_malformed_fields_are_refused(validator: Any, wrong: dict[str, Any]) -> None:
    article = DemoSite("semantic", articles=1).truth("http://127.0.0.1:8000")[0]
    article.fetchedAt = "2026-02-10T08:46:00+00:00"
    article.contentHash = content_hash(article)
    assert not validator.is_valid({**as_record(article), **wrong})


def test_the_command_prints_it(newscrawl: Any, tmp_path: Path) -> None:
    done: CompletedProcess[str] = newscrawl("schema")
    assert done.returncode == 0
    assert json.loads(done.stdout) == json.loads(schema_text())
