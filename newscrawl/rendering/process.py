"""The browser's processes: none takes more memory than a page may have, none outlives the crawl."""

import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST_MEMORY = 512 << 20
"""Bytes of memory of its own that the process of a page may take."""

PAGE_PROCESS = "renderer"


def kill_the_greedy(processes: Mapping[str, Any], most: int = MOST_MEMORY) -> list[int]:
    """End the processes of pages that have more than *most* bytes of memory; return their ids.

    *processes* is what the browser says (CDP, `SystemInfo.getProcessInfo`). Where there is no `/proc`, none is looked
    at.
    """
    pages = (int(one["id"]) for one in processes.get("processInfo", ()) if one.get("type") == PAGE_PROCESS)
    greedy = [pid for pid in pages if own_memory(pid) > most]
    for pid in greedy:
        kill(pid)
    return greedy


def own_memory(pid: int) -> int:
    """Return how many bytes of memory the process *pid* has that it shares with no other, 0 where that is unknown."""
    try:
        _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text("ascii").split())
    except (OSError, ValueError):
        return 0
    return (resident - shared) * os.sysconf("SC_PAGE_SIZE")


def kill(pid: int) -> None:
    """End the process *pid* at once, where it still runs."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
