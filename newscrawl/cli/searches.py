"""`newscrawl searches`: the searches that a store keeps under names."""

import shlex
from typing import Annotated

import typer

from newscrawl.cli.options import (
    STORE_DEFAULT,
    AuthorOption,
    JsonOption,
    LanguageOption,
    SectionOption,
    SinceOption,
    SiteOption,
    StoreOption,
    TsvOption,
    UntilOption,
    opened,
)
from newscrawl.cli.saved import saved_search
from newscrawl.cli.words import WordsCommand
from newscrawl.runner.output.consoles import err
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.storage import Filter
from newscrawl.storage.named import require_articles
from newscrawl.storage.search.saved import CONDITIONS, SavedSearch

app = typer.Typer(no_args_is_help=True, help="Keep searches under names: for search, feed, follow and the explorer.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the search is called.")]


@app.command(cls=WordsCommand)
def add(
    name: Name,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="As for search; without words, all articles.")
    ] = None,
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    author: AuthorOption = None,
    section: SectionOption = None,
    language: LanguageOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
) -> None:
    """Save a search as NAME, in the place of one that is called so.

    Then: newscrawl search --saved NAME, newscrawl feed --saved NAME, newscrawl follow --saved NAME; newscrawl browse
    has it too, with a feed that stays at one address.
    """
    wanted = Filter(site=site, author=author, section=section, language=language, since=since, until=until)
    with opened(store) as source:
        require_articles(source.database, wanted)
        saved = source.searches.keep(name, " ".join(words or ()), wanted)
    use = f"newscrawl search --saved {shlex.quote(saved.name)}"
    err.print(f"saved as {saved.name}: {use}", soft_wrap=True, markup=False)


@app.command("list")
def list_(store: StoreOption = STORE_DEFAULT, json: JsonOption = False, tsv: TsvOption = False) -> None:
    """List the saved searches."""
    with opened(store) as source:
        rows = [_row(one) for one in source.searches.all()]
    if json:
        print_json(rows)
    else:
        nothing = "no search is saved; save one with: newscrawl searches add NAME WORDS"
        print_rows(rows, tsv=tsv, kept=["name"], nothing=nothing)


@app.command()
def remove(name: Name, store: StoreOption = STORE_DEFAULT) -> None:
    """Forget the search NAME."""
    with opened(store) as source:
        source.searches.remove(saved_search(source, name).name)
    err.print(f"{name} is no longer saved", soft_wrap=True, markup=False)


def _row(one: SavedSearch) -> dict[str, object]:
    return {"name": one.name, "words": one.words, **dict.fromkeys(CONDITIONS, ""), **one.conditions()}
