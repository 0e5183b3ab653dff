"""How many instructions a reader takes a page: a figure that a busy machine does not change.

`python tests/benchmarks/instructions.py FOLDER [--readers newscrawl trafilatura]` reads the pages of FOLDER
(`html/*.html.gz`) in a process of its own under `perf stat`, or where the machine's counters are not at hand under
valgrind's cachegrind, once and twice: the difference is what the pages take, without imports. cachegrind is some ten
times slower than the reading itself: `--limit` takes so many pages only, from all over the folder.
"""

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from extraction_readers import READERS
from peers import require
from rich.console import Console
from rich.table import Table

_REFERENCES = re.compile(r"I\s+refs\s*:\s*([\d,]+)")


def main() -> None:
    """Print the table, or read the pages for it (`--passes`)."""
    options = _options()
    found = sorted((options.folder / "html").glob("*.html.gz"))
    pages = found[:: max(1, len(found) // options.limit)][: options.limit]
    if not pages:
        sys.exit(f"{options.folder} has no pages: name a folder with html/*.html.gz")
    if options.passes:
        _read(options.readers[0], pages, options.passes)
        return
    require(options.readers)
    count, by = _counter()
    table = Table("reader", "million instructions a page", "÷ the first", title=f"{len(pages)} pages, by {by}")
    first = None
    for name in options.readers:
        once, twice = (count(_command(name, options, passes)) for passes in (1, 2))
        taken = (twice - once) / len(pages) / 1e6
        first = first or taken
        table.add_row(name, f"{taken:.1f}", f"{taken / first:.2f}")
    Console().print(table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with html/*.html.gz")
    parser.add_argument("--readers", nargs="+", choices=READERS, default=["newscrawl", "trafilatura"])
    parser.add_argument("--limit", type=int, default=10, help="read so many pages (10)")
    parser.add_argument("--passes", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _command(name: str, options: argparse.Namespace, passes: int) -> list[str]:
    given = ["--readers", name, "--limit", str(options.limit), "--passes", str(passes)]
    return [sys.executable, __file__, str(options.folder), *given]


def _read(name: str, pages: list[Path], passes: int) -> None:
    read = READERS[name]()
    bodies = [gzip.decompress(page.read_bytes()) for page in pages]
    for body in bodies * passes:
        read(body, "https://www.example.org/2026/01/01/a-story-of-the-day-12345")


def _counter() -> tuple[Callable[[list[str]], int], str]:
    """Return what counts the instructions of a command, and its name."""
    if shutil.which("perf"):
        try:
            _by_perf(["true"])
        except ValueError:
            pass
        else:
            return _by_perf, "perf stat"
    if shutil.which("valgrind"):
        return _by_cachegrind, "valgrind --tool=cachegrind"
    sys.exit("neither perf with the machine's counters nor valgrind is at hand: apt-get install valgrind")


def _by_perf(command: list[str]) -> int:
    counted = _errors_of(["perf", "stat", "-x", ",", "-e", "instructions:u", *command])
    return int(counted.splitlines()[-1].partition(",")[0])


def _by_cachegrind(command: list[str]) -> int:
    counting = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    return int(_REFERENCES.findall(_errors_of([*counting, *command]))[-1].replace(",", ""))


def _errors_of(command: list[str]) -> str:
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:3])} … failed: {done.stderr[-500:]}")
    return done.stderr


if __name__ == "__main__":
    main()
