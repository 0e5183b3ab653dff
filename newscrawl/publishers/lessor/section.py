"""Finds the section: the label near the headline that is also an entry of the site's menu."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from newscrawl.publishers.lessor.lines import Line
from newscrawl.publishers.lessor.urls import Addresses, article_id

LONGEST = 40
# So many entries in a row make a menu; a kicker or a breadcrumb trail has fewer.
MENU_LENGTH = 3
# Accueil > Économie ; Économie | Publié …
SEPARATOR = re.compile(r"\s*[|>›»/·•]\s*")
# Rubrique : Économie
NAMED = re.compile(r"(?:rubrique|catégorie|section|dans|thème)\s*:?\s*", re.IGNORECASE)

Run = dict[tuple[int, int], str]


def find_section(lines: list[Line], head: int, until: int, addresses: Addresses) -> str | None:
    """Return the section label nearest to the headline at line *head*, as the menu writes it.

    Looked for upwards to the top of the page, then downwards to line *until*; the menus themselves do not
    count.
    """
    menus = [run for run in _runs(lines, addresses) if len(run) >= MENU_LENGTH]
    entries = {label.casefold(): label for run in menus for label in run.values()}
    in_menu = {at for run in menus for at, _ in run}
    for at in (*range(head - 1, -1, -1), *range(head + 1, until)):
        labels = [] if at in in_menu else _labels(lines[at])
        found = next((entries[label.casefold()] for label in reversed(labels) if label.casefold() in entries), None)
        if found is not None:
            return found
    return None


def _runs(lines: list[Line], addresses: Addresses) -> Iterator[Run]:
    """Yield runs of links to pages of the site that are no articles: (line, place on it) to label.

    A line with other text ends a run, and so does a label that the run has already: a second menu, a
    breadcrumb trail or a kicker begins there.
    """
    run: Run = {}
    for line in lines:
        entries = enumerate(line.links if line.linked > 0.5 else [])
        links = {(line.order, place): text for place, (text, href) in entries if _is_entry(text, href, addresses)}
        if run and (not links or {v.casefold() for v in run.values()} & {v.casefold() for v in links.values()}):
            yield run
            run = {}
        run.update(links)
    yield run


def _is_entry(label: str, href: str, addresses: Addresses) -> bool:
    """Tell whether a link could be a menu's."""
    url = addresses.page(href)
    if not label or len(label) > LONGEST or url is None:
        return False
    return article_id(url) is None and urlsplit(url).path not in ("", "/")


def _labels(line: Line) -> list[str]:
    if len(line.text) > 4 * LONGEST:
        return []
    linked = [text for text, _ in line.links]
    return [*(NAMED.sub("", part, count=1) for part in SEPARATOR.split(line.text)), *linked]
