"""Waiting for what a process of its own does."""

import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest


def until(process: "subprocess.Popen[Any]", true: Callable[[], bool], looks: int = 1200) -> None:
    """Wait until *true*, looking 20 times a second; fail when it does not come or *process* ends before."""
    for _ in range(looks):
        if true():
            return
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"ended with {process.wait(timeout=0.05)}")
    pytest.fail("did not come")


def eventually(true: Callable[[], bool], looks: int = 600) -> None:
    """Wait until *true*, whoever brings it about, looking 20 times a second; fail when it does not come."""
    for _ in range(looks):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("did not come")
