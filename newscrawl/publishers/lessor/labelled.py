"""The lines of a page of L'Essor, cut wherever one of the site's labels begins or its headline ends."""

import attrs
from lxml.etree import _Element as Element

from newscrawl.publishers.lessor.byline import is_byline
from newscrawl.publishers.lessor.headline import find_headline
from newscrawl.publishers.lessor.labels import (
    AUTHOR_ARTICLES,
    BULLET,
    BY_ALONE,
    COMMENT_NOTICE,
    PUBLISHED,
    PUBLISHED_ALONE,
    RELATED,
)
from newscrawl.publishers.lessor.lines import Line, Picture, make_line, scan, split_before
from newscrawl.web.text import fold


def labelled_lines(root: Element, url: str) -> tuple[list[Line], list[Picture]]:
    """Return the page's lines and pictures, their `order` counted over the lines as cut."""
    lines, pictures = scan(root)
    head = find_headline(lines, url)
    parts: list[Line] = []
    places: list[int] = []
    for line in lines:
        places.append(len(parts))
        for part in split_before(line, _starts_label):
            parts.extend(_split_after(part, head.text) if head else [part])
    places.append(len(parts))
    merged, moved = _with_labels_joined(parts)
    renumbered = [attrs.evolve(part, order=place) for place, part in enumerate(merged)]
    return renumbered, [attrs.evolve(p, order=moved[places[min(p.order, len(lines))]]) for p in pictures]


def _with_labels_joined(parts: list[Line]) -> tuple[list[Line], list[int]]:
    """Join «Publié» and «Par», where they stand alone, with the line that they label.

    Also return the new place of each part, and one for what comes after all.
    """
    merged: list[Line] = []
    moved: list[int] = []
    for part in parts:
        joined = f"{merged[-1].text} {part.text}" if merged else ""
        label = merged[-1].text if merged else ""
        if (PUBLISHED_ALONE.match(label) and PUBLISHED.match(joined)) or (BY_ALONE.match(label) and is_byline(joined)):
            blank = attrs.evolve(merged[-1].segments[-1], raw=merged[-1].segments[-1].raw + " ")
            merged[-1] = make_line([*merged[-1].segments[:-1], blank, *part.segments], merged[-1].order)
            moved.append(len(merged) - 1)
        else:
            moved.append(len(merged))
            merged.append(part)
    return merged, [*moved, len(merged)]


def _starts_label(text: str) -> bool:
    return any(label.match(text) for label in (PUBLISHED, RELATED, AUTHOR_ARTICLES, COMMENT_NOTICE, BULLET))


def _split_after(line: Line, headline: str) -> list[Line]:
    """Cut a line behind segments that repeat the headline."""
    if len(line.text) <= len(headline) or not line.text.startswith(headline):
        return [line]
    for place in range(1, len(line.segments)):
        first = make_line(list(line.segments[:place]), line.order)
        if fold(first.text) == headline:
            return [first, make_line(list(line.segments[place:]), line.order)]
    return [line]
