"""Which file the articles of each crawl go to: files of two crawls are never one while they are written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from newscrawl.cli.errors import BadInput
from newscrawl.cli.running import Crawl

FEED_FORMATS = {".jsonl": "jsonlines", ".json": "json", ".csv": "csv", ".xml": "xml"}


def checked_format(feed: Path) -> None:
    """Raise `BadInput` where no feed can be written as *feed* asks by its ending."""
    if feed.suffix not in FEED_FORMATS:
        raise BadInput(
            f"{feed}: feeds are written as {', '.join(FEED_FORMATS)}; give a file with one of these endings"
        )


@contextmanager
def feeds(crawls: Sequence[Crawl], feed: Path | None) -> Iterator[list[Crawl]]:
    """Give *crawls* with the feed of each: *feed*, or a file of its own in `output/`.

    Several crawls write to *feed* by parts, put together at the end. Raises `BadInput`.
    """
    if feed is not None and len(crawls) > 1 and feed.suffix != ".jsonl":
        raise BadInput(f"{feed}: several sites go into one .jsonl only; give one, or crawl site by site")
    parts = [_part(feed, crawl, number, len(crawls)) for number, crawl in enumerate(crawls)]
    overwrite = feed is not None
    try:
        yield [_writing(crawl, part, overwrite) for crawl, part in zip(crawls, parts, strict=True)]
    finally:
        if feed is not None and len(parts) > 1:
            _join(feed, [Path(part) for part in parts])


def _part(feed: Path | None, crawl: Crawl, number: int, crawls: int) -> str:
    if feed is None:
        return f"output/{crawl.site.replace(':', '-')}-%(time)s.jsonl"
    return str(feed) if crawls == 1 else f"{feed}.part{number}"


def _writing(crawl: Crawl, part: str, overwrite: bool) -> Crawl:
    kind = FEED_FORMATS.get(Path(part).suffix, "jsonlines")
    options: dict[str, Any] = {"format": kind, "overwrite": overwrite, "store_empty": overwrite}
    return attrs.evolve(crawl, settings={**crawl.settings, "FEEDS": {part: options}})


def _join(feed: Path, parts: Sequence[Path]) -> None:
    with feed.open("wb") as file:
        for part in filter(Path.exists, parts):
            with part.open("rb") as lines:
                while block := lines.read(1 << 20):
                    file.write(block)
            part.unlink()
