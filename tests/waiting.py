"""Waiting for what a process of its own does."""

import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

PATIENCE = 300.0
"""Seconds for what comes at once on a quiet machine: what has not come by then on the busiest one never will."""

_LOOK_SECONDS = 0.05


def until(process: "subprocess.Popen[Any]", true: Callable[[], bool]) -> None:
    """Wait until *true*, looking 20 times a second; fail when it does not come or *process* ends before."""
    for _ in range(int(PATIENCE / _LOOK_SECONDS)):
        if true():
            return
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"ended with {process.wait(timeout=_LOOK_SECONDS)}")
    pytest.fail("did not come")


def eventually(true: Callable[[], bool]) -> None:
    """Wait until *true*, whoever brings it about, looking 20 times a second; fail when it does not come."""
    for _ in range(int(PATIENCE / _LOOK_SECONDS)):
        if true():
            return
        time.sleep(_LOOK_SECONDS)
    pytest.fail("did not come")
