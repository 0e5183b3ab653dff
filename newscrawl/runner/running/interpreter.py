"""Python's own settings, for a process that crawls."""

import gc
import sys

# New objects, less those that are gone, after which Python looks for cycles; its default is 700.
COLLECT_AFTER = 5_000
SWITCH_SECONDS = 0.0005


def tune_interpreter() -> None:
    """Suit Python to a thread that reads pages and one that stores what it finds.

    To look for cycles took a tenth of a crawl's time: a page makes many thousand objects, few of them in cycles, and
    what was imported stays. The storing thread lets go of the interpreter at every hash and query; by default it
    waits 5 ms for it each time.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    sys.setswitchinterval(SWITCH_SECONDS)
