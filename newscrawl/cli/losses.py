"""`newscrawl losses`: which addresses became no article, by reason."""

from typing import Annotated

import typer

from newscrawl.cli.options import STORE_DEFAULT, JsonOption, StoreOption, TsvOption, opened, plain
from newscrawl.errors import BadInput
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.storage.named import known_sites
from newscrawl.web.moments import moment_of


def losses(
    store: StoreOption = STORE_DEFAULT,
    sites: Annotated[
        list[str] | None, typer.Option("--site", metavar="SITE", help="Only this site; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Last seen on or after: 2026-01-31 or an ISO 8601 time.")
    ] = None,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """Count the addresses that became no article by reason, with examples; newscrawl explain tells more of each."""
    moment = moment_of(since) if since is not None else None
    if since is not None and moment is None:
        raise BadInput(f"--since {since} is no date: give 2026-01-31 or 2026-01-31T08:00+00:00")
    with opened(store) as source:
        found = source.fates.losses(known_sites(source.database, sites or ()), moment)
    if json:
        print_json([plain(loss) for loss in found])
    else:
        rows = [{"reason": loss.reason, "count": loss.count, "examples": " ".join(loss.examples)} for loss in found]
        print_rows(rows, tsv=tsv, kept=["reason", "examples"], nothing="no address was lost")
