"""The tables that the extraction benchmark prints."""

import os
import sys

from extraction_measures import Score
from rich.console import Console
from rich.table import Table


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", 200)))


def print_set(name: str, pages: int, report: dict[str, dict[str, float]]) -> None:
    """Print one set's figures: a row a measure, a column a reader, the best of each row bold."""
    table = Table(title=f"{name}, {pages} pages")
    table.add_column("measure")
    for reader in report:
        table.add_column(reader, justify="right")
    for measure in dict.fromkeys(key for figures in report.values() for key in figures):
        values = [figures.get(measure) for figures in report.values()]
        best = max(value for value in values if value is not None)
        table.add_row(measure, *(_cell(value, value == best) for value in values))
    _console().print(table)


def print_worst(scores: dict[str, Score], urls: dict[str, str], count: int) -> None:
    """Print the *count* pages with the lowest word F1."""
    known = sorted((score.word_f1, page) for page, score in scores.items() if score.word_f1 is not None)
    for word_f1, page in known[:count]:
        score = scores[page]
        _console().print(f"{word_f1:.3f}  P {score.precision:.3f}  R {score.recall:.3f}  {page}  {urls[page][:90]}")


def _cell(value: float | None, best: bool) -> str:
    if value is None:
        return "–"
    text = f"{value:.3f}" if value < 5 else f"{value:.1f}"
    return f"[bold]{text}[/bold]" if best else text
