"""A process that stores articles and says which are stored: `python writing_process.py URL PROCESS COUNT`.

Every third article is one that all processes store. Prints a line for each future that was resolved.
"""

import sys

from newscrawl.storage import Link, Store
from tests.storage.builders import SITE, article


def main(url: str, process: int, count: int) -> None:
    with Store.open(url) as store, store.writer() as writer:
        for number in range(count):
            shared = number % 3 == 0
            one = article(number if shared else 1_000 * (process + 1) + number)
            name = one.canonicalUrl
            future = writer.submit(one)
            future.add_done_callback(lambda done, name=name: print(name, done.result().outcome, flush=True))
            writer.add_links([Link(from_url=f"{SITE}/", to_url=str(name), kind="listing")])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
