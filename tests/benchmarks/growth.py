"""How time and memory grow with the size of a page and of a site, as text plots.

`python tests/benchmarks/growth.py` reads made-up articles of 10 KB to 5 MB, and crawls made-up sites of 1,000 to
`--articles` articles, each from nothing and in a process of its own. A bar is what a kilobyte, or an article, costs:
where all are as long, the cost grows as the size does.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from discovery import run, serving
from rich.console import Console

KILOBYTES = (10, 30, 100, 300, 1_000, 3_000, 5_000)
ARTICLES = (1_000, 3_000, 10_000, 30_000, 100_000)
WIDTH = 50

_WORDS = (
    "the council of harbour has after long debate on Monday evening approved a plan for new school and bridge which "
    "minister said would bring water to villages along river before rain season begins, while union of teachers asked "
    "for more time. "
).split()


def main() -> None:
    """Measure and print both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000, help="articles of the largest site (10000)")
    parser.add_argument("--rounds", type=int, default=5, help="least processor time of so many readings of a page")
    options = parser.parse_args()
    console = Console()
    console.print("extract, ms a KB of page")
    _plot(console, ((f"{size:,} KB", _read(size, options.rounds) / size, "") for size in KILOBYTES))
    console.print("first crawl, ms an article")
    _plot(console, map(_crawled, [count for count in ARTICLES if count <= options.articles]))


def page(kilobytes: int) -> str:
    """Return an article of about so many *kilobytes*: five elements a KB, most bytes in scripts, as on news sites."""
    parts = ["<html><head><title>Harbour plan approved</title></head><body><h1>Harbour plan approved</h1>"]
    script = f"<script>var state = [{'0, ' * 600}0];</script>"
    size = 0
    while size < kilobytes * 1024:
        start = len(parts) % len(_WORDS)
        text = " ".join([*_WORDS[start:], *_WORDS[:start]])
        links = "".join(f'<li class="teaser item"><a href="/news/{size}-{n}">Another story</a></li>' for n in range(5))
        parts.append(f"<p>{text}</p>{script}<ul class='related more'>{links}</ul>")
        size += len(parts[-1])
    return "".join([*parts, "</body></html>"])


def _read(kilobytes: int, rounds: int) -> float:
    """Return the milliseconds of processor time that a page of so many *kilobytes* takes."""
    from newscrawl.extraction import extract

    html, taken = page(kilobytes), []
    for _ in range(rounds):
        start = time.process_time()
        extract(html, "https://www.example.org/2026/01/01/harbour-plan-approved-12345", article=True)
        taken.append(time.process_time() - start)
    return min(taken) * 1000


def _crawled(articles: int) -> tuple[str, float, str]:
    with serving(articles) as url, tempfile.TemporaryDirectory() as folder:
        stats = run(url, Path(folder), 0)
    found = int(stats.get("newscrawl/articles/new", 0))
    note = f"{found:,} found, {stats['memory_mb']:.0f} MB, {stats['seconds']:.0f} s"
    return f"{articles:,} articles", 1000 * stats["seconds"] / max(found, 1), note


def _plot(console: Console, rows: Iterable[tuple[str, float, str]]) -> None:
    """Print a bar a row of (label, value, note), all to one scale: that of the first, half the width."""
    scale = None
    for label, value, note in rows:
        scale = scale or value * 2
        bar = "█" * min(round(WIDTH * value / scale), WIDTH)
        console.print(f"{label:>16} {bar} {value:.3g}  {note}", highlight=False)


if __name__ == "__main__":
    main()
