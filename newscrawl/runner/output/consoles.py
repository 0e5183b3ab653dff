"""Where the command writes: results to standard output, progress and messages to standard error."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from newscrawl.runner.output.safe_stream import SafeStream
from newscrawl.web.foreign_text import displayed
from newscrawl.web.host_names import readable


class _Console(Console):
    """A console whose reader may go away, as that of `newscrawl … | head` does: the command goes on.

    All text that it prints may be of others: none of it is markup, and no control character in it comes through.
    """

    def __init__(self, file: IO[str] | None = None) -> None:
        super().__init__(file=file, highlight=False, markup=False, emoji=False)

    def print(self, *objects: Any, soft_wrap: bool | None = None, **options: Any) -> None:
        """Print *objects*; plain text is never broken into lines: a terminal does that, and programs want it whole."""
        if soft_wrap is None:
            soft_wrap = all(isinstance(one, str | int | Text) for one in objects)
        super().print(*objects, soft_wrap=soft_wrap, **options)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield what *renderable* looks like, its text as it may be shown."""
        for segment in super().render(renderable, options):
            if not segment.control and (text := readable(displayed(segment.text))) != segment.text:
                yield Segment(text, segment.style)
            else:
                yield segment

    def on_broken_pipe(self) -> None:
        self.quiet = True
        # What Python still holds for it would fail once more as the process ends.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


stderr = SafeStream()
out = _Console()
err = _Console(file=stderr)  # type: ignore[arg-type]  # a text stream, if not a typing.IO
