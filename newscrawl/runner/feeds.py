"""Which file the articles of each crawl go to: files of two crawls are never one while they are written."""

import glob
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from newscrawl.errors import BadInput
from newscrawl.runner.crawls import Crawl

FEED_FORMATS = {".jsonl": "jsonlines", ".json": "json", ".csv": "csv", ".xml": "xml"}


def checked_format(feed: Path) -> None:
    """Raise `BadInput` where no feed can be written as *feed* asks by its ending."""
    if feed.suffix not in FEED_FORMATS:
        raise BadInput(f"{feed}: feeds are written as {', '.join(FEED_FORMATS)}; give a file with one of these endings")


@contextmanager
def feeds(crawls: Sequence[Crawl], feed: Path | None) -> Iterator[list[Crawl]]:
    """Give *crawls* with the feed of each: *feed*, or a file of its own in `output/`.

    Several crawls write to *feed* by parts, put together at the end; a crawl that is taken over by another process
    has two. Raises `BadInput`.
    """
    if feed is not None and len(crawls) > 1 and feed.suffix != ".jsonl":
        raise BadInput(f"{feed}: several sites go into one .jsonl only; give one, or crawl site by site")
    together = feed is not None and len(crawls) > 1
    if feed is not None and together:
        for leftover in _parts(feed):
            leftover.unlink()
    parts = [_part(feed, crawl, number, len(crawls)) for number, crawl in enumerate(crawls)]
    overwrite = feed is not None
    try:
        yield [_writing(crawl, part, overwrite) for crawl, part in zip(crawls, parts, strict=True)]
    finally:
        if feed is not None and together:
            _join(feed, _parts(feed))


def _part(feed: Path | None, crawl: Crawl, number: int, crawls: int) -> str:
    if feed is None:
        return f"output/{crawl.site.replace(':', '-')}-%(time)s.jsonl"
    # Scrapy fills in what stands after a percent sign.
    name = str(feed).replace("%", "%%")
    return name if crawls == 1 else f"{name}.part{number:05}-%(time)s"


def _parts(feed: Path) -> list[Path]:
    return sorted(feed.parent.glob(f"{glob.escape(feed.name)}.part*"))


def _writing(crawl: Crawl, part: str, overwrite: bool) -> Crawl:
    kind = FEED_FORMATS.get(Path(part).suffix, "jsonlines")
    options: dict[str, Any] = {"format": kind, "overwrite": overwrite, "store_empty": overwrite}
    return attrs.evolve(crawl, settings={**crawl.settings, "FEEDS": {part: options}})


def _join(feed: Path, parts: Sequence[Path]) -> None:
    """Put the whole lines of *parts* together; a killed process may have left its last one torn."""
    with feed.open("wb") as file:
        for part in parts:
            with part.open("rb") as lines:
                file.writelines(line for line in lines if line.endswith(b"\n"))
            part.unlink()
