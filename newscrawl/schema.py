"""The JSON Schema of the record, shipped beside this module; of a class with more fields, derived from their types."""

import json
import types
from importlib.resources import files
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from zyte_common_items import Item

from newscrawl.items import NewsArticle

_SIMPLE = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}


def schema_text(kind: type[NewsArticle] = NewsArticle) -> str:
    """Return the schema (draft 2020-12) of an article of class *kind*, as JSON text."""
    shipped = files("newscrawl").joinpath("article.schema.json").read_text("utf-8")
    if kind is NewsArticle:
        return shipped
    schema = json.loads(shipped)
    hints = get_type_hints(kind)
    added = [field.name for field in attrs.fields(kind) if field.init and field.name not in schema["properties"]]
    schema["title"] = kind.__name__
    schema["properties"] |= {name: _schema_of(hints[name]) for name in added}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema_of(hint: Any) -> dict[str, Any]:
    """Return the schema of a value of type *hint*, as `as_record` writes it; `{}` where nothing is known of it."""
    origin, arguments = get_origin(hint), [part for part in get_args(hint) if part is not types.NoneType]
    if origin in (Union, types.UnionType):
        return _schema_of(arguments[0]) if len(arguments) == 1 else {"anyOf": list(map(_schema_of, arguments))}
    if origin in (list, tuple) and arguments:
        return {"type": "array", "items": _schema_of(arguments[0])}
    if isinstance(hint, type) and issubclass(hint, Item):
        hints = get_type_hints(hint)
        names = [field.name for field in attrs.fields(hint) if field.init]
        return {"type": "object", "properties": {name: _schema_of(hints[name]) for name in names}}
    simple = _SIMPLE.get(origin or hint)
    return {"type": simple} if simple else {}
