"""Files are read each in a process of its own: one that dies is gone on with, and given up in the end."""

import os
from collections import deque
from pathlib import Path
from typing import Any

import pytest

from newscrawl.errors import BadInput
from newscrawl.runner.replays import files
from newscrawl.runner.replays.files import FileReaders, Reading, replay_files
from newscrawl.runner.replays.one_process import Far
from newscrawl.runner.replays.outcome import Replayed

READING = Reading({}, {})


def dying(pipe: Any, file: str, _: Reading) -> None:
    """Die as often as the file has digits, then read it."""
    left = int(Path(file).read_text())
    if left:
        Path(file).write_text(str(left - 1))
        os._exit(9)
    pipe.send(Far(5, 10, 1, 1))
    pipe.send(Replayed(pages=1))


def failing(pipe: Any, file: str, _: Reading) -> None:
    pipe.send(f"{file} cannot be")


@pytest.mark.parametrize(("deaths", "pages", "unfinished"), [(0, 1, 0), (1, 1, 0), (2, 0, 1)])
def test_a_process_that_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaths: int, pages: int, unfinished: int
) -> None:
    monkeypatch.setattr(files, "_read", dying)
    path = tmp_path / "file"
    path.write_text(str(deaths))
    found = replay_files([str(path)], READING, 2, lambda *_: None)
    assert (found.pages, found.unfinished, found.is_whole) == (pages, unfinished, not unfinished)


def test_what_a_process_had_stored_before_it_died_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = iter([Replayed(pages=3, new=2), Replayed(pages=8, new=6), Replayed(pages=8, new=6)])
    monkeypatch.setattr(files, "_read", dying)
    monkeypatch.setattr(files, "stored_of", lambda *_: next(stored))
    path = tmp_path / "file"
    path.write_text("1")
    found = replay_files([str(path)], READING, 2, lambda *_: None)
    assert (found.pages, found.new) == (6, 4)


def test_what_keeps_a_file_from_being_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_read", failing)
    with pytest.raises(BadInput, match="x cannot be"):
        replay_files(["x"], READING, 1, lambda *_: None)


def test_nothing_is_begun_after_a_stop() -> None:
    readers = FileReaders(READING, 2, deque(["a"]))
    readers.stop()
    assert not readers.step()
