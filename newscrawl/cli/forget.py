"""`newscrawl forget`: erases articles for good."""

from typing import Annotated

import typer

from newscrawl.cli.options import STORE_DEFAULT, StoreOption, opened
from newscrawl.runner.output.consoles import err
from newscrawl.web.counted import counted


def forget(
    urls: Annotated[list[str] | None, typer.Argument(metavar="[URL]…", help="Addresses of articles.")] = None,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="All that this person has signed.")] = None,
    site: Annotated[
        str | None, typer.Option(metavar="SITE", help="All of this site; nothing of it is taken any more.")
    ] = None,
    unseen: Annotated[
        bool, typer.Option("--unseen", help="Also what the store has nothing of: it will not be taken.")
    ] = False,
    store: StoreOption = STORE_DEFAULT,
) -> None:
    """Erase articles for good: text, history, links, people whom nothing is left of, and what is known of their pages.

    Tombstones without text are left, so that no crawl fetches them again; newscrawl export forgotten lists them for
    those who have copies. Archives of pages (WARC) and files that were exported are yours to see to.
    """
    with opened(store) as source:
        if not unseen:
            source.forgetting.require_known(urls or (), author, site)
        erased = source.forget(urls or (), author=author, site=site)
    err.print(f"{counted(len(erased), 'address', 'addresses')} forgotten", soft_wrap=True)
