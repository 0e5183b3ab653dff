"""`newscrawl forget`: erases articles for good."""

from typing import Annotated

import typer

from newscrawl.cli.options import STORE_DEFAULT, StoreOption, opened
from newscrawl.errors import BadInput, NotKnown
from newscrawl.runner.output.consoles import err


def forget(
    urls: Annotated[list[str] | None, typer.Argument(metavar="[URL]…", help="Addresses of articles.")] = None,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="All that this person has signed.")] = None,
    site: Annotated[
        str | None, typer.Option(metavar="SITE", help="All of this site; nothing of it is taken any more.")
    ] = None,
    store: StoreOption = STORE_DEFAULT,
) -> None:
    """Erase articles for good: text, history, links, people whom nothing is left of, and what is known of their pages.

    Tombstones without text are left, so that no crawl fetches them again; newscrawl export forgotten lists them for
    those who have copies. Archives of pages (WARC) and files that were exported are yours to see to.
    """
    if not (urls or author or site):
        raise BadInput("nothing to forget: give an address, --author NAME or --site SITE")
    with opened(store) as source:
        erased = source.forget(urls or (), author=author, site=site)
        if not erased and not site:
            raise NotKnown(f"no article of {author!r} in {source.database.shown}")
    err.print(f"{len(erased)} addresses forgotten", soft_wrap=True)
