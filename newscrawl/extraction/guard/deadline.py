"""The last resort against a page that takes too long to read, for what no bound has foreseen."""

from collections.abc import Callable
from time import perf_counter, thread_time

from newscrawl.errors import PageTooComplex

MOST_SECONDS = 3.0
"""Of processor time, parsing not counted: some three hundred times what a page takes."""


class Deadline:
    """The time by which a page must be read, from now on.

    *clock* gives seconds of processor time of this thread, *wall* those of a clock that costs little to read: the
    former never passes faster, so it is asked only when the latter says that the time could be over.
    """

    def __init__(
        self,
        seconds: float | None = None,
        clock: Callable[[], float] = thread_time,
        wall: Callable[[], float] = perf_counter,
    ) -> None:
        seconds = MOST_SECONDS if seconds is None else seconds
        self._clock, self._wall = clock, wall
        self._end, self._wall_end = clock() + seconds, wall() + seconds

    def check(self) -> None:
        """Raise `PageTooComplex` if the time is over."""
        if self._wall() > self._wall_end and self._clock() > self._end:
            raise PageTooComplex("the page takes too long to read: it is given up")
