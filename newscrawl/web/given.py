"""What callers give, checked at the door of a room: a value of another kind is told in one sentence."""

from collections.abc import Iterable
from typing import Any, TypeVar

from newscrawl.errors import WrongType

T = TypeVar("T")

LONGEST = 60


def given(value: Any, kinds: Any, what: str, wanted: str) -> Any:
    """Return *value* where it is one of *kinds*; else raise `WrongType`, which says *what* it is and what is *wanted*.

    >>> given("a", str, "the query", "give words")
    'a'
    """
    if not isinstance(value, kinds):
        raise WrongType(f"{what} is {shown(value)}: {wanted}")
    return value


def given_all(values: Any, kind: type[T], what: str, wanted: str) -> list[T]:
    """Return *values*, one of *kind* or several; raises `WrongType` as `given` does.

    >>> given_all("https://example.org/", str, "an address", "give a text")
    ['https://example.org/']
    """
    if isinstance(values, kind):
        return [values]
    if not isinstance(values, Iterable):
        raise WrongType(f"{what} is {shown(values)}: {wanted}")
    return [given(value, kind, what, wanted) for value in values]


def shown(value: Any) -> str:
    """Return *value* with its type, as it may stand in a message.

    >>> shown(5), shown(None), shown("a")
    ('5 (int)', 'None', "'a'")
    """
    text = repr(value)
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return text if value is None or isinstance(value, str) else f"{text} ({type(value).__name__})"
