"""`newscrawl graph …`: questions to the link graph, answered with tables."""

from collections.abc import Sequence
from typing import Annotated, Any

import attrs
import typer
from rich import box
from rich.table import Table

from newscrawl.cli.options import (
    STORE_DEFAULT,
    JsonOption,
    LimitOption,
    SiteOption,
    StoreOption,
    opened,
    plain,
)
from newscrawl.runner.consoles import err, out
from newscrawl.storage.graph import analysis
from newscrawl.storage.graph import queries as questions

app = typer.Typer(no_args_is_help=True, help="Ask the link graph: who cites whom, paths, communities, orphans.")

ArticleArgument = Annotated[str, typer.Argument(metavar="URL", help="Address of an article.")]


@app.command()
def cited(
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    limit: LimitOption = 20,
    json: JsonOption = False,
) -> None:
    """Most cited: the articles that most others link to."""
    with opened(store) as source:
        _answer(questions.most_cited(source, site=site, limit=limit), json)


@app.command()
def neighbours(
    url: ArticleArgument,
    store: StoreOption = STORE_DEFAULT,
    limit: LimitOption = 100,
    json: JsonOption = False,
) -> None:
    """What an article links to (out), and what links to it (in)."""
    with opened(store) as source:
        _answer(questions.neighbours(source, url, limit=limit), json)


@app.command()
def path(
    start: ArticleArgument, end: ArticleArgument, store: StoreOption = STORE_DEFAULT, json: JsonOption = False
) -> None:
    """A shortest path of links between two articles."""
    with opened(store) as source:
        _answer(questions.shortest_path(source, start, end), json)


@app.command()
def orphans(
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    limit: LimitOption = 100,
    json: JsonOption = False,
) -> None:
    """Stored articles that no known page links to."""
    with opened(store) as source:
        _answer(questions.orphans(source, site=site, limit=limit), json)


@app.command()
def coauthors(
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    limit: LimitOption = 100,
    json: JsonOption = False,
) -> None:
    """Who writes with whom."""
    with opened(store) as source:
        _answer(questions.coauthors(source, site=site, limit=limit), json)


@app.command()
def ranks(store: StoreOption = STORE_DEFAULT, limit: LimitOption = 20, json: JsonOption = False) -> None:
    """Articles by PageRank."""
    with opened(store) as source:
        _answer(analysis.top_ranked(source, limit), json)


@app.command()
def communities(store: StoreOption = STORE_DEFAULT, limit: LimitOption = 20, json: JsonOption = False) -> None:
    """Groups of articles that link to each other more than to others."""
    with opened(store) as source:
        found = analysis.largest_communities(source, limit)
    if json:
        out.print_json(data=plain(found))
    else:
        _table([{"size": c.size, "sites": c.sites, "best linked": _name(c.members[0])} for c in found])


def _answer(rows: Sequence[Any], json: bool) -> None:
    if json:
        out.print_json(data=plain(rows))
    else:
        _table(
            [{**attrs.asdict(row, filter=lambda a, _: a.name not in ("url", "site")), **_address(row)} for row in rows]
        )


def _address(row: Any) -> dict[str, str]:
    """Return the address as the last column, where long ones do least harm."""
    return {"url": row.url} if hasattr(row, "url") else {}


def _name(ranked: analysis.Ranked) -> str:
    return ranked.headline or ranked.url


def _table(rows: list[dict[str, Any]]) -> None:
    if not rows:
        err.print("nothing found")
        return
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in rows[0]:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else _cell(value) for value in row.values()))
    out.print(table)


def _cell(value: Any) -> str:
    return f"{value:.6f}" if isinstance(value, float) else str(value)
