"""Adds an entry to a list of sites and leaves the rest of the file as it is."""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from newscrawl.errors import SitesError
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.reading import EMPTY, check_sites, text_of

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
        lines.append(f'every = "{int(entry.every.total_seconds() // 60)}m"')
    if entry.since:
        lines.append(f"since = {_quoted(entry.since)}")
    if entry.tags:
        lines.append(f"tags = [{', '.join(map(_quoted, sorted(entry.tags)))}]")
    return "\n".join(lines) + "\n"


def add_entry(path: Path, entry: SiteEntry, notes: Iterable[str], spiders: Iterable[str]) -> None:
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
