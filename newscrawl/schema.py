"""The JSON Schema of the record, shipped beside this module."""

from importlib.resources import files


def schema_text() -> str:
    """Return the schema (draft 2020-12) of a `NewsArticle` as JSON text."""
    return files("newscrawl").joinpath("article.schema.json").read_text("utf-8")
