"""How fast newscrawl crawls beside Scrapy that does nothing, and beside Scrapy with trafilatura.

`python tests/benchmarks/crawl.py PATH`: PATH holds `html/*.html.gz`. A process of its own serves the pages as many
sites; the crawls take turns, each in a new process. Pages are the articles that the server sent; seconds are those of
the whole crawl, with the imports of its libraries: few pages say little. Each crawls one site unmeasured first, so
that its libraries are compiled, as those of an installed program are.

`cores` and `server` tell how many cores crawl and server kept busy: with several processes the machine needs one more
for the server. `peak MB` of several processes adds the parent and the largest of the others.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

from peers import require
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
ENOUGH = 0.95
"""Share of the pages, all of them articles, that a crawl must have read for its time to count."""


def main() -> None:
    """Run the benchmark that the command line asks for."""
    options = _options()
    require(options.only)
    names = [(name, 1) for name in options.only]
    if options.processes > 1:
        names.append(("newscrawl", options.processes))
    command = [sys.executable, str(HERE / "crawl_site.py"), str(options.path)]
    command += map(str, (options.sites, options.pages, options.least_kb, options.most_kb))
    with (
        tempfile.TemporaryDirectory() as compiled,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
    ):
        line = server.stdout.readline()
        if not line:
            sys.exit(1)
        given = {"sites": json.loads(line), "pages": options.pages}
        results: dict[tuple[str, int], list[dict[str, Any]]] = {name: [] for name in names}
        for name in names:
            _measured(name, {"sites": given["sites"][:1], "pages": 1}, compiled)
        for _ in range(options.rounds):
            for name in names:
                results[name].append(_measured(name, given, compiled))
        server.stdin.close()
    report = {_label(name): _summary(rows) for name, rows in results.items()}
    if options.json:
        json.dump(report, sys.stdout, indent=1)
    else:
        _print(report)
    if lacking := [name for name, row in report.items() if name != "bare" and row["articles"] < ENOUGH * row["pages"]]:
        sys.exit(
            f"no result: {', '.join(lacking)} made articles of fewer pages than were served, so its time says nothing"
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, help="folder with html/*.html.gz")
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--pages", type=int, default=50, help="articles of each site")
    parser.add_argument("--least-kb", type=int, default=0, help="leave smaller pages out")
    parser.add_argument("--most-kb", type=int, default=100_000, help="leave larger pages out")
    parser.add_argument("--rounds", type=int, default=3, help="medians over so many")
    parser.add_argument("--processes", type=int, default=1, help="also newscrawl with so many processes")
    names = ["bare", "trafilatura", "newscrawl"]
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser.parse_args()


def _measured(name: tuple[str, int], given: dict[str, Any], compiled: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "crawl_runs.py"), name[0], str(name[1])]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    done = subprocess.run(
        command, input=json.dumps(given), stdout=subprocess.PIPE, text=True, check=True, env=environment
    )
    with urlopen(given["sites"][0] + "served") as answer:
        return json.loads(done.stdout.splitlines()[-1]) | json.load(answer)


def _label(name: tuple[str, int]) -> str:
    return name[0] if name[1] == 1 else f"{name[0]}, {name[1]} processes"


def _summary(rows: list[dict[str, Any]]) -> dict[str, float]:
    return {
        "pages": median(row["pages"] for row in rows),
        "articles": median(row["articles"] for row in rows),
        "pages_a_second": median(row["pages"] / row["seconds"] for row in rows),
        "cpu_ms_a_page": median(1000 * row["cpu"] / row["pages"] for row in rows),
        "cores": median(row["cpu"] / row["seconds"] for row in rows),
        "server_cores": median(row["server_cpu"] / row["seconds"] for row in rows),
        "peak_mb": max(row["peak_mb"] for row in rows),
    }


def _print(report: dict[str, dict[str, float]]) -> None:
    columns = ("pages", "articles", "pages/s", "CPU ms/page", "cores", "server", "peak MB")
    table = Table("crawl", *columns, *(f"÷ {name}" for name in report))
    for name, row in report.items():
        rates = [f"{row['pages_a_second'] / other['pages_a_second']:.2f}" for other in report.values()]
        numbers = [f"{row[key]:.0f}" for key in ("pages", "articles")]
        numbers += [f"{row[key]:.1f}" for key in ("pages_a_second", "cpu_ms_a_page")]
        numbers += [f"{row[key]:.2f}" for key in ("cores", "server_cores")] + [f"{row['peak_mb']:.0f}"]
        table.add_row(name, *numbers, *rates)
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
