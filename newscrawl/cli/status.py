"""`newscrawl status`: how every site stands."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from newscrawl.cli.exit_codes import NOT_WELL
from newscrawl.cli.options import STORE_DEFAULT, JsonOption, StoreOption, TsvOption, opened
from newscrawl.errors import BadInput
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.output.tables import Column, Row, print_json, print_rows, print_table
from newscrawl.sites.timetable.status import SiteStatus, sparkline, stale, statuses
from newscrawl.storage.state.coverage import stored_sites
from newscrawl.web.counted import counted
from newscrawl.web.durations import parse_duration
from newscrawl.web.moments import now

COLUMNS = (
    Column("site", kept=True),
    Column("last run", right=True),
    Column("outcome"),
    *(Column(name, right=True) for name in ("new", "next run", "freshness", "14 days")),
    Column("trouble", below=True),
)


def status(
    store: StoreOption = STORE_DEFAULT,
    sites: Annotated[Path | None, typer.Option("--sites", metavar="FILE", help="Only the sites of this list.")] = None,
    fail_if_stale: Annotated[
        str | None,
        typer.Option(
            metavar="AGE",
            help="Exit code 1 if a site's last good run is older: 90m, 6h or 1d. For monitoring.",
        ),
    ] = None,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """Say for each site: last run (how long ago), new articles, next run, freshness, articles of 14 days, trouble.

    Freshness is the median time from publication to storage, over the last 7 days. Trouble: errors of the last run;
    what was asked for in vain and waits, by kind; what the run skipped; duplicates, withdrawn and undated articles.
    """
    moment, limit = now(), _age(fail_if_stale)
    names = _listed(sites) if sites is not None else None
    with opened(store) as source:
        found = statuses(source, names, moment)
        unrecorded = [] if found else stored_sites(source.database)
    if json:
        print_json([one.as_json() for one in found])
    elif tsv:
        print_rows([_flat(one) for one in found], tsv=True)
    elif found:
        print_table(COLUMNS, [_row(one, moment) for one in found])
        for one in found:
            if one.alarm:
                named = one.alarm if one.alarm.startswith(one.site) else f"{one.site}: {one.alarm}"
                out.print(f"ALARM: {named}", soft_wrap=True, markup=False)
            if one.rendered_since is not None:
                words = f"{one.site}: its pages are shown by a browser, as found on {one.rendered_since:%Y-%m-%d}"
                out.print(words, soft_wrap=True, markup=False)
    elif unrecorded:
        err.print(
            f"articles of {counted(len(unrecorded), 'site')} are stored, but no run is on record: those of newscrawl "
            "crawl, watch and worker are, those of scrapy crawl are not",
            soft_wrap=True,
            markup=False,
        )
    else:
        err.print("no site was crawled so far: begin with newscrawl crawl https://www.example.org/", soft_wrap=True)
    late = stale(found, limit, moment) if limit is not None else []
    if late or (limit is not None and not found):
        names_late = ", ".join(late) or "all, as none was ever crawled"
        err.print(f"STALE for more than {fail_if_stale}: {names_late}", soft_wrap=True, markup=False)
        raise typer.Exit(NOT_WELL)


def _listed(file: Path) -> list[str]:
    # Spiders, and Scrapy with them, are known by reading a list alone.
    from newscrawl.runner.running.site_spiders import SiteSpiders
    from newscrawl.sites.listing.reading import read_sites

    return [entry.site for entry in read_sites(file, SiteSpiders())]


def _age(text: str | None) -> timedelta | None:
    try:
        return parse_duration(text) if text is not None else None
    except ValueError as error:
        raise BadInput(f"--fail-if-stale: {error}") from None


def _flat(one: SiteStatus) -> dict[str, object]:
    return one.as_json() | {"articles_a_day": ",".join(map(str, one.days)), "lost": sum(one.lost.values())}


def _row(one: SiteStatus, moment: datetime) -> Row:
    run = one.last_run
    outcome = "running" if one.crawled_by else run.outcome if run else "-"
    outcome = f"ALARM, {outcome}" if one.alarm else outcome
    return (
        one.site,
        span(moment - run.started_at) if run else "never",
        f"{outcome} ({one.failures})" if one.failures else outcome,
        run.new if run else "-",
        _until(one.next_run, moment),
        span(one.freshness) if one.freshness is not None else "-",
        sparkline(one.days),
        one.trouble,
    )


def _until(next_run: datetime | None, moment: datetime) -> str:
    if next_run is None:
        return "-"
    return span(next_run - moment) if next_run > moment else "due"


def span(time: timedelta) -> str:
    """Return *time* in its largest unit that has two digits' precision: `45 s`, `12 min`, `5.5 h`, `3.2 d`."""
    seconds = max(time.total_seconds(), 0)
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 6000:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 100 * 3600 else f"{seconds / 86400:.1f} d"
