"""Adds entries to a list of sites and takes them off, and leaves the rest of the file as it is."""

import json
import os
import tempfile
from collections.abc import Collection, Iterable
from itertools import takewhile
from pathlib import Path

from newscrawl.errors import NotListed, SitesError
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.reading import EMPTY, check_sites, text_of
from newscrawl.sites.listing.toml_lines import EntryLines
from newscrawl.web.durations import duration_text
from newscrawl.web.suggestions import unknown

BEGINNING = "# Sites that newscrawl keeps up with.\n"


def entry_text(entry: SiteEntry, notes: Iterable[str] = ()) -> str:
    """Return *entry* as a TOML table, with *notes* as comments above its keys."""
    lines = ["[[site]]", *(f"# {_one_line(note)}" for note in notes), f"url = {_quoted(entry.url)}"]
    if entry.spider:
        lines.append(f"spider = {_quoted(entry.spider)}")
    if entry.fields:
        rules = ", ".join(f"{name} = {_quoted(rule)}" for name, rule in entry.fields.items())
        lines.append(f"fields = {{ {rules} }}")
    if entry.page:
        lines.append(f"page = {_quoted(entry.page)}")
    if entry.every:
        lines.append(f"every = {_quoted(duration_text(entry.every))}")
    if entry.since:
        lines.append(f"since = {_quoted(entry.since)}")
    if entry.tags:
        lines.append(f"tags = [{', '.join(map(_quoted, sorted(entry.tags)))}]")
    return "\n".join(lines) + "\n"


def add_entry(path: Path, entry: SiteEntry, notes: Iterable[str], spiders: Collection[str]) -> None:
    """Write *entry* to the end of the list at *path*, made if missing.

    Raises `SitesError` where the list is unsound, has the site already or cannot be written; the file is then
    as it was.
    """
    before = text_of(path) if path.exists() else BEGINNING
    entries, problems = check_sites(before, spiders)
    if problems and problems[0].message != EMPTY:
        raise SitesError(f"{path}:{problems[0].line}: {problems[0].message}; mend the list first")
    listed = next((one for one in entries if one.site == entry.site), None)
    if listed is not None:
        raise SitesError(f"{path}:{listed.line}: the site {entry.site} is listed already, as {listed.url}")
    after = before.rstrip("\n") + "\n\n" + entry_text(entry, notes)
    _, wrong = check_sites(after, spiders)
    if wrong:
        raise SitesError(f"{path} would not be sound with the entry: {wrong[0].message}; add it by hand")
    _replace(path, after)


def remove_entry(path: Path, site: str, spiders: Collection[str]) -> SiteEntry:
    """Take the entry of *site* (see `site_of`) off the list at *path*, with the comments in it; return it.

    Raises `SitesError` where the list is unsound or cannot be written, `NotListed` where it has no such site; the file
    is then as it was.
    """
    before = text_of(path)
    entries, problems = check_sites(before, spiders)
    if problems:
        raise SitesError(f"{path}:{problems[0].line}: {problems[0].message}; mend the list first")
    index = next((place for place, one in enumerate(entries) if one.site == site), None)
    if index is None:
        raise NotListed(f"{path}: {unknown(site, [one.site for one in entries], 'site')}")
    lines = EntryLines(before)
    end = lines.of(index + 1) - 1 if index + 1 < len(entries) else None
    kept = before.splitlines(keepends=True)
    last = kept[lines.of(index) - 1 : end]
    # What stands above the next entry, after a blank line, is about that one.
    about_next = list(takewhile(_is_comment, reversed(last))) if end is not None else []
    blank = any(not line.strip() for line in about_next)
    kept[lines.of(index) - 1 : end] = list(reversed(about_next)) if blank else []
    after = "".join(kept)
    left, wrong = check_sites(after, spiders)
    if [one.site for one in left] != [one.site for one in entries if one.site != site]:
        said = wrong[0].message if wrong else "other entries would go with it"
        raise SitesError(f"{path} would not be sound without the entry: {said}; take it off by hand")
    _replace(path, after)
    return entries[index]


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _replace(path: Path, text: str) -> None:
    """Put *text* in the place of the file in one step: a reader sees the old list or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(name).replace(path)
    except OSError as error:
        raise SitesError(f"{path} cannot be written: {error.strerror}; choose another file") from None


def _quoted(text: str) -> str:
    """Return *text* as a basic TOML string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
