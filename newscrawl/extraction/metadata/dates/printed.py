"""The dates that a page prints or marks by its headline, each with what speaks for and against it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from typing import Final

import attrs

from newscrawl.extraction.metadata.dates.words import (
    COPYRIGHT,
    DATE_NAMES,
    OF_THIS_PAGE,
    Role,
    is_date_line,
    is_label,
    mark_of,
    role_of,
)
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.extraction.page.lines import FOREIGN_TAGS, Line, has_word, is_foreign
from newscrawl.extraction.page.nodes import INLINE, TEXT, Element, ancestors, attribute, element_text
from newscrawl.web.dates import MAX_TEXT, WrittenDate, find_dates, read_date, readable
from newscrawl.web.text import fold

# "5 August 2025", "Do 25.04.24 | 14:07 Uhr", "5 Mar 24", "5-3-24", "令和6年3月5日"
DATED: Final = re.compile(
    r"(?<!\d)\d{4}(?!\d)|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?['’]?\d{2}(?!\d)|\d{1,2}\.?[\s-][^\W\d]{3,12}\.?[\s,-]{1,2}['’]?\d{2}(?!\d)|"
    r"\d[年년]"
)

# "By Jane Doe, 5 March 2024"
CREDIT: Final = re.compile(r"(?:by|par|von|por|di|da|av|af|door)\s+\S+", re.IGNORECASE)

MAX_LINES: Final = 14
"""Dated lines that are looked at, on each side of the headline."""

FAR: Final = 60
"""So many lines from the headline a date that nothing marks as one is a reference's or an event's."""

BARE_DATE: Final = 50
"""Characters: a line not longer holds a date and little else."""

ABOVE: Final = 5
UNMARKED_ABOVE: Final = 10
"""So many lines farther counts a date above the headline, and one there that nothing marks as a date:
many sites print today's date on top of every page."""

BESIDE_HEADLINE: Final = 10
"""So many lines below the headline a date is the article's whatever the boxes around it are called."""

IN_ASIDE: Final = 8

NEVER_DATED: Final = frozenset({"nav", "figure", "figcaption", "form"})
ELSEWHERE: Final = NEVER_DATED | {"aside"}
ELSEWHERE_WORDS: Final = (
    "comment", "kommentar", "reply", "related", "teaser", "recommend", "popular", "trending", "more-", "sidebar",
    "side-bar", "newsletter", "promo",
)  # fmt: skip

SET_APART: Final = frozenset({"a", "b", "em", "i", "mark", "strong", "u"})
"""Elements that set words apart within a sentence, wherever they stand; any inline element does in `SENTENCES`."""

SENTENCES: Final = frozenset({"p", "li", "td", "dd", "blockquote"})

STATING: Final = ("datetime", "content", "title", "data-datetime", "data-date", "data-time", "data-timestamp")

ADJACENT: Final = ABOVE + 1
"""A date not farther above the headline than this is in no card."""

CARD_LINK: Final = 20
"""Characters of a link's or sub-heading's text that make the box around a date another article's card."""


@attrs.frozen
class PrintedDate:
    """One date that the page shows or marks."""

    date: WrittenDate
    raw: str
    role: Role | None
    """What its label or its mark says it is of."""
    marked: bool
    """Whether its element is a `<time>` or called a date."""
    distance: int
    """Lines from the headline."""
    group: str
    """Tag and class of its element: entries of a list share them."""
    stated: bool = False
    """Whether an attribute for machines gives it."""


def printed_dates(facts: Facts, language: str | None, home: tzinfo | None) -> list[PrintedDate]:
    """Return the dates by the headline that can be the article's, the nearest first.

    None of a sentence, a copyright line, a card of another article, a comment or a picture.
    """
    found: list[PrintedDate] = []
    for side, start in ((facts.lines.after, 0), (facts.lines.before[::-1], ABOVE)):
        dated = ((number, line) for number, line in enumerate(side) if _is_dated(line))
        for number, line in islice(dated, MAX_LINES):
            label = _label_by(side, number, below=not start)
            found += _of_line(facts, line, number + start, label, (language, home), bool(start))
    return sorted(found, key=lambda one: one.distance)


def _is_dated(line: Line) -> bool:
    """Tell whether a date may stand in *line*: in its text, or in an attribute of a `<time>` or an element like it."""
    tag = line.element.tag or ""
    return tag in ("time", "abbr") or "-" in tag or bool(DATED.search(line.text))


def _label_by(side: list[Line], number: int, below: bool) -> str:
    """Return the line in front of the one at *number*, where that labels a date: "Updated:"."""
    index = number - 1 if below else number + 1
    return side[index].text if 0 <= index < len(side) and is_label(side[index].text) else ""


def _of_line(
    facts: Facts, line: Line, distance: int, label: str, how: tuple[str | None, tzinfo | None], above: bool
) -> Iterator[PrintedDate]:
    element = _dating(line.element)
    marked = (
        element.tag == "time"
        or bool(CREDIT.match(line.text))
        or has_word(element, DATE_NAMES)
        or bool(attribute(element, "datetime"))
    )
    if COPYRIGHT.search(line.text) or (above and distance > ADJACENT and _is_carded(facts, element)):
        return
    shown_only = element.tag == "time" and not attribute(element, "datetime")
    tags = ELSEWHERE if shown_only else NEVER_DATED if marked else FOREIGN_TAGS
    if is_foreign(element, facts.own_boxes, tags):
        near = distance <= BESIDE_HEADLINE + above * (ABOVE - BESIDE_HEADLINE + 3)
        told = _mark(element) is not None or role_of(line.text) is not None
        if not (near or told) or _is_elsewhere(facts, element, distance <= IN_ASIDE):
            return
        distance += UNMARKED_ABOVE
    if above and not marked:
        distance += UNMARKED_ABOVE
    if distance > FAR and not marked and len(line.text) > BARE_DATE:
        return
    group = f"{element.tag} {attribute(element, 'class')}"
    text = readable(line.text)
    mark = _mark(element)
    stated = _stated(element, how)
    dates = find_dates(text, *how)
    if not marked and not _stands_alone(element, dates, text):
        return
    end = 0
    roles: list[Role | None] = []
    for number, (start, stop, date) in enumerate(dates):
        role = role_of((label if not number else "") + " " + text[end:start], text[stop:] if len(dates) == 1 else "")
        following = dates[number + 1][0] if number + 1 < len(dates) else len(text)
        roles.append(role)
        own = role or (mark if len(dates) == 1 else None)
        if stated is None or mark == "modified" or len(dates) > 1:
            yield PrintedDate(date, text[end:following] if len(dates) > 1 else line.text, own, marked, distance, group)
        end = stop
    if stated is not None:
        role = mark or (roles[-1] if roles else role_of(label)) or None
        yield PrintedDate(*stated, role, marked, distance, group, stated=True)


def _dating(element: Element) -> Element:
    """Return the `<time>` or dated element that *element*, which holds a text, is or lies in; else itself."""
    for one in [element, *islice(ancestors(element), 2)]:
        if one.tag == "time" or attribute(one, "datetime") or "date" in attribute(one, "itemprop").lower():
            return one
    if not has_word(element, DATE_NAMES):
        parent = element.parent
        if parent is not None and has_word(parent, DATE_NAMES) and len(parent.text()) <= MAX_TEXT:
            return parent
    return element


def _mark(element: Element) -> Role | None:
    """Return what the names on *element* say of its date."""
    if "pubdate" in element.attributes:
        return "published"
    return mark_of(" ".join(attribute(element, name) for name in ("class", "itemprop", "id", "property")))


def _stated(element: Element, how: tuple[str | None, tzinfo | None]) -> tuple[WrittenDate, str] | None:
    """Return the date that an attribute of *element* states for machines, and its text."""
    for name in STATING:
        value = attribute(element, name)
        date = read_date(value, how[0]) if value and len(value) <= MAX_TEXT else None
        if date is not None:
            return date, value
    return None


def _is_elsewhere(facts: Facts, element: Element, near: bool) -> bool:
    """Tell whether *element* lies where no date is the article's, labelled as it may be.

    A box called an aside that is *near* the headline and holds no list may be the article's own.
    """
    listed = False
    for one in [element, *islice(ancestors(element), 7)]:
        if one.mem_id in facts.own_boxes or one.tag in ("body", "main", "article"):
            return False
        listed = listed or one.tag == "li"
        aside = one.tag == "aside" and (listed or not near)
        if aside or one.tag in NEVER_DATED or has_word(one, ELSEWHERE_WORDS):
            return True
    return False


def _is_carded(facts: Facts, element: Element) -> bool:
    """Tell whether *element*, above the headline, shares a box that the headline is not in with a link's text."""
    branch = element
    for one in ancestors(element):
        if one.mem_id in facts.own_boxes:
            break
        branch = one
    if branch.mem_id == element.mem_id:
        return False
    own = facts.path_of(facts.url)
    for link in branch.css("a, h2, h3, h4")[:20]:
        if len(element_text(link)) > CARD_LINK and facts.path_of(attribute(link, "href") or ".") != own:
            return True
    return False


def _stands_alone(element: Element, dates: list[tuple[int, int, WrittenDate]], text: str) -> bool:
    """Tell whether the dates, with a label or a name, are all that *text*, the line of *element*, tells.

    A sentence about the page itself ("This story is from …") tells as much; a date that is set apart within
    a sentence's text does not.
    """
    if not dates:
        return False
    if OF_THIS_PAGE.match(text):
        return True
    rest = _rest(text, dates)
    if not is_date_line(rest) or (element.tag == "a" and any(map(str.isalpha, rest))):
        return False
    parent = element.parent
    within = SET_APART if parent is not None and parent.tag not in SENTENCES else INLINE
    if element.tag not in within or parent is None or role_of(text[: dates[0][0]]) is not None:
        return True
    beside = fold(" ".join(one.text_content or "" for one in parent.iter(include_text=True) if one.tag == TEXT))
    return len(beside) <= MAX_TEXT and is_date_line(beside)


CLOCK_REST: Final = re.compile(r"\d{1,2}\s?[:.hH]\s?\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?|\d+", re.IGNORECASE)


def _rest(text: str, dates: list[tuple[int, int, WrittenDate]]) -> str:
    """Return *text* without its dates and times of day."""
    pieces, end = [], 0
    for start, stop, _ in dates:
        pieces.append(text[end:start])
        end = stop
    return CLOCK_REST.sub(" ", " ".join([*pieces, text[end:]]))


def differs(moment: datetime, other: datetime, days: float) -> bool:
    """Tell whether two moments, each with its zone or none, are more than so many *days* apart."""
    return abs(moment.replace(tzinfo=None) - other.replace(tzinfo=None)) > timedelta(days=days)
