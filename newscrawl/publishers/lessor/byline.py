"""The byline of an article of L'Essor: AUTHOR / AGENCY - BUREAU, or the desk's name."""

import re

from newscrawl.extraction.bylines.bylines import Byline, parse_byline
from newscrawl.publishers.lessor.labels import BY, PUBLISHED
from newscrawl.web.text import fold

LONGEST = 120
DESK = re.compile(r"(?:la\s+)?r[ée]daction\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…:;»”\"]$")
NAME_JOINTS = re.compile(r"[-'’.]")
PARTICLES = frozenset("ag al ben bin da dit dite de du el la ould ould-el walet von van".split())
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES_APART = re.compile(r"\s*(?:[,;&]|\bet\b)\s*")
BUREAU = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*")


def printed_byline(text: str) -> str:
    """Return a byline folded and without the label «Par»."""
    return BY.sub("", fold(text), count=1) if BY.match(fold(text)) else fold(text)


def read_byline(text: str) -> Byline:
    """Return the people, the agency and the bureau that a printed byline names.

    >>> read_byline("Bandé Moussa SISSOKO / AMAP - Kayes")
    Byline(names=['Bandé Moussa SISSOKO'], agency='AMAP', dateline='Kayes')
    >>> read_byline("Rédaction Lessor")
    Byline(names=[], agency=None, dateline=None)
    """
    line = printed_byline(text)
    if DESK.match(line):
        return Byline()
    people, slash, origin = line.partition("/")
    if not slash:
        names = _names(line)
        return Byline(names) if names and all(_has_surname_apart(name) for name in names) else parse_byline(line)
    first, *rest = BUREAU.split(origin.strip(), maxsplit=1)
    agency = first if first.isupper() or parse_byline(first).agency else None
    bureau = rest[0] if rest else (first if agency is None else None)
    return Byline(_names(people) or parse_byline(people).names, agency or None, bureau or None)


def _names(text: str) -> list[str]:
    """Return the people in «A, B et C», `[]` where one of them is no name."""
    names = [name for name in NAMES_APART.split(text.strip()) if name]
    return names if all(_is_name(name) for name in names) else []


def is_byline(text: str) -> bool:
    """Tell whether a line of text is a byline: surnames in capitals, an agency, or the desk; no sentence.

    >>> is_byline("Bandé Moussa SISSOKO / AMAP - Kayes"), is_byline("La ministre visitant un stand")
    (True, False)
    """
    line = printed_byline(text)
    if not line or len(line) > LONGEST or SENTENCE_END.search(line) or PUBLISHED.search(line):
        return False
    if DESK.match(line):
        return len(line.split()) <= 5
    byline = read_byline(line)
    if byline.agency or "/" in line:
        return (bool(byline.names) or len(line.split()) <= 5) and all(_is_name(name) for name in byline.names)
    return bool(byline.names) and all(_is_name(name) and _has_surname_apart(name) for name in byline.names)


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) <= 7 and all(word[:1].isupper() or word.lower() in PARTICLES for word in words)


def _has_surname_apart(name: str) -> bool:
    """Tell whether *name* has a surname in capitals beside a given name or an initial that is not."""
    words = [NAME_JOINTS.sub("", word) for word in name.split()]
    surnames = [word for word in words if word.isupper() and WORD.fullmatch(word)]
    return 0 < len(surnames) < len(words)
