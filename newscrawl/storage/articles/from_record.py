"""Records as items again: what `as_record` took apart, put together."""

import types
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

if TYPE_CHECKING:
    from zyte_common_items import Item

T = TypeVar("T", bound="Item")


def rebuilt(kind: type[T], record: dict[str, Any]) -> T:
    """Return the item of class *kind* that `as_record` turned into *record*; a field that *kind* does not know is kept
    in its `_unknown_fields_dict`.

    What `Item.from_dict` does for records that are known to be right, in a fraction of the time: it works the
    types of the fields out once for each class.
    """
    parts, names = _parts(kind), _names(kind)  # type: ignore[arg-type]
    item = kind(**{name: _part(parts.get(name), value) for name, value in record.items() if name in names})
    if len(record.keys() - names):
        item._unknown_fields_dict = {name: value for name, value in record.items() if name not in names}
    return item


def _part(kind: "type[Item] | None", value: Any) -> Any:
    if kind is None:
        return value
    return [rebuilt(kind, entry) for entry in value] if isinstance(value, list) else rebuilt(kind, value)


@cache
def _names(kind: Any) -> frozenset[str]:
    return frozenset(field.name for field in attrs.fields(kind) if field.init)


@cache
def _parts(kind: Any) -> "dict[str, type[Item]]":
    """Return the fields of *kind* that hold items, alone or in a list."""
    found = ((name, _item_type(hint)) for name, hint in get_type_hints(kind).items())
    return {name: item for name, item in found if item is not None}


def _item_type(hint: Any) -> "type[Item] | None":
    from zyte_common_items import Item

    if isinstance(hint, type) and get_origin(hint) is None:
        return hint if issubclass(hint, Item) else None
    if get_origin(hint) in (list, Union, types.UnionType):
        return next((found for found in map(_item_type, get_args(hint)) if found), None)
    return None
