"""`python -m newscrawl.demo` says in one line what is wrong."""

import pytest

from newscrawl.demo.__main__ import main


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_cannot_be_opened_is_named(monkeypatch, capsys, port):
    monkeypatch.setattr("sys.argv", ["demo", f"--port={port}"])
    assert main() == 2
    said = capsys.readouterr().err
    assert said.startswith(f"cannot serve on port {port}")
    assert said.count("\n") == 1
