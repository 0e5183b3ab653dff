"""`newscrawl graph …`: questions to the link graph, answered with tables."""

from collections.abc import Sequence
from typing import Annotated, Any

import attrs
import typer

from newscrawl.cli.options import (
    STORE_DEFAULT,
    JsonOption,
    LimitOption,
    SiteOption,
    StoreOption,
    TsvOption,
    opened,
    plain,
)
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.storage import Store
from newscrawl.storage.graph import analysis
from newscrawl.storage.graph import queries as questions
from newscrawl.storage.named import known_site

app = typer.Typer(no_args_is_help=True, help="Ask the link graph: who cites whom, paths, communities, orphans.")

ArticleArgument = Annotated[str, typer.Argument(metavar="URL", help="Address of an article.")]


@app.command()
def cited(
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    limit: LimitOption = 20,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """Most cited: the articles that most others link to."""
    with opened(store) as source:
        _answer(questions.most_cited(source, site=_of(source, site), limit=limit), json, tsv)


@app.command()
def neighbours(
    url: ArticleArgument,
    store: StoreOption = STORE_DEFAULT,
    limit: LimitOption = 100,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """What an article links to (out), and what links to it (in)."""
    with opened(store) as source:
        _answer(questions.neighbours(source, url, limit=limit), json, tsv)


@app.command()
def path(
    start: ArticleArgument,
    end: ArticleArgument,
    store: StoreOption = STORE_DEFAULT,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """A shortest path of links between two articles."""
    with opened(store) as source:
        _answer(questions.shortest_path(source, start, end), json, tsv)


@app.command()
def orphans(
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    limit: LimitOption = 100,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """Stored articles that no known page links to."""
    with opened(store) as source:
        _answer(questions.orphans(source, site=_of(source, site), limit=limit), json, tsv)


@app.command()
def coauthors(
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    limit: LimitOption = 100,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """Who writes with whom."""
    with opened(store) as source:
        _answer(questions.coauthors(source, site=_of(source, site), limit=limit), json, tsv)


@app.command()
def ranks(
    store: StoreOption = STORE_DEFAULT, limit: LimitOption = 20, json: JsonOption = False, tsv: TsvOption = False
) -> None:
    """Articles by PageRank."""
    with opened(store) as source:
        _answer(analysis.top_ranked(source, limit), json, tsv)


@app.command()
def communities(
    store: StoreOption = STORE_DEFAULT, limit: LimitOption = 20, json: JsonOption = False, tsv: TsvOption = False
) -> None:
    """Groups of articles that link to each other more than to others."""
    with opened(store) as source:
        found = analysis.largest_communities(source, limit)
    if json:
        print_json(plain(found))
    else:
        rows = [{"size": c.size, "sites": c.sites, "best linked": _name(c.members[0])} for c in found]
        print_rows(rows, tsv=tsv)


def _of(store: Store, site: str | None) -> str | None:
    return None if site is None else known_site(store.database, site, linked=True)


def _answer(rows: Sequence[Any], json: bool, tsv: bool) -> None:
    if json:
        print_json(plain(rows))
    else:
        hidden = ("url", "site")
        print_rows(
            [attrs.asdict(row, filter=lambda a, _: a.name not in hidden) | _address(row) for row in rows], tsv=tsv
        )


def _address(row: Any) -> dict[str, str]:
    """Return the address as the last column, where long ones do least harm."""
    return {"url": row.url} if hasattr(row, "url") else {}


def _name(ranked: analysis.Ranked) -> str:
    return ranked.headline or ranked.url
