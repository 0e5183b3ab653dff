"""The names by which processes hold sites: `MACHINE:PID`, told apart on all machines that share a store."""

import hashlib
import os
import socket
from contextlib import suppress
from functools import cache
from pathlib import Path

VARIABLE = "NEWSCRAWL_MACHINE"
"""Environment variable that gives this machine another name."""

# What makes a process number mean one process: the running system, and the container in it.
_SYSTEM = Path("/proc/sys/kernel/random/boot_id")
_CONTAINER = Path("/proc/self/ns/pid")


@cache
def machine() -> str:
    """Return this machine's name: its host name with six digits, as containers and copied machines share host names."""
    given = os.environ.get(VARIABLE, "").strip()
    if given:
        return given
    marks = []
    with suppress(OSError):
        marks = [_SYSTEM.read_text(), str(_CONTAINER.readlink())]
    return f"{socket.gethostname()}-{hashlib.blake2b(' '.join(marks).encode(), digest_size=3).hexdigest()}"


def holder_of(pid: int) -> str:
    """Return the name under which the process *pid* of this machine holds sites."""
    return f"{machine()}:{pid}"


def this_process() -> str:
    """Return the name under which this process holds sites."""
    return holder_of(os.getpid())


def is_gone(holder: str) -> bool:
    """Tell whether *holder* was a process of this machine that runs no longer."""
    name, _, pid = holder.rpartition(":")
    if name != machine() or not pid.isdecimal():
        return False
    try:
        with suppress(PermissionError, OverflowError):
            os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    return False
