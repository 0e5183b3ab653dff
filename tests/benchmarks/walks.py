"""Hold the compiled walk over a page's tree, and the count of a parser's work, to those in Python, and time the walks.

`python tests/benchmarks/walks.py FOLDER` reads every page below FOLDER (`**/html/*.html.gz`) both ways, and then
`--damaged` pages that are made of them by cutting, doubling and breaking tags. Exits with 1 at the first page whose
columns or work differ. To look for wrong reads of memory, build the walk with `CFLAGS=-fsanitize=address` and run this
with the sanitizer's library preloaded.
"""

import argparse
import gzip
import random
import sys
import time
from collections.abc import Iterator
from itertools import chain
from math import inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from selectolax.lexbor import LexborHTMLParser

from newscrawl.extraction.guard import parser_work
from newscrawl.extraction.guard.parser_load import Work, read_work
from newscrawl.extraction.page import blocks, compiled

MOST_BYTES = 60_000
EVERYTHING = Work(inf, inf, inf, inf)
INSERTED = (
    b"<div>",
    b"</p>",
    b"<template>",
    b"<svg>",
    b"<x-y>",
    b"<table>",
    b'"',
    b"<!--",
    b"<a href=#1>",
    b"<select>",
)


def main() -> None:
    """Compare both walks on each page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with html/*.html.gz somewhere below it")
    parser.add_argument("--damaged", type=int, default=2_000, help="damaged pages (2000)")
    options = parser.parse_args()
    if compiled.WALK is None:
        sys.exit("the compiled walk is not built here: install a C compiler, then pip install -e .")
    paths = sorted(options.folder.glob("**/html/*.html.gz"))
    if not paths:
        sys.exit(f"{options.folder} has no html/*.html.gz below it")
    count, seconds = 0, [0.0, 0.0]
    for name, page in chain(_whole(paths), _damaged(paths, options.damaged)):
        root = LexborHTMLParser(page).root
        if root is None:
            continue
        found = []
        for place, read in enumerate((blocks.read_blocks, compiled.read_blocks)):
            start = time.process_time()
            found.append(read(root))
            seconds[place] += time.process_time() - start
        if compiled.as_values(found[0]) != compiled.as_values(found[1]):
            sys.exit(f"the walks differ on {name}")
        if parser_work.work_of(page, EVERYTHING) != read_work(page, EVERYTHING):
            sys.exit(f"the counts differ on {name}")
        count += 1
    plain, fast = (1000 * taken / count for taken in seconds)
    print(f"{count:,} pages, the same columns: {plain:.2f} ms a page in Python, {fast:.2f} compiled")


def _whole(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        yield path.name, gzip.decompress(path.read_bytes())


def _damaged(paths: list[Path], count: int) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(7)
    for number in range(count):
        path = chance.choice(paths)
        page = bytearray(gzip.decompress(path.read_bytes())[:MOST_BYTES]) or bytearray(b"<p>")
        for _ in range(chance.randint(1, 60)):
            _damage(page, chance)
        yield f"{path.name}, damaged page {number}", bytes(page)


def _damage(page: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(page) or 1)
    kind = chance.random()
    if kind < 0.3:
        page[place : place + 1] = bytes([chance.randrange(256)])
    elif kind < 0.6:
        del page[place : place + chance.randint(1, 200)]
    elif kind < 0.8:
        page[place:place] = chance.choice(INSERTED)
    else:
        copied = chance.randrange(len(page) or 1)
        page[place:place] = page[copied : copied + 300]


if __name__ == "__main__":
    main()
