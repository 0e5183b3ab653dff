"""`newscrawl new …`: the beginning of something of one's own."""

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from web_poet import HttpResponse

from newscrawl.cli.addresses import checked
from newscrawl.cli.options import ContactOption
from newscrawl.cli.sites import AGENT
from newscrawl.items import NewsArticle, as_record
from newscrawl.publishers.skeleton import write_skeleton
from newscrawl.runner.output.consoles import err
from newscrawl.runner.output.tables import print_rows
from newscrawl.sites.looking.fetching import Fetched, fetch
from newscrawl.sites.looking.sampling import sample
from newscrawl.web.counted import counted
from newscrawl.web.user_agent import user_agent

app = typer.Typer(no_args_is_help=True, help="Begin something of your own.")

EXAMPLE_LENGTH = 70


@app.callback()
def new() -> None:
    """Begin something of your own."""


@app.command()
def publisher(
    url: Annotated[str, typer.Argument(metavar="URL", help="The site's front page, or an article.")],
    folder: Annotated[Path, typer.Option(metavar="FOLDER", help="Where to write.")] = Path(),
    contact: ContactOption = None,
) -> None:
    """Begin a publisher of your own: a module to fill in, three articles of the site frozen, a test that passes.

    Shows what the general reader gives, field by field: what is right need not be written.
    """
    found = sample(checked(url), partial(fetch, agent=user_agent(contact or "")), AGENT, datetime.now(UTC))
    skeleton = write_skeleton(folder, [_response(page) for page in found])
    print_rows(list(_rows(skeleton.articles)), kept=["field"])
    err.print(
        f"written: {skeleton.module}, {skeleton.test} and {counted(len(skeleton.frozen), 'page')}; next: edit the "
        f"module, run python -m pytest {folder}, and crawl with NEWSCRAWL_PUBLISHERS={skeleton.module.stem}",
        soft_wrap=True,
        markup=False,
    )


def _response(page: Fetched) -> HttpResponse:
    headers = {"Content-Type": "text/html" + (f"; charset={page.charset}" if page.charset else "")}
    return HttpResponse(page.url, body=page.body, status=page.status, headers=headers)


def _rows(articles: list[NewsArticle]) -> list[dict[str, object]]:
    """Return a row for each field that one of *articles* has: on how many, and the first value."""
    records = [as_record(article) for article in articles]
    names = dict.fromkeys(name for record in records for name in record)
    rows: list[dict[str, object]] = []
    for name in names:
        values = [record[name] for record in records if name in record]
        text = values[0] if isinstance(values[0], str) else json.dumps(values[0], ensure_ascii=False)
        example = " ".join(text.split())
        shown = example if len(example) <= EXAMPLE_LENGTH else f"{example[: EXAMPLE_LENGTH - 1]}…"
        rows.append({"field": name, "on": f"{len(values)} of {len(records)}", "for example": shown})
    return rows
