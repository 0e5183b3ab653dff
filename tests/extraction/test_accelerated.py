"""Compiled code that is not of these sources is done without, and never an error."""

from collections.abc import Callable
from types import ModuleType

import pytest

from newscrawl.extraction import body, guard, page
from newscrawl.extraction.accelerated import if_built
from newscrawl.extraction.body import compiled as scoring
from newscrawl.extraction.guard import parser_work
from newscrawl.extraction.page import compiled as walks

COMPILED = [
    pytest.param(page, "_walk", walks._walk, id="walks"),
    pytest.param(guard, "_work", parser_work._compiled, id="work"),
    pytest.param(body, "_scoring", scoring._scoring, id="scoring"),
]


@pytest.mark.parametrize(("room", "name", "load"), COMPILED)
def test_code_of_an_older_checkout_is_done_without(
    monkeypatch: pytest.MonkeyPatch, room: ModuleType, name: str, load: Callable[[], object]
) -> None:
    """A checkout that was updated and not installed anew still has it."""
    monkeypatch.setattr(room, name, ModuleType(name), raising=False)
    assert if_built(load) is None


@pytest.mark.parametrize("error", [ImportError, TypeError, OSError])
def test_what_cannot_be_loaded_is_done_without(error: type[Exception]) -> None:
    """An egg's stub for compiled modules raises TypeError."""

    def load() -> None:
        raise error

    assert if_built(load) is None
