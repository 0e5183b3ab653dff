"""How fast months of CC-NEWS are read, and what is left after kills: on files made of pages that are given.

    python tests/benchmarks/replays.py speed PAGES --pages 2000 --files 8 --processes 1 2
    python tests/benchmarks/replays.py kills PAGES --pages 2000 --kills 8
    python tests/benchmarks/replays.py memory --records 1000000

PAGES is a folder with `html/ID.html.gz` and `truth.jsonl` (objects with `id`, `url`, `page_type`). Each page stands as
often as is needed under addresses of its own, as an article of its own site. Files are served on loopback.
"""

import argparse
import gzip
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from newscrawl.archive import ArchivedResponse
from newscrawl.archive.reading import read_file
from newscrawl.storage import Store
from tests.archive.building import http, packed, record
from tests.archive.sources.serving import FileServer, served

# <link rel="canonical" href="…">, <meta property="og:url" content="…">
_CANONICAL = re.compile(rb"<(?:link|meta)[^>]*\b(?:canonical|og:url)\b[^>]*>", re.IGNORECASE)

QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
MONTH = "/crawl-data/CC-NEWS/2026/01"


def articles(folder: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield (address, body) of *count* pages."""
    lines = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").split("\n") if line]
    lines = [line for line in lines if line.get("url") and line.get("page_type") == "article" and line.get("body")]
    for number, line in enumerate(islice(cycle(lines), count)):
        body = gzip.decompress((folder / "html" / f"{line['id']}.html.gz").read_bytes())
        turn = number // len(lines)
        if turn:
            # Another article by its words, so that none is a copy of another.
            body = body.replace(b"<body", f"<body data-turn={turn}".encode(), 1).replace(
                b" the ", f" the{turn} ".encode()
            )
        yield f"https://site{number % 97}.example/2026/01/20/story-{number}-of-the-day.html", body


def files(folder: Path, pages: int, count: int) -> dict[str, bytes]:
    """Return by path *count* files with *pages* pages in all, and their list; one record in fifty is damaged."""
    parts: list[list[bytes]] = [[] for _ in range(count)]
    for number, (url, body) in enumerate(articles(folder, pages)):
        date = f"2026-01-20T10:{number // 60 % 60:02d}:{number % 60:02d}Z"
        parts[number % count].append(record(url, http(body), date=date))
        if number % 50 == 0:
            parts[number % count].append(record(f"{url}?damaged", http(body), WARC_Block_Digest="sha1:" + 32 * "A"))
    names = [f"{MONTH}/CC-NEWS-202601{number + 1:02d}000000-{number:05d}.warc.gz" for number in range(count)]
    found = {name: packed(*part) for name, part in zip(names, parts, strict=True)}
    found[f"{MONTH}/warc.paths.gz"] = gzip.compress("\n".join(name[1:] for name in names).encode())
    return found


def command(server: FileServer, store: str, processes: int) -> list[str]:
    """Return the command that reads the month of *server* into *store*."""
    base = f"NEWSCRAWL_COMMON_CRAWL={server.base}/"
    words = ["replay", "cc-news:2026-01", "--store", store, "--processes", str(processes), "--set", base, "--json"]
    return [sys.executable, "-m", "newscrawl", *words]


@contextmanager
def stored() -> Iterator[tuple[str, Path]]:
    """Give the address of an empty store, and its folder."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/store.db", Path(folder)


def speed(folder: Path, pages: int, count: int, processes: list[int]) -> None:
    """Print pages a second by the number of processes."""
    with served(files=files(folder, pages, count)) as server:
        size = sum(map(len, server.files.values()))
        print(f"{pages} pages in {count} files, {size / 1e6:.0f} MB")
        for number in processes:
            with stored() as (store, _):
                started = time.monotonic()
                ran = subprocess.run(command(server, store, number), capture_output=True, text=True, check=False)
                seconds = time.monotonic() - started
                found = json.loads(ran.stdout)
                print(f"{number} processes: {seconds:.1f} s, {found['pages'] / seconds:.1f} pages/s, {found}")


def kills(folder: Path, pages: int, count: int, times: int, seed: int) -> None:
    """Read all once, and once with so many kills; print what stands in both stores."""
    dice = random.Random(seed)
    with served(files=files(folder, pages, count)) as server, stored() as (whole, _), stored() as (torn, _):
        subprocess.run(command(server, whole, 2), capture_output=True, check=False)
        asked = len(server.asked)
        for _ in range(times):
            running = subprocess.Popen(command(server, torn, 2), start_new_session=True, **QUIET)
            time.sleep(dice.uniform(5, 15))
            kill_all(running.pid)
            running.wait()
        last = subprocess.run(command(server, torn, 2), capture_output=True, text=True, check=False)
        print(f"after {times} kills: {last.stdout.strip()}\n{last.stderr.strip()}")
        one, other = rows(whole), rows(torn)
        print(f"{len(one)} rows without kills, {len(other)} with, the same: {sorted(one) == sorted(other)}")
        print(f"{asked} requests without kills, {len(server.asked) - asked} with")


def rows(store: str) -> list[tuple[str, str]]:
    """Return address and hash of the content of each article in *store*."""
    with Store.open(store) as opened:
        return [(str(record["canonicalUrl"]), str(record["contentHash"])) for record in opened.records()]


def kill_all(pid: int) -> None:
    """Kill the process and all that it has started."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split() if Path(f"/proc/{pid}").exists() else ():
        kill_all(int(child))
    os.kill(pid, signal.SIGKILL)


def memory(records: int) -> None:
    """Print how much memory reading so many small records takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.warc.gz"
        part = packed(*(record(f"https://site{n % 97}.example/{n}", http(b"<p>Text.</p>" * 20)) for n in range(1000)))
        with path.open("wb") as stream:
            for _ in range(records // 1000):
                stream.write(part)
        started, found = time.monotonic(), 0
        for one in read_file(str(path), lambda url, _: "site7." in url):
            found += isinstance(one, ArchivedResponse)
            if found % 2000 == 0 and isinstance(one, ArchivedResponse):
                print(found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MiB at most")
        seconds = time.monotonic() - started
        print(f"{records} records, {found} wanted, {seconds:.0f} s, {1e6 * seconds / records:.0f} µs a record")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("speed", "kills", "memory"))
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    for name, default in {"pages": 2000, "files": 8, "kills": 8, "records": 1_000_000, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    if given.what == "speed":
        speed(given.folder, given.pages, given.files, given.processes)
    elif given.what == "kills":
        kills(given.folder, given.pages, given.files, given.kills, given.seed)
    else:
        memory(given.records)


if __name__ == "__main__":
    main()
