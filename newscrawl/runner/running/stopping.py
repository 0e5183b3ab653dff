"""Signals that end a process: the first lets it end well, the second always ends it."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from newscrawl.runner.output.consoles import stderr

NUMBERS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

GRACE_SECONDS = 5.0
"""How long the process may still take after the second signal: enough to record its runs where the store answers."""


@contextmanager
def stopped_by_signals(stop: Callable[[], object], grace: float = GRACE_SECONDS) -> Iterator[None]:
    """Call *stop*, in the main thread, at each SIGTERM, SIGINT or SIGHUP meanwhile.

    *grace* seconds after the second the process ends with exit code 1, whatever it is waiting for. A SIGHUP that is
    ignored, as under nohup, stays so.
    """
    count = 0

    def handle(*_: object) -> None:
        nonlocal count
        count += 1
        if count == 2:
            timer = threading.Timer(grace, _end)
            timer.daemon = True
            timer.start()
        stop()

    numbers = [number for number in NUMBERS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_by_exception() -> None:
    """Let SIGTERM and SIGHUP end the process as Ctrl-C does: by an exception, so that nothing half-written is left.

    Its exit code is the one that shells give, 128 and the signal's number. A signal that is ignored stays so.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _exit)


def _exit(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def _end() -> None:
    stderr.write("newscrawl: ended at once, as it was asked twice\n")
    os._exit(1)
