"""What others wrote does not act on the terminal that it is printed on."""

import io
import json
import logging

import pytest
from rich.text import Text

from newscrawl.runner.output import consoles
from newscrawl.runner.output.logs import JsonLines, TextLines
from newscrawl.runner.output.tables import Column, print_json, print_table

HOSTILE = "x [/nope] [video] \x1b[31m\x9b2J\x1b]0;title\x07\u202egnp :smile:"
HARMLESS = "x [/nope] [video] [31m2J]0;titlegnp :smile:"


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr(consoles.out, "_file", stream)
    return stream


@pytest.mark.parametrize("what", [HOSTILE, Text(HOSTILE, style="bold")])
def test_text_is_neither_markup_nor_control(printed: io.StringIO, what: str | Text) -> None:
    consoles.out.print(what, soft_wrap=True)
    assert printed.getvalue() == f"{HARMLESS}\n"


def test_a_table_shows_it_as_it_stands(printed: io.StringIO) -> None:
    print_table([Column("headline")], [[HOSTILE]])
    print_table([Column("headline")], [[HOSTILE]], tsv=True)
    assert printed.getvalue().count(HARMLESS) == 2
    assert "\x1b" not in printed.getvalue()


def test_json_keeps_it_in_escapes(printed: io.StringIO) -> None:
    print_json({"headline": HOSTILE})
    assert json.loads(printed.getvalue()) == {"headline": HOSTILE}
    assert not set("\x1b\x9b\x07\u202e") & set(printed.getvalue())


def test_a_log_line_is_one_line_and_harmless() -> None:
    record = logging.LogRecord("a", logging.INFO, "", 1, "%s", (f"{HOSTILE}\r\n2026-01-01 CRITICAL forged",), None)
    line = TextLines("%(message)s").format(record)
    assert line == f"{HARMLESS} 2026-01-01 CRITICAL forged"
    assert not set("\x1b\x9b\x07\u202e\n") & set(JsonLines().format(record))
