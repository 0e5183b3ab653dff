"""What a user asks to have read again, made into files and the arguments of the spider."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from newscrawl.archive.index import FILE, CaptureIndex
from newscrawl.archive.reading import unlisted
from newscrawl.archive.sources.cc_news import as_date, spanned
from newscrawl.archive.sources.names import is_remote, named
from newscrawl.archive.sources.remote import Remote
from newscrawl.errors import NotKnown
from newscrawl.runner.replays.outcome import Replayed, stored_by
from newscrawl.runner.running.run_settings import project_settings
from newscrawl.spiders.archived_files import selection_of, sites_in
from newscrawl.storage import Store
from newscrawl.web.suggestions import did_you_mean


@attrs.frozen
class Asked:
    """Files and folders to be read one by one, what is `missing`, and the spider's `arguments` for each of them."""

    files: tuple[str, ...]
    missing: tuple[str, ...]
    arguments: Mapping[str, str]


def asked(names: Sequence[str], arguments: Mapping[str, str], agent: str, base: str) -> Asked:
    """Return what *names* and *arguments* ask for; servers are asked for lists by the user agent *agent*.

    *base* is where Common Crawl's data are. Months of CC-NEWS narrow all of it to pages fetched then. Raises
    `BadInput`, and `NotKnown` where archives of our own, which know their sites, have nothing of one that is asked for.
    """
    own = [name for name in names if not is_remote(name) and (Path(name) / FILE).is_file()]
    if own and len(own) == len(names) and not any(unlisted(Path(name)) for name in own):
        _require_sites(own, arguments.get("site", ""))
    remote = Remote(agent, (*filter(is_remote, names), base))
    found = named([name for name in names if name not in own], remote, base)
    since, until = spanned(found.spans, as_date(arguments.get("since", "")), as_date(arguments.get("until", "")))
    return Asked((*own, *found.files), found.missing, {**arguments, "since": since, "until": until})


def _require_sites(folders: Sequence[str], sites: str) -> None:
    """Raise `NotKnown` where none of the archives in *folders* has anything of one of *sites*, parted by commas."""
    known: set[str] = set()
    for folder in folders:
        with CaptureIndex(Path(folder)) as index:
            known |= index.sites()
    for site in sites_in(sites) - known:
        raise NotKnown(f"nothing of site {site!r} in {', '.join(folders)}{did_you_mean(site, sorted(known))}")


def unread(files: Sequence[str], arguments: Mapping[str, str], store: str) -> list[str]:
    """Return those of *files* that no run into the *store* (its address, or `""`) has read to the end as is asked."""
    if not store:
        return list(files)
    with Store.open(store) as opened:
        progress = opened.replayed.all_of(selection_of(arguments))
    return [name for name in files if name not in progress or not progress[name].done]


def stored_of(file: str, arguments: Mapping[str, str], overrides: Mapping[str, Any]) -> Replayed:
    """Return what all runs with these spider's *arguments* and settings *overrides* have stored of *file*, nothing
    where that is not kept."""
    url = project_settings(dict(overrides))["NEWSCRAWL_STORE"] if arguments.get("resume") else None
    if not url:
        return Replayed()
    with Store.open(url) as opened:
        return stored_by(opened.replayed.of(file, selection_of(arguments)))


def is_by_file(names: Sequence[str], processes: int) -> bool:
    """Tell whether *names* are read file by file, going on where an earlier run was."""
    return processes > 1 or any(is_remote(name) for name in names)
