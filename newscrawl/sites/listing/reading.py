"""Reads a list of sites: TOML 1.0, an array of tables named `site`."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import attrs

from newscrawl.errors import SitesError
from newscrawl.sites.listing.entry import SiteEntry, WrongValue, parse_entry
from newscrawl.sites.listing.toml_lines import EntryLines

MAX_BYTES = 10 * 1024 * 1024
EMPTY = 'the list names no site: add one with "newscrawl sites add URL"'


@attrs.frozen
class Problem:
    """What is wrong with a list, and in which line (from 1)."""

    line: int
    message: str


def check_sites(text: str, spiders: Collection[str]) -> tuple[list[SiteEntry], list[Problem]]:
    """Return the sound entries of *text* and all that is wrong with the others; *spiders* may be named in it."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [], [_syntax(str(error), text)]
    lines = EntryLines(text)
    tables = raw.get("site", [])
    problems = [
        Problem(lines.top(name), f"there is no {name!r} here: entries begin with [[site]]")
        for name in raw
        if name != "site"
    ]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return [], [*problems, Problem(1, "site is no list of tables: begin each entry with [[site]]")]
    entries, wrong = _entries(tables, lines, spiders)
    return entries, [*problems, *wrong] if tables or problems else [Problem(1, EMPTY)]


def read_sites(path: Path, spiders: Collection[str]) -> list[SiteEntry]:
    """Return the entries of the list at *path*, all sound; raises `SitesError` naming the first wrong line."""
    entries, problems = check_sites(text_of(path), spiders)
    if problems:
        first, more = problems[0], len(problems) - 1
        others = f" (and {more} more: newscrawl sites check)" if more else ""
        raise SitesError(f"{path}:{first.line}: {first.message}{others}")
    return entries


def text_of(path: Path) -> str:
    """Return the text of the list at *path*; raises `SitesError`."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SitesError(f"{path} is larger than {MAX_BYTES // 2**20} MiB: is it a list of sites?")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise SitesError(f'there is no {path}: make it with "newscrawl sites add URL"') from None
    except OSError as error:
        raise SitesError(f"{path} cannot be read: {error.strerror}; check its permissions") from None
    except UnicodeDecodeError:
        raise SitesError(f"{path} is not in UTF-8: save it so") from None


def _entries(
    tables: list[dict[str, Any]], lines: EntryLines, spiders: Collection[str]
) -> tuple[list[SiteEntry], list[Problem]]:
    entries: dict[str, SiteEntry] = {}
    problems = []
    for index, table in enumerate(tables):
        try:
            entry = parse_entry(table, lines.of(index), spiders)
        except WrongValue as error:
            problems.append(Problem(lines.of(index, error.key), str(error)))
            continue
        first = entries.setdefault(entry.site, entry)
        if first is not entry:
            message = f"the site {entry.site} is listed in line {first.line} already: keep one of the two"
            problems.append(Problem(lines.of(index, "url"), message))
    return list(entries.values()), problems


def _syntax(message: str, text: str) -> Problem:
    """Return the problem that the parser's *message* tells: `… (at line 3, column 5)`, `… (at end of document)`."""
    words, _, place = message.rpartition(" (at ")
    number = place.removeprefix("line ").partition(",")[0]
    line = int(number) if number.isdecimal() else max(1, len(text.splitlines()))
    return Problem(line, f"this is no TOML: {words or message}")
