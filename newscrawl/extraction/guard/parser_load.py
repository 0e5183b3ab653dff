"""How much work a page makes for a parser that follows the HTML Standard, told in one pass before it is parsed.

Such a parser looks through all open elements at many a tag, opens formatting elements that were never closed anew in
each paragraph (13.2.4.3), compares each attribute with the others of its tag, and each option with the others of its
list: a page of some hundred kilobytes can cost it minutes. What is counted here is never less than what the parser
does: an end tag counts only where it closes an element for certain.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import gt
from typing import Final, NamedTuple

from newscrawl.extraction.guard.parser_tags import (
    BOUNDARIES,
    CLOSE_PARAGRAPHS,
    ENDS_AT_NEXT,
    FOREIGN,
    FORMATTING,
    MARKERS,
    NEAR,
    NEED_THE_TOP,
    OUT_OF_FOREIGN,
    PASSED,
    RAW,
    REMOVED_ALONE,
    SPECIAL,
    TABLE_PARTS,
    VOID,
)

# ` class="a"`, `/ hidden`, ` x=y`
_ATTRIBUTE: Final = rb"""
    [\t\n\f\r /]*+ (?: =?[^\t\n\f\r />=]++ | = )
    (?: [\t\n\f\r ]*+ = [\t\n\f\r ]*+
        (?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^\t\n\f\r >"'][^\t\n\f\r >]*+ | (?=>) )
    )?+"""
ATTRIBUTE: Final = re.compile(_ATTRIBUTE, re.X)
# `<!-- … -->`, `<!doctype html>`, `<div class="a">`, `</div>`, as tokenized by the HTML Standard, 13.2.5
_TOKEN: Final = (
    rb"<!--(?:-?>|.*?--!?>|.*) | <(?:[!?]|/[^a-zA-Z>])[^>]*+ |"
    rb"<(/?)([a-zA-Z][^\t\n\f\r />]*+)((?:" + _ATTRIBUTE + rb")*+)([\t\n\f\r /]*+)(?:>|\Z)"
)
TOKEN: Final = re.compile(_TOKEN, re.S | re.X)
TOKEN_ALONE: Final = re.compile(re.sub(rb"(?<!\[)\((?!\?)", b"(?:", _TOKEN), re.S | re.X)
"""The same without its parts, which is found faster."""
CDATA: Final = re.compile(rb"<!\[CDATA\[[^<]*?\]\]>")
CDATA_START: Final = b"<![CDATA["
START: Final = re.compile(rb"<([a-zA-Z][^\t\n\f\r />]*+)")
LONG_TAG: Final = 512
"""Bytes of attributes from which they are counted."""

_RAW_ENDS: Final = {name: re.compile(rb"</" + name, re.I) for name in RAW}
_RAW_START: Final = re.compile(rb"<(?=[instx])(?<!</<)(?:" + b"|".join(RAW) + rb")(?=[\t\n\f\r />]|\Z)", re.I)
_FOREIGN_START: Final = re.compile(rb"<(?:" + b"|".join(FOREIGN) + rb")(?=[\t\n\f\r />]|\Z)", re.I)
_SCRIPT_END: Final = re.compile(rb"</script[\t\n\f\r />]", re.I)
# `<!--`, `<!-->`, `-->`, `<script>`, `</script>` (HTML Standard, 13.2.5.20)
_SCRIPT_MARKS: Final = re.compile(rb"<!--+>?|--+>|<(/?)script[\t\n\f\r />]", re.I)


class Work(NamedTuple):
    """What a parser has to do with a page, or the most that it may have to."""

    looks: float
    """Open elements and options that it looks at, and attributes of `<html>` and `<body>`."""
    compared: float
    """Pairs of attributes that it compares."""
    reopened: float
    """Formatting elements that it opens anew."""
    deepest: float
    """Elements that are open at once."""

    def exceeds(self, most: "Work") -> bool:
        """Tell whether anything is more than in *most*."""
        return any(map(gt, self, most))


def read_work(data: bytes, most: Work) -> Work:
    """Return the work with *data*, a page in UTF-8; the count stops behind the tag at which it exceeds *most*."""
    load = ParserLoad()
    looks, compared, reopened, most_open = most
    deepest = 0
    for _ in load.tags(data):
        deepest = max(deepest, load.depth)
        if load.looks > looks or load.compared > compared or load.reopened > reopened or deepest > most_open:
            break
    return Work(load.looks, load.compared, load.reopened, deepest)


def most_compared(data: bytes, stop: int) -> int:
    """Return how many pairs of attributes are compared in *data* at the most, whatever stands open; found sooner.

    What may be more than *stop* is counted more closely; a CDATA section, whose end is not known so, is more than that.
    """
    foreign = _FOREIGN_START.search(data) is not None
    sections = foreign and CDATA_START in data
    tags: list[bytes] = []
    for found, text in _tokens_alone(data):
        if sections and any(token.startswith(CDATA_START) for token in found):
            return stop + 1
        if foreign and b"<" in text:
            found += TOKEN_ALONE.findall(text)
        tags += [token for token in found if len(token) > LONG_TAG]
    most = sum((len(token) // 2) ** 2 // 2 for token in tags)  # an attribute takes two bytes at least
    return most if most <= stop else sum(_pairs(TOKEN.match(token)) for token in tags)


def _tokens_alone(data: bytes) -> Iterator[tuple[list[bytes], bytes]]:
    """Yield the tags and comments in *data* up to each start of a script or the like, and what that holds."""
    place = 0
    while place < len(data):
        raw = _RAW_START.search(data, place)
        stop = raw.start() if raw else len(data)
        found, text = TOKEN_ALONE.findall(data, place, stop), b""
        place = stop
        if raw:
            last = TOKEN.match(data, stop - len(found[-1])) if found else None
            if last and last.end() > stop:  # the start stands in a comment or a value
                found[-1], place = last[0], last.end()
            elif token := TOKEN.match(data, stop):
                place = _end_of_raw(data, token[2].lower(), token.end())
                found.append(token[0])
                text = data[token.end() : place]
        yield found, text


class ParserLoad:
    """The work that a parser has with a page, counted while the page is walked through tag by tag."""

    def __init__(self) -> None:
        self.looks = 0
        """Open elements and options that the parser looks at, and attributes of `<html>` and `<body>`."""
        self.compared = 0
        """Pairs of attributes that it compares."""
        self.reopened = 0
        """Formatting elements that it opens anew."""
        self.foreign = 0
        """Elements that are open in which a script or the like may hold elements."""
        self._stack: list[bytes] = []
        self._ghosts = 0
        self._places: dict[bytes, list[int]] = defaultdict(list)
        self._special: list[int] = []
        self._boundaries: list[tuple[int, int]] = []
        self._not_tables = 0
        self._formatting: dict[bytes, list[int]] = defaultdict(list)
        self._active = 0
        self._level = self._levels = 0
        self._in_foreign = False
        self._options = 0
        self._root_attributes = 0

    @property
    def depth(self) -> int:
        """Elements that are open."""
        return len(self._stack) - self._ghosts

    def start(self, name: bytes, attributes: bytes, end: bytes) -> None:
        """Count a start tag: its *name* in lower case, its *attributes* as they stand there, and what *end*s it."""
        self.looks += len(self._stack) + 1
        self.reopened += self._active
        if name in VOID:
            if attributes and (name == b"body" or name == b"html"):
                self._root_attributes += _count(attributes)
                self.looks += self._root_attributes
            return
        self._end_before(name)
        if self._in_foreign:
            self._in_foreign = name not in OUT_OF_FOREIGN
            if self._in_foreign and end[-1:] == b"/":
                return
        self._push(name)

    def end(self, name: bytes) -> None:
        """Count an end tag."""
        self.looks += len(self._stack) + 1
        self.reopened += self._active
        if name == b"p" or name == b"br":
            self._in_foreign = False
        own = self._formatting.get(name)
        if own and own[-1] == self._level:
            own.pop()
            self._active -= 1
        places = self._places.get(name)
        if not places:
            return
        place = places[-1]
        if self._boundaries and place < self._boundaries[-1][0]:
            return
        alone = not self._special or place >= self._special[-1]
        if alone or (name in SPECIAL and name not in NEED_THE_TOP):
            self._pop_to(place)
        elif name in REMOVED_ALONE:
            places.pop()
            self._stack[place] = b""
            self._ghosts += 1
            if name == b"form":
                self._special.remove(place)

    def _push(self, name: bytes) -> None:
        place = len(self._stack)
        self._stack.append(name)
        self._places[name].append(place)
        if name in SPECIAL:
            self._special.append(place)
            if name in BOUNDARIES:
                self._boundaries.append((place, self._level))
                self._not_tables += name != b"table"
                self.foreign += name in FOREIGN
                self._in_foreign = name == b"svg" or name == b"math"
            if name in BOUNDARIES or name in MARKERS:
                self._levels += 1
                self._level = self._levels
        elif name in FORMATTING:
            self._formatting[name].append(self._level)
            self._active += 1
        elif name == b"option":
            self._options += 1
            self.looks += self._options

    def _pop_to(self, place: int) -> None:
        """Close all that is open from *place* on."""
        stack = self._stack
        while len(stack) > place:
            name = stack.pop()
            if not name:
                self._ghosts -= 1
                continue
            self._places[name].pop()
            if name in SPECIAL:
                self._special.pop()
                if name in BOUNDARIES:
                    _, self._level = self._boundaries.pop()
                    self._not_tables -= name != b"table"
                    self.foreign -= name in FOREIGN
                    self._in_foreign = False

    def _end_before(self, name: bytes) -> None:
        """Close what a start tag closes for certain."""
        stack = self._stack
        if not stack:
            return
        if stack[-1] == b"p" and name in CLOSE_PARAGRAPHS:
            self._pop_to(len(stack) - 1)
        elif name in TABLE_PARTS:
            if self._boundaries and not self._not_tables:
                kept, floor = TABLE_PARTS[name], self._boundaries[-1][0] + 1
                while len(stack) > floor and stack[-1] not in kept:
                    self._pop_to(len(stack) - 1)
        elif name in ENDS_AT_NEXT:
            self._end_like(ENDS_AT_NEXT[name])
        elif name == b"a" or name == b"nobr" or name == b"button":
            self.end(name)

    def _end_like(self, names: frozenset[bytes]) -> None:
        for place in range(len(self._stack) - 1, max(-1, len(self._stack) - NEAR), -1):
            name = self._stack[place]
            if name in names:
                self._pop_to(place)
                return
            if name in SPECIAL and name not in PASSED:
                return

    def tags(self, data: bytes) -> Iterator[None]:
        """Walk through the tags of *data*, a page in UTF-8, and yield after each."""
        certain = True
        for token, name, text in tokens(data, self):
            self.compared += _pairs(token)
            if token[1]:
                if certain:
                    self.end(name)
            elif name:
                self.start(name, token[3], token[4])
            yield
            if text and self._count_tags(text):
                certain = False
                yield

    def _count_tags(self, text: bytes) -> bool:
        """Tell whether *text* of a script or the like may be tags, as in SVG; then its start tags are counted.

        Where it may, no end tag of the page can be believed any more.
        """
        if not self.foreign or b"<" not in CDATA.sub(b"", text):
            return False
        for name in START.findall(text):
            self.start(name.lower(), b"", b"")
        self.compared += sum(map(_pairs, TOKEN.finditer(text)))
        return True


def tokens(data: bytes, load: ParserLoad) -> Iterator[tuple[re.Match[bytes], bytes, bytes]]:
    """Yield the tags and comments in *data*, each with its name (`b""` without) and what is no markup behind it.

    That is what a script or the like holds, and a CDATA section where *load* stands in an element that is foreign.
    """
    place = 0
    while (token := TOKEN.search(data, place)) is not None:
        place = stop = token.end()
        name = (token[2] or b"").lower()
        if name in RAW and not token[1]:
            stop = _end_of_raw(data, name, place)
        elif not name and load.foreign and token[0].startswith(CDATA_START):
            stop = max(place, data.find(b"]]>", place))
        yield token, name, data[place:stop]
        place = stop


def _pairs(token: re.Match[bytes] | None) -> int:
    """Return how many pairs of attributes the parser compares in a tag, if it is a long one."""
    attributes = token[3] if token else b""
    return _count(attributes) ** 2 // 2 if attributes and len(attributes) > LONG_TAG else 0


def _count(attributes: bytes) -> int:
    return len(ATTRIBUTE.findall(attributes + b">"))


def _end_of_raw(data: bytes, name: bytes, place: int) -> int:
    """Return where the contents of a script or the like end that begin at *place*."""
    if name == b"script":
        return _end_of_script(data, place)
    end = _RAW_ENDS[name].search(data, place)
    return end.start() if end else len(data)


def _end_of_script(data: bytes, place: int) -> int:
    """Return where the script ends that begins at *place*: `<!--<script></script>` is one script in another."""
    end = _SCRIPT_END.search(data, place)
    stop = end.start() if end else len(data)
    if data.find(b"<!--", place, stop) < 0:
        return stop
    commented = nested = False
    for mark in _SCRIPT_MARKS.finditer(data, place):
        text = mark[0]
        if text.startswith(b"<!"):
            commented = not text.endswith(b">")
        elif text.startswith(b"-"):
            commented = nested = False
        elif not mark[1]:
            nested = commented
        elif nested:
            nested = False
        else:
            return mark.start()
    return len(data)
