"""`newscrawl schema`: what a line of a feed looks like."""

import sys
from typing import Annotated

import typer

from newscrawl.errors import BadInput
from newscrawl.items import NewsArticle
from newscrawl.publishers.importing import imported
from newscrawl.schema import schema_text


def schema(
    item: Annotated[
        str | None, typer.Option(metavar="MODULE:CLASS", help="A class of your own that adds fields to NewsArticle.")
    ] = None,
) -> None:
    """Print the JSON Schema (draft 2020-12) of one article, as feeds and exports write it."""
    sys.stdout.write(schema_text(item_class(item) if item else NewsArticle))


def item_class(name: str) -> type[NewsArticle]:
    """Return the class of articles *name* (`module:Class`). Raises `BadInput`."""
    module, _, attribute = name.partition(":")
    found = getattr(imported(module, "a class of articles"), attribute, None)
    if not isinstance(found, type) or not issubclass(found, NewsArticle):
        raise BadInput(f"--item {name}: give a subclass of NewsArticle as module:Class")
    return found
