"""Files that are written beside the one that they become: `.NAME.PID-….part`; those of dead processes are removed."""

import json
import os
import tempfile
from pathlib import Path
from typing import IO


def part_beside(path: Path) -> Path:
    """Return a new, empty file of this process's beside *path*, whose leftovers are removed. Raises `OSError`."""
    remove_leftovers(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.{os.getpid()}-", suffix=".part", dir=path.parent)
    os.close(handle)
    return Path(name)


def put_in_place(part: Path, path: Path) -> None:
    """Let *part* become *path*, as readable as any other new file. Raises `OSError`."""
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)
    part.replace(path)


def remove_leftovers(path: Path) -> None:
    """Remove what processes have left beside *path* that were killed as they wrote it."""
    for leftover in path.parent.glob(f".{_escaped(path.name)}.*.part*"):
        pid = leftover.name.removeprefix(f".{path.name}.").partition("-")[0]
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists():
            leftover.unlink(missing_ok=True)


def end_last_line(file: IO[bytes]) -> None:
    """Go to the end of *file*, JSON lines, and end its last line there; one that a killed process tore is cut off."""
    size = file.seek(0, os.SEEK_END)
    start = _last_line(file, size)
    file.seek(start)
    last = file.read()
    if last and not _is_json(last):
        file.truncate(start)
        file.seek(start)
    elif last:
        file.write(b"\n")


def _last_line(file: IO[bytes], size: int) -> int:
    """Return where the line begins that has no end."""
    while size > 0:
        start = max(0, size - 65536)
        file.seek(start)
        found = file.read(size - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        size = start
    return 0


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
