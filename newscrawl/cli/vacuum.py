"""`newscrawl vacuum`: give back the space of what was deleted."""

from newscrawl.cli.options import STORE_DEFAULT, StoreOption, opened
from newscrawl.runner.output.consoles import err
from newscrawl.storage.database.compacting import compact


def vacuum(store: StoreOption = STORE_DEFAULT) -> None:
    """Make the store's file as small as what it holds, and its searches as fast, after much was deleted.

    A SQLite store is written anew: that takes as much free space again as the store, and crawls wait meanwhile. On
    PostgreSQL the space is given to what comes, and nobody waits.
    """
    with opened(store) as source:
        before, after = compact(source.database)
    err.print(f"{before / 2**20:,.1f} MiB before, {after / 2**20:,.1f} MiB now", soft_wrap=True)
