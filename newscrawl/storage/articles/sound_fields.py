"""Whether the fields of an article hold what they are declared to hold: a list of authors, no text."""

import types
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import attrs

from newscrawl.errors import BadInput, WrongType
from newscrawl.web.given import shown
from newscrawl.web.moments import utc_text

if TYPE_CHECKING:
    from newscrawl.items import NewsArticle

DATES = ("datePublished", "dateModified", "fetchedAt", "withdrawnAt")

_EXAMPLE = "give a text in ISO 8601 such as 2026-01-31T08:00+00:00"


@attrs.frozen
class _Wanted:
    """What a field may hold: a value of one of `kinds`, or where `is_list` a list of such."""

    name: str
    kinds: tuple[type, ...]
    is_list: bool

    @property
    def words(self) -> str:
        names = " or ".join("text" if kind is str else kind.__name__ for kind in self.kinds)
        return f"give a list of {names}" if self.is_list else f"give {names}"


def check_fields(item: Any, where: str = "") -> None:
    """Raise `WrongType` where a field of *item*, an article or a part of one, holds what it is not declared to hold."""
    kind: Any = type(item)
    for wanted in _wanted(kind):
        value = getattr(item, wanted.name)
        if value is None:
            continue
        if wanted.is_list and not isinstance(value, list | tuple):
            raise WrongType(f"{where}{wanted.name} is {shown(value)}: {wanted.words}")
        for place, one in enumerate(value if wanted.is_list else (value,)):
            is_sound = isinstance(one, wanted.kinds)
            if is_sound and not _has_fields(one.__class__):
                continue
            inside = f"{where}{wanted.name}[{place}]" if wanted.is_list else f"{where}{wanted.name}"
            if not is_sound:
                raise WrongType(f"{inside} is {shown(one)}: {wanted.words}")
            check_fields(one, f"{inside}.")


def check_dates(article: "NewsArticle") -> None:
    """Raise `BadInput` where a date of *article* is none."""
    for name in DATES:
        value = getattr(article, name)
        if value is not None and utc_text(value) is None:
            raise BadInput(f"{name} {value!r} is no date: {_EXAMPLE}")


@lru_cache(maxsize=64)
def _has_fields(kind: Any) -> bool:
    return attrs.has(kind)


@lru_cache(maxsize=64)
def _wanted(kind: Any) -> Sequence[_Wanted]:
    hints = get_type_hints(kind)
    found = (_of(field.name, hints[field.name]) for field in attrs.fields(kind) if field.init)
    return [wanted for wanted in found if wanted is not None]


def _of(name: str, hint: Any) -> _Wanted | None:
    """Return what *hint* says that the field *name* may hold; None where it says nothing that can be checked."""
    options = [part for part in _options(hint) if part is not types.NoneType]
    if len(options) == 1 and get_origin(options[0]) is list:
        kinds = _options(get_args(options[0])[0])
        return _Wanted(name, tuple(kinds), True) if all(isinstance(kind, type) for kind in kinds) else None
    if not options or not all(isinstance(kind, type) and get_origin(kind) is None for kind in options):
        return None
    return _Wanted(name, (*options, int) if float in options else tuple(options), False)


def _options(hint: Any) -> Sequence[Any]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
