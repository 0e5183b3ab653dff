"""`newscrawl report`: the store at a glance, as one page for mail or archive."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from newscrawl.browse.report import report as report_of
from newscrawl.cli.options import STORE_DEFAULT, StoreOption, opened
from newscrawl.errors import BadInput
from newscrawl.runner.output.consoles import err
from newscrawl.storage.exports.formats import beside
from newscrawl.web.durations import parse_duration
from newscrawl.web.moments import moment_of, now


def report(
    file: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Ends in .html.")] = Path("report.html"),
    since: Annotated[
        str, typer.Option(metavar="AGE", help="What it covers: 7d, 24h, or from a day such as 2026-01-31 on.")
    ] = "7d",
    store: StoreOption = STORE_DEFAULT,
) -> None:
    """Write a page with articles a day, hours of publishing, sections, copies, errors and how sites stand.

    It is one file without scripts that asks nothing of the network: mail it, print it, keep it.
    """
    if file.suffix.lower() not in (".html", ".htm"):
        raise BadInput(f"cannot write a report to {file.name!r}: the name must end in .html")
    moment = now()
    first = _first_day(since, moment)
    with opened(store) as source:
        text = report_of(source, first, moment)
    with beside(file) as stream:
        stream.write(text.encode())
    err.print(f"report from {first} on in {file}", soft_wrap=True)


def _first_day(text: str, moment: datetime) -> date:
    """Return the first day that *text* asks for: an age before *moment*, or a day. Raises `BadInput`."""
    day = moment_of(text)
    if day is not None:
        return day.date()
    try:
        return (moment - parse_duration(text)).date()
    except (ValueError, OverflowError):
        raise BadInput(f"--since {text}: give an age such as 7d or 24h, or a day such as 2026-01-31") from None
