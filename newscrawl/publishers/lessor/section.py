"""Finds the section: the label near the headline that is also an entry of the site's menu."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from newscrawl.publishers.lessor.lines import Line, text_of
from newscrawl.publishers.lessor.urls import Addresses, article_id

LONGEST = 40
# So many entries in a row make a menu; a kicker or a breadcrumb trail has fewer.
MENU_LENGTH = 3
# Accueil > Économie ; Économie | Publié …
SEPARATOR = re.compile(r"\s*[|>›»/·•]\s*")
# Rubrique : Économie
NAMED = re.compile(r"(?:rubrique|catégorie|section|dans|thème)\s*:?\s*", re.IGNORECASE)


def find_section(lines: list[Line], head: int, until: int, addresses: Addresses) -> str | None:
    """Return the section label nearest to the headline at line *head*, as the menu writes it.

    Looked for upwards to the top of the page, then downwards to line *until*; the menus themselves do not
    count.
    """
    runs = list(_runs(lines, addresses))
    menus = [run for run in runs if len(run) >= MENU_LENGTH]
    entries = {label.casefold(): label for run in menus for label in run.values()}
    in_menu = {at for run in menus for at, _ in run}
    for at in (*range(head - 1, -1, -1), *range(head + 1, until)):
        if at in in_menu:
            continue
        for label in reversed(_labels(lines[at])):
            if label.casefold() in entries:
                return entries[label.casefold()]
    return None


Run = dict[tuple[int, int], str]


def _runs(lines: list[Line], addresses: Addresses) -> Iterator[Run]:
    """Yield runs of links to pages of the site that are no articles: (line, place on it) to label.

    A line with other text ends a run, and so does a label that the run has already: a second menu, a
    breadcrumb trail or a kicker begins there.
    """
    run: Run = {}
    for line in lines:
        anchors = line.anchors if line.linked_share > 0.5 else []
        links = {(line.order, i): label for i, a in enumerate(anchors) if (label := _entry(a, addresses))}
        if run and (not links or {v.casefold() for v in run.values()} & {v.casefold() for v in links.values()}):
            yield run
            run = {}
        run.update(links)
    yield run


def _entry(anchor: Element, addresses: Addresses) -> str | None:
    """Return the label of a link that could be a menu's, `None` for any other."""
    label = text_of(anchor)
    url = addresses.page(anchor.get("href") or "")
    if not label or len(label) > LONGEST or url is None:
        return None
    return label if article_id(url) is None and urlsplit(url).path not in ("", "/") else None


def _labels(line: Line) -> list[str]:
    if len(line.text) > 4 * LONGEST:
        return []
    linked = [text_of(anchor) for anchor in line.anchors]
    return [*(NAMED.sub("", part, count=1) for part in SEPARATOR.split(line.text)), *linked]
