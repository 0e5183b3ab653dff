"""The newscrawl command inside the test's process: fast, and as a user sees it."""

import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from newscrawl.cli import main
from newscrawl.storage import Store
from tests.storage.builders import article


@attrs.frozen
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Command:
    """Return `run(*words)`, which runs newscrawl in an empty folder of the test's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSCRAWL_STORE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["newscrawl", *words])
        monkeypatch.setattr(sys.modules["__main__"], "__package__", None)  # as a script
        capfdbinary.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return run


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """The address of a store with four articles."""
    url = f"sqlite:///{tmp_path}/filled.db"
    with Store.open(url) as store:
        store.save_batch([article(1), article(2), article(3, section="Sport"), article(4, inLanguage="en-US")])
    return url
