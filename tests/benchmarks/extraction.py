"""Measure newscrawl's extraction beside its peers over folders of pages with their truth.

`python tests/benchmarks/extraction.py DATA` reads every set in DATA, a folder of folders that hold `truth.jsonl`
and `html/ID.html.gz`, and prints for each set a table of measures by reader. `--sets`, `--readers` and `--limit`
take a part of it; `--processes 2` halves the time, and the speeds mean nothing then. `--cache FOLDER` keeps what the
peers said, by their version, and reads it back. `--weights FOLDER` reads each set with weights that were trained
without it, which `train_extraction.py` makes; how well articles are told is then what that script says. Fundus needs
`--fundus-python`.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from extraction_measures import Reading, Score, score, summary
from extraction_readers import JUDGE, READERS, Fundus, Reader, timed, use_weights, version
from extraction_tables import print_set, print_worst
from peers import require

CHUNK = 12
"""Pages that a process reads at a time."""

Truth = dict[str, Any]


def main() -> None:
    """Run the benchmark that the command line asks for."""
    options = _options()
    require(options.readers)
    report: dict[str, Any] = {}
    for folder in options.folders:
        truths = _truths(folder, options.limit)
        readings = {name: _readings(folder, truths, name, options) for name in options.readers}
        if options.fundus_python:
            readings["fundus"] = _fundus(folder, truths, options.fundus_python)
        scores = {name: _scores(truths, said) for name, said in readings.items() if name != JUDGE}
        report[folder.name] = {name: summary(some.values()) for name, some in scores.items()}
        if JUDGE in readings:
            report[folder.name].setdefault("newscrawl", {}).update(_article_or_not(truths, readings[JUDGE]))
        if options.processes == 1:
            for name, said in readings.items():
                report[folder.name].setdefault(name, {})["pages a second"] = _speed(said)
        if not options.json:
            print_set(folder.name, len(truths), report[folder.name])
            print_worst(scores.get("newscrawl", {}), {truth["id"]: truth["url"] for truth in truths}, options.worst)
    if options.json:
        json.dump(report, sys.stdout, indent=1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with a folder a set")
    parser.add_argument("--sets", nargs="+", help="only the sets of these names")
    parser.add_argument("--readers", nargs="+", choices=READERS, default=list(READERS), help="readers to compare")
    parser.add_argument("--limit", type=int, help="only the first pages of each set")
    parser.add_argument("--processes", type=int, default=1, help="read with so many processes at once")
    parser.add_argument("--cache", type=Path, help="folder that keeps the peers' readings")
    parser.add_argument("--weights", type=Path, help="folder with a folder of weights a set, trained without it")
    parser.add_argument("--fundus-python", type=Path, help="a Python that can import fundus")
    parser.add_argument("--worst", type=int, default=0, help="print so many of newscrawl's worst pages a set")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args()
    sets = sorted(path.parent for path in options.data.glob("*/truth.jsonl"))
    if options.weights:
        options.readers = [name for name in options.readers if name != JUDGE]
    options.folders = [folder for folder in sets if not options.sets or folder.name in options.sets]
    if not options.folders:
        parser.error(f"{options.data} holds no folder with a truth.jsonl that is asked for")
    return options


def _truths(folder: Path, limit: int | None) -> list[Truth]:
    lines = (folder / "truth.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")[:limit]
    return [{"url": ""} | json.loads(line) for line in lines]


def _readings(folder: Path, truths: list[Truth], name: str, options: argparse.Namespace) -> dict[str, Reading]:
    """Return what the reader *name* says of each page; only the judge is asked about pages that are no articles."""
    asked = [truth for truth in truths if name == JUDGE or truth["page_type"] == "article"]
    kept = None
    if options.cache and not name.startswith("newscrawl"):
        kept = options.cache / f"{name}-{version(name)}" / f"{folder.name}.json"
    if kept and kept.exists():
        known = {page: Reading(**said) for page, said in json.loads(kept.read_text(encoding="utf-8")).items()}
        if all(truth["id"] in known for truth in asked):
            return known
    weights = options.weights / folder.name if options.weights else None
    chunks = [asked[start : start + CHUNK] for start in range(0, len(asked), CHUNK)]
    said: dict[str, Reading] = {}
    with ProcessPoolExecutor(options.processes) as pool:
        for part in pool.map(_read_chunk, *zip(*((folder, chunk, name, weights) for chunk in chunks), strict=True)):
            said |= part
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({page: asdict(reading) for page, reading in said.items()}), encoding="utf-8")
    return said


@cache
def _warm(name: str, warm_up: Path, weights: Path | None) -> Reader:
    """Return the reader *name* after one page."""
    if weights:
        use_weights(weights)
    reader = READERS[name]()
    timed(reader, gzip.decompress(warm_up.read_bytes()), "")
    return reader


def _read_chunk(folder: Path, truths: list[Truth], name: str, weights: Path | None) -> dict[str, Reading]:
    paths = {truth["id"]: folder / "html" / f"{truth['id']}.html.gz" for truth in truths}
    reader = _warm(name, next(iter(paths.values())), weights)
    return {
        truth["id"]: timed(reader, gzip.decompress(paths[truth["id"]].read_bytes()), truth["url"]) for truth in truths
    }


def _fundus(folder: Path, truths: list[Truth], python: Path) -> dict[str, Reading]:
    fundus = Fundus(python)
    said = {
        truth["id"]: fundus.read(
            truth["id"], gzip.decompress((folder / "html" / f"{truth['id']}.html.gz").read_bytes())
        )
        for truth in truths
    }
    fundus.close()
    return {page: reading for page, reading in said.items() if reading is not None}


def _scores(truths: list[Truth], readings: dict[str, Reading]) -> dict[str, Score]:
    articles = (truth for truth in truths if truth["page_type"] == "article" and truth["id"] in readings)
    return {truth["id"]: score(readings[truth["id"]], truth) for truth in articles}


def _article_or_not(truths: list[Truth], readings: dict[str, Reading]) -> dict[str, float]:
    """Return how well "article" is told: F1 where the set has other pages too, else the share that is let through."""
    told = [(truth["page_type"] == "article", bool(readings[truth["id"]].is_article)) for truth in truths]
    right = sum(meant and said for meant, said in told)
    recall = right / max(sum(meant for meant, _ in told), 1)
    if all(meant for meant, _ in told):
        return {"article recall": recall}
    precision = right / max(sum(said for _, said in told), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"article F1": f1, "article precision": precision, "article recall": recall}


def _speed(readings: dict[str, Reading]) -> float:
    return len(readings) / max(_seconds(readings.values()), 1e-9)


def _seconds(readings: Iterable[Reading]) -> float:
    return sum(reading.seconds for reading in readings)


if __name__ == "__main__":
    main()
