"""Measure newscrawl's extraction beside its peers over a folder of pages with their truth.

`python tests/benchmarks/extraction.py PATH` prints one table; PATH holds `truth.jsonl` and `html/ID.html.gz`.
Every reader sees each page in turn, in one process, after one warm-up page. Fundus needs `--fundus-python`.
"""

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import fmean
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from extraction_measures import Reading, Score, mean_f1, score
from extraction_readers import READERS, Fundus, Reader, timed
from rich.console import Console
from rich.table import Table

# What is measured beside the body, and the part of a reading that it measures.
FIELDS = {
    "title": "title",
    "authors": "authors",
    "same_day": "date",
    "same_instant": "date",
    "cover": "image",
}
WORST = 10


def main() -> None:
    """Run the benchmark that the command line asks for."""
    options = _options()
    pages = list(_pages(options.path, options.limit))
    readers = {name: READERS[name]() for name in options.peers}
    fundus = Fundus(options.fundus_python) if options.fundus_python else None
    results = _read_all(pages, readers, fundus)
    if fundus:
        fundus.close()
    report = {name: _summary(pages, readings) for name, readings in results.items()}
    if options.json:
        json.dump(report, sys.stdout, indent=1, ensure_ascii=False)
    else:
        _print(report, options.path.name)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, help="folder with truth.jsonl and html/")
    parser.add_argument("--peers", nargs="+", choices=READERS, default=list(READERS), help="readers to compare")
    parser.add_argument("--fundus-python", type=Path, help="a Python that can import fundus")
    parser.add_argument("--limit", type=int, help="only the first pages")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    return parser.parse_args()


def _pages(path: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    with (path / "truth.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            truth = json.loads(line)
            yield truth | {"html": gzip.decompress((path / "html" / f"{truth['id']}.html.gz").read_bytes())}


def _read_all(
    pages: list[dict[str, Any]], readers: dict[str, Reader], fundus: Fundus | None
) -> dict[str, list[Reading | None]]:
    results: dict[str, list[Reading | None]] = {name: [] for name in readers}
    if fundus:
        results["fundus"] = []
        fundus.read(pages[0]["id"], pages[0]["html"])
    for reader in readers.values():
        timed(reader, pages[0]["html"], pages[0]["url"])
    names = list(readers)
    for number, page in enumerate(pages):
        turn = number % max(len(names), 1)
        for name in names[turn:] + names[:turn]:
            results[name].append(timed(readers[name], page["html"], page["url"]))
        if fundus:
            results["fundus"].append(fundus.read(page["id"], page["html"]))
    return results


def _summary(pages: list[dict[str, Any]], readings: list[Reading | None]) -> dict[str, Any]:
    pairs = [(page, reading) for page, reading in zip(pages, readings, strict=True) if reading is not None]
    scored = [(page, score(reading, page)) for page, reading in pairs if page["page_type"] == "article"]
    scores = [result for _, result in scored]
    worst = sorted(scored, key=lambda pair: pair[1].word_f1)[:WORST]
    seconds = sum(reading.seconds for _, reading in pairs)
    return {
        "pages": len(pairs),
        "articles": len(scores),
        "body word F1": _mean(result.word_f1 for result in scores),
        "body precision": _mean(result.parts["body precision"] for result in scores),
        "body recall": _mean(result.parts["body recall"] for result in scores),
        "body shingle F1": mean_f1(
            [result.shingle_precision for result in scores], [result.shingle_recall for result in scores]
        ),
        **{
            name.replace("_", " "): _mean(_known(scores, name)) if _is_read(pairs, part) else None
            for name, part in FIELDS.items()
        },
        **_article_or_not(pairs),
        "pages/s": len(pairs) / seconds if seconds else None,
        "errors": sum(1 for _, reading in pairs if reading.error),
        "worst": [{"id": page["id"], "url": page["url"], **asdict(result)} for page, result in worst],
    }


def _is_read(pairs: list[tuple[dict[str, Any], Reading]], part: str) -> bool:
    """Tell whether the reader reads *part* at all."""
    return any(getattr(reading, part) for _, reading in pairs)


def _known(scores: list[Score], name: str) -> Iterator[float]:
    return (value for value in (getattr(result, name) for result in scores) if value is not None)


def _mean(values: Iterator[float]) -> float | None:
    known = list(values)
    return fmean(known) if known else None


def _article_or_not(pairs: list[tuple[dict[str, Any], Reading]]) -> dict[str, float]:
    """Return how well "article" is told, for a reader that tells it and a folder that has other pages."""
    told = [
        (page["page_type"] == "article", reading.is_article)
        for page, reading in pairs
        if reading.is_article is not None
    ]
    if not told or all(meant for meant, _ in told):
        return {}
    right = sum(1 for meant, said in told if meant and said)
    precision = right / max(sum(1 for _, said in told if said), 1)
    recall = right / sum(1 for meant, _ in told if meant)
    return {
        "article precision": precision,
        "article recall": recall,
        "article F1": 2 * precision * recall / max(precision + recall, 1e-9),
    }


def _print(report: dict[str, dict[str, Any]], folder: str) -> None:
    console = Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", 200)))
    table = Table(title=f"Extraction over {folder}")
    table.add_column("measure")
    rows = list(dict.fromkeys(key for summary in report.values() for key in summary if key != "worst"))
    for name in report:
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(row, *(_cell(summary.get(row)) for summary in report.values()))
    console.print(table)
    worst = Table(title="Worst pages by body word F1")
    for heading in ("reader", "word F1", "precision", "recall", "page", "URL"):
        worst.add_column(heading)
    for name, summary in report.items():
        for page in summary["worst"]:
            parts = page["parts"]
            cells = (_cell(page["word_f1"]), _cell(parts["body precision"]), _cell(parts["body recall"]))
            worst.add_row(name, *cells, page["id"], page["url"][:90])
    console.print(worst)


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}" if value < 10 else f"{value:.1f}"


if __name__ == "__main__":
    main()
