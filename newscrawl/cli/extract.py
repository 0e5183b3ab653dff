"""`newscrawl extract URL|FILE|-`: the record of one page, at once and without a store."""

import json as json_module
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import attrs
import typer

from newscrawl.cli.addresses import checked
from newscrawl.cli.article_card import card
from newscrawl.cli.options import ContactOption
from newscrawl.errors import BadInput
from newscrawl.items import NewsArticle, as_record
from newscrawl.publishers.reading import read_alone
from newscrawl.publishers.registry import registry
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.output.tables import print_json, print_line
from newscrawl.sites.looking.fetching import fetch
from newscrawl.web.suggestions import did_you_mean
from newscrawl.web.user_agent import user_agent

STANDARD_INPUT = "-"
NO_ARTICLE = "no article: the page has no running text"
FIELDS = tuple(field.name for field in attrs.fields(NewsArticle) if field.name != "_unknown_fields_dict")


class NoPage(Exception):  # noqa: N818
    """A page that did not come; the message is the reason."""


@attrs.frozen
class Source:
    """A page as it came: bytes, the address it has, and what its server said of its charset."""

    body: bytes
    url: str
    charset: str | None = None


def extract(
    sources: Annotated[
        list[str], typer.Argument(metavar="URL|FILE|-...", help="Pages: web addresses, files, or - for standard input.")
    ],
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="The address of a page that is read from a file.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the whole record as JSON.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Print the article's text alone.")] = False,
    fields: Annotated[
        str | None, typer.Option("--fields", metavar="A,B", help="Only these fields, such as headline,datePublished.")
    ] = None,
    contact: ContactOption = None,
) -> None:
    """Show the record of one article, or of several.

    On a terminal it is a card to read; in a pipe, and with --json, one JSON object a line. Pages that are asked for
    are not stored. The exit code is 1 where a page did not come or is no article.
    """
    chosen = checked_fields(fields)
    if url is not None and len(sources) > 1:
        raise BadInput("--url is the address of one page: give it with one file")
    failures = 0
    for place, name in enumerate(sources):
        try:
            page = source(name, url, contact)
            article = read_alone(page.body, page.url, page.charset, registry())
        except NoPage as error:
            article, reason = None, str(error)
        else:
            reason = NO_ARTICLE
        if article is None:
            failures += 1
            err.print(f"newscrawl: {name}: {reason}", soft_wrap=True, markup=False)
        elif text:
            print_line(("\n" if place else "") + (article.articleBody or ""))
        else:
            show(article, chosen, as_json=json, alone=len(sources) == 1)
    if failures:
        raise typer.Exit(1)


def show(article: NewsArticle, fields: Sequence[str], *, as_json: bool, alone: bool) -> None:
    """Print *article*: a card on a terminal, else its *fields* (empty: all) as a line of JSON."""
    if out.is_terminal and not as_json and not fields:
        out.print(card(article))
        return
    record: dict[str, Any] = as_record(article)
    if fields:
        record = {name: record[name] for name in fields if name in record}
    if alone and out.is_terminal:
        print_json(record)
    else:
        print_line(json_module.dumps(record, ensure_ascii=False))


def checked_fields(text: str | None) -> list[str]:
    """Return the fields that *text* names, parted by commas. Raises `BadInput` for one that no record has."""
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    for name in names:
        if name not in FIELDS:
            raise BadInput(f"--fields: there is no field {name!r}{did_you_mean(name, FIELDS)}")
    return names


def source(name: str, url: str | None, contact: str | None) -> Source:
    """Return the page that *name* names: an address, a file, or `-`. Raises `BadInput` and `NoPage`."""
    if name == STANDARD_INPUT:
        return Source(sys.stdin.buffer.read(), url or "")
    path = Path(name)
    if "://" in name and not path.exists():
        return _asked(checked(name), contact)
    try:
        return Source(path.read_bytes(), url or "")
    except IsADirectoryError:
        raise BadInput(f"{name} is a folder: give a page in it") from None
    except (OSError, ValueError) as error:
        hint = f"; for a page on the web: https://{name}" if "." in name.split("/")[0] else ""
        reason = getattr(error, "strerror", None) or error
        raise BadInput(f"cannot read {name}: {reason}{hint}") from None


def _asked(url: str, contact: str | None) -> Source:
    answer = fetch(url, user_agent(contact or ""))
    if answer.elsewhere:
        raise NoPage(f"it leads to another site: try {answer.elsewhere}")
    if answer.error:
        raise NoPage(f"no answer: {answer.error}")
    if not 200 <= answer.status < 300:
        raise NoPage(f"the site answered with status {answer.status}")
    return Source(answer.body, answer.url, answer.charset)
