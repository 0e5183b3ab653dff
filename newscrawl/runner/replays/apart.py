"""A replay in a process of its own: a crawl has had this one's event loop."""

import subprocess
import sys
from collections.abc import Sequence


def replayed_apart(archives: Sequence[str], site: str, store: str) -> bool:
    """Read the pages of *site* in *archives*, named as for `newscrawl replay`, into *store*; tell whether all is well.

    What is said goes to standard error.
    """
    command = [sys.executable, "-m", "newscrawl", "replay", *archives, "--site", site, "--store", store]
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0
