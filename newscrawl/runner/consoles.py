"""Where the command writes: results to standard output, progress and messages to standard error."""

import os
import sys
from contextlib import suppress

from rich.console import Console

from newscrawl.runner.safe_stream import SafeStream


class _Console(Console):
    """A console whose reader may go away, as that of `newscrawl … | head` does: the command goes on."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        # What Python still holds for it would fail once more as the process ends.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


stderr = SafeStream()
out = _Console(highlight=False)
err = _Console(file=stderr, highlight=False)  # type: ignore[arg-type]  # a text stream, if not a typing.IO
