"""What killed exports leave is seen to by the next one."""

import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.storage.exports.formats import after, beside
from newscrawl.storage.exports.parts import part_beside

WRITING = """
import os, pathlib
from newscrawl.storage.exports.parts import part_beside
part = part_beside(pathlib.Path("all.jsonl"))
pathlib.Path(f"{part}-wal").touch()
os.kill(os.getpid(), 9)
"""


def test_a_leftover_of_a_killed_process_is_removed_and_those_of_others_are_not(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", WRITING], cwd=tmp_path, check=False)
    assert len(list(tmp_path.iterdir())) == 2
    ours, other = part_beside(tmp_path / "all.jsonl"), tmp_path / ".all.jsonl.notes"
    other.touch()
    with beside(tmp_path / "all.jsonl") as stream:
        stream.write(b"{}\n")
    assert set(tmp_path.iterdir()) == {tmp_path / "all.jsonl", ours, other}


@pytest.mark.parametrize(
    ("before", "expected"),
    [(b"", b"{}\n"), (b'{"a": 1}\n', b'{"a": 1}\n{}\n'), (b'{"a": 1}\n{"b": ', b'{"a": 1}\n{}\n'),
     (b'{"a": 1}', b'{"a": 1}\n{}\n'), (b'{"a', b"{}\n"), (b"{}\n{" + b"x" * 100_000, b"{}\n{}\n")],
)  # fmt: skip
def test_what_is_added_begins_a_line_of_its_own(tmp_path: Path, before: bytes, expected: bytes) -> None:
    (tmp_path / "all.jsonl").write_bytes(before)
    with after(tmp_path / "all.jsonl") as stream:
        stream.write(b"{}\n")
    assert (tmp_path / "all.jsonl").read_bytes() == expected
