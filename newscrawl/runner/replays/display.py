"""How far the files of a replay are: bytes, and when it will be over; on a terminal a live line, else a line now and
then."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import attrs
from rich.console import Console
from rich.live import Live
from rich.text import Text

from newscrawl.archive.sources.names import is_remote
from newscrawl.runner.output.consoles import err
from newscrawl.runner.output.progress import PLAIN_EVERY
from newscrawl.runner.replays.one_process import Far
from newscrawl.runner.replays.outcome import Replayed, together

USUAL_SIZE = 1 << 30
"""Size of a file of which nothing is known, in bytes: that of Common Crawl's."""

Show = Callable[[Mapping[str, Far], Sequence[Replayed]], None]


@attrs.define
class FileTally:
    """What is known of the files of a run: their sizes in bytes, and how far each is read."""

    sizes: dict[str, int]
    far: dict[str, Far] = attrs.field(factory=dict)
    begun: dict[str, int] = attrs.field(factory=dict)

    @classmethod
    def of(cls, files: Sequence[str]) -> "FileTally":
        """Return the tally of *files* that nothing is read of."""
        return cls({name: 0 if is_remote(name) else _size(Path(name)) for name in files})

    def hear(self, far: Mapping[str, Far]) -> None:
        """Take note of how *far* the files are that are being read; what is no longer told of is read."""
        for name in self.far.keys() - far.keys():
            last = self.far[name]
            self.far[name] = attrs.evolve(last, position=max(last.position, self.sizes.get(name, 0)))
        for name, one in far.items():
            self.far[name] = one
            self.sizes[name] = max(self.sizes.get(name, 0), one.size, one.position)
            if one.position:
                self.begun.setdefault(name, one.position)

    @property
    def read(self) -> int:
        """How many bytes are read, those of earlier runs among them."""
        return sum(one.position for one in self.far.values())

    @property
    def read_now(self) -> int:
        """How many bytes this run has read."""
        return self.read - sum(self.begun.values())

    @property
    def whole(self) -> int:
        """How many bytes there are; a file of unknown size counts as those that are known."""
        known = [size for size in self.sizes.values() if size]
        usual = sum(known) // len(known) if known else USUAL_SIZE
        return sum(size or usual for size in self.sizes.values())


def line(tally: FileTally, ended: Sequence[Replayed], seconds: float) -> str:
    """Return how far a run of so many *seconds* is, as one line of text."""
    done = together(ended)
    under_way = [tally.far[name] for name in tally.far]
    pages = max(done.pages, sum(one.pages for one in under_way))
    articles = max(done.articles, sum(one.articles for one in under_way))
    rate = tally.read_now / max(seconds, 0.1)
    left = max(0, tally.whole - tally.read)
    eta = _clock(left / rate) if rate else "?"
    return (
        f"{len(ended)} of {len(tally.sizes)} files  {_size_text(tally.read)} of {_size_text(tally.whole)}  "
        f"{100 * tally.read // max(tally.whole, 1)} %  {_size_text(int(rate))}/s  ETA {eta}  "
        f"{pages} pages  {articles} articles"
    )


@contextmanager
def shown(files: Sequence[str], console: Console = err, clock: Callable[[], float] = time.monotonic) -> Iterator[Show]:
    """Give what shows how far the reading of *files* is."""
    tally, started = FileTally.of(files), clock()
    printed = started
    live = Live(console=console, transient=True) if console.is_terminal else None

    def show(far: Mapping[str, Far], ended: Sequence[Replayed]) -> None:
        nonlocal printed
        tally.hear(far)
        now = clock()
        if live:
            live.update(Text(line(tally, ended, now - started), no_wrap=True, overflow="ellipsis"))
        elif now - printed >= PLAIN_EVERY:
            printed = now
            console.print(line(tally, ended, now - started), soft_wrap=True)

    if live is None:
        yield show
        return
    with live:
        yield show


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _size_text(size: int) -> str:
    """Return *size* in bytes for people.

    >>> _size_text(950), _size_text(3_400_000_000)
    ('950 B', '3.4 GB')
    """
    value = float(size)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"
