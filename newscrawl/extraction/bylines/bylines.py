"""Printed bylines: who wrote it, for which agency, from where."""

import re

import attrs

from newscrawl.extraction.bylines.person_names import (
    ADDRESS,
    BRACKETED,
    DESK,
    MAX_LINE,
    ROLE,
    is_agency,
    is_desk,
    looks_like_name,
    split_names,
    split_parts,
    without_credit_word,
)
from newscrawl.web.text import fold

# "Jane Doe in Paris", «Awa Touré à Kayes», "Eva Müller aus Bamako"
PLACE_AFTER = re.compile(r"^(.{3,80}?)\s+(?:in|à|aus|en|desde|from|i)\s+(\w[\w'’.-]*(?:[ -]\w[\w'’.-]*){0,2})$")

# "AFP, MANILA"
AGENCY_PLACE = re.compile(r"^([^,]{2,40}),\s*([^,]{2,40})$")

# «avec AFP», "mit dpa", "with Reuters"
WITH = re.compile(r"^(?:avec|with|mit|con|com|met|med|and|et|und|y|via|source|quelle)\s*:?\s+", re.IGNORECASE)


MAX_SIGNATURE = 120
SENTENCE_END = re.compile(r"[.!?…:;»”\"\d]$")
JOINTS = re.compile(r"[-'’.]")


@attrs.frozen
class Byline:
    """What a byline credits. Desks ("Rédaction", "Newsroom") are no names and leave nothing."""

    names: list[str] = attrs.field(factory=list)
    """People, as printed."""

    agency: str | None = None
    """The first news agency named, as printed."""

    dateline: str | None = None
    """The place or bureau, as printed."""


def parse_byline(text: str) -> Byline:
    """Read a printed byline in any language. Every word returned stands in *text*; never raises.

    >>> parse_byline("Bandé Moussa SISSOKO / AMAP - Kayes")
    Byline(names=['Bandé Moussa SISSOKO'], agency='AMAP', dateline='Kayes')
    """
    line = without_credit_word(fold(ADDRESS.sub(" ", fold(text[:MAX_LINE]))))
    line = BRACKETED.sub(lambda match: f" / {match[1]} " if is_agency(WITH.sub("", match[1].strip())) else " ", line)
    names: list[str] = []
    agency: str | None = None
    dateline: str | None = None
    for part in _parts(line):
        if is_agency(part):
            agency = agency or part
        elif is_desk(part):
            agency = agency or _agency_of_desk(part)
        elif (agency or names) and not dateline and _is_place(part):
            dateline = part
        else:
            people, place = _people(part)
            agency = agency or next((name for name in people if is_agency(name)), None)
            names.extend(name for name in people if not is_agency(name) and not is_desk(name))
            dateline = dateline or place
    return Byline(names=list(dict.fromkeys(names)), agency=agency, dateline=dateline)


def _agency_of_desk(part: str) -> str | None:
    """Return the agency whose staff or desk *part* names: "Reuters Staff"."""
    name = fold(DESK.sub(" ", part)).strip(" -–:,")
    return name if is_agency(name) else None


def is_signature(text: str) -> bool:
    """Tell whether a line of text that stands alone is nothing but a byline, as under an article.

    It credits an agency, sets surnames apart in capitals, begins with a credit word, or names a desk; a mere
    name could be a sub-heading.

    >>> is_signature("Bandé Moussa SISSOKO / AMAP - Kayes"), is_signature("La ministre visitant un stand")
    (True, False)
    """
    line = fold(text[: MAX_SIGNATURE + 1])
    if not line or len(line) > MAX_SIGNATURE or SENTENCE_END.search(line):
        return False
    words = len(line.split())
    byline = parse_byline(line)
    if not all(map(looks_like_name, byline.names)):
        return False
    if byline.names:
        told = byline.agency or without_credit_word(line) != line
        return bool(told) or all(map(_has_surname_apart, byline.names))
    return words <= 4 and (_is_whole_desk(line) if byline.agency is None else line.startswith(byline.agency))


def _is_whole_desk(line: str) -> bool:
    """Tell whether *line* is a desk's name and no sentence about one: «Rédaction Lessor», "BBC Newsroom"."""
    match = DESK.search(line)
    if match is None or not (line[0].isupper() or match[0] == line):
        return False
    rest = (line[: match.start()] + line[match.end() :]).split()
    return (match.start() <= 4 or match.end() == len(line)) and not any(word[0].islower() for word in rest)


def _has_surname_apart(name: str) -> bool:
    """Tell whether *name* ends in a surname in capitals, and begins with a given name that is not: `Awa KEÏTA`."""
    first, *_, last = (JOINTS.sub("", word) for word in name.split())
    return first.isalpha() and not (first.isupper() and len(first) > 1) and len(last) > 2 and last.isupper()


def _parts(line: str) -> list[str]:
    """Split at the dividers, and "AFP, Manila" at its comma."""
    parts: list[str] = []
    for part in split_parts(line):
        part = WITH.sub("", part)
        match = AGENCY_PLACE.match(part)
        if match and is_agency(match[1].strip()) and _is_place(match[2].strip()):
            parts.extend((match[1].strip(), match[2].strip()))
        elif part:
            parts.append(part)
    return parts


def _is_place(text: str) -> bool:
    """Tell whether *text* can be a bureau's place: up to two capitalised words, no role, no digits."""
    words = text.split()
    return (
        0 < len(words) <= 2
        and len(text) <= 40
        and all(word[0].isalpha() and not word[0].islower() and "," not in word for word in words)
        and not any(character.isdigit() for character in text)
        and not ROLE.search(text)
        and not is_agency(text)
    )


def _people(part: str) -> tuple[list[str], str | None]:
    """Return the names in *part* and the place after them: "Jane Doe in Paris", "Awa Touré, Kayes"."""
    match = PLACE_AFTER.match(part)
    if match and _is_place(match[2]) and " " in match[1]:
        return split_names(match[1]), match[2]
    head, comma, tail = part.rpartition(",")
    if comma and " " not in tail.strip() and " " in head.strip() and _is_place(tail.strip()):
        names = split_names(part)
        if tail.strip() not in names and not any(name.endswith(tail.strip()) for name in names):
            return split_names(head), tail.strip()
    return split_names(part), None
