"""Compiled code is used where it was built of these sources, and done without where it was not."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def if_built(load: Callable[[], T | None]) -> T | None:
    """Return what *load* gives: compiled code, or None where it cannot be trusted.

    None as well where it raises anything: code that is not built, that was built of an older checkout's sources and
    lacks a function, that cannot be loaded out of an archive, or for another library than it knows.
    """
    try:
        return load()
    except Exception:
        return None
