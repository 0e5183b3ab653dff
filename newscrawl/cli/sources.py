"""`newscrawl sources`: how feeds, sitemaps and listings stand."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import attrs
import typer

from newscrawl.cli.options import STORE_DEFAULT, JsonOption, StoreOption, TsvOption, opened
from newscrawl.cli.status import span
from newscrawl.discovery.learned.source_states import SourceState
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.sites.accounts.sources import sources_of
from newscrawl.storage.named import known_site
from newscrawl.web.moments import now


def sources(
    site: Annotated[str | None, typer.Argument(metavar="SITE", help="Only this site: its domain.")] = None,
    store: StoreOption = STORE_DEFAULT,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """Say how each feed, sitemap and listing of each site stands: what fails first."""
    with opened(store) as source:
        found = sources_of(source, None if site is None else [known_site(source.database, site)])
    pairs = [(name, state) for name, states in found.items() for state in states]
    if json:
        print_json([_plain(name, state) for name, state in pairs])
    else:
        rows = [_row(name, state, now()) for name, state in pairs]
        print_rows(rows, tsv=tsv, nothing="no crawl has noted a source so far")


def _plain(site: str, state: SourceState) -> dict[str, Any]:
    values = {name: _text(value) for name, value in attrs.asdict(state).items()}
    return {"site": site, "state": state.words, **values}


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _row(site: str, state: SourceState, moment: datetime) -> dict[str, object]:
    return {
        "site": site,
        "kind": state.kind,
        "url": state.url,
        "state": state.words,
        "asked": _ago(state.asked, moment),
        "answered": _ago(state.answered, moment),
        "last_new": _ago(state.new, moment),
        "every": span(timedelta(seconds=state.interval)) if state.interval is not None else "-",
        "failures": state.failures,
        "changed": state.changed,
        "unchanged": state.unchanged,
    }


def _ago(time: datetime | None, moment: datetime) -> str:
    return f"{span(moment - time)} ago" if time is not None else "never"
