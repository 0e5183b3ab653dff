"""How much work a page makes for a parser that follows the HTML Standard, told in one pass before it is parsed.

Such a parser looks through all open elements at many a tag, opens formatting elements that were never closed anew in
each paragraph (13.2.4.3), compares each attribute with the others of its tag, and each option with the others of its
list: a page of some hundred kilobytes can cost it minutes. What is counted here is never less than what the parser
does: an end tag counts only where it closes an element for certain.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

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
START: Final = re.compile(rb"<([a-zA-Z][^\t\n\f\r />]*+)")
LONG_TAG: Final = 512
"""Bytes of attributes from which they are counted."""

_VOID: Final = frozenset(
    b"area base basefont bgsound body br col embed frame head hr html img input keygen link meta param source track "
    b"wbr".split()
)
_RAW: Final = frozenset(b"script style textarea title xmp iframe noembed noframes".split())
_RAW_ENDS: Final = {name: re.compile(rb"</" + name, re.I) for name in _RAW}
# `<!--`, `<!-->`, `-->`, `<script>`, `</script>` (HTML Standard, 13.2.5.20)
_SCRIPT_MARKS: Final = re.compile(rb"<!--+>?|--+>|<(/?)script[\t\n\f\r />]", re.I)
FORMATTING: Final = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_FOREIGN: Final = frozenset(b"svg math select".split())
"""Elements in which a script or the like may hold elements."""

_REMOVED_ALONE: Final = FORMATTING | {b"form"}
_NEED_THE_TOP: Final = frozenset(b"form svg math foreignobject desc title annotation-xml mi mo mn ms mtext".split())
"""Elements that end only where no block is open in them."""

_BOUNDARIES: Final = frozenset(
    b"table template object applet marquee select svg math foreignobject desc annotation-xml".split()
)
"""Elements across which no end tag reaches."""

_SPECIAL: Final = _BOUNDARIES | frozenset(
    b"address article aside blockquote button caption center colgroup dd details dir div dl dt fieldset figcaption "
    b"figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup iframe li listing main menu nav noembed noframes "
    b"noscript ol p plaintext pre script search section style summary tbody td textarea tfoot th thead title tr ul "
    b"xmp mi mo mn ms mtext".split()
)
_CLOSE_PARAGRAPHS: Final = _SPECIAL - frozenset(
    b"caption colgroup tbody td tfoot th thead tr button object applet marquee select svg math foreignobject desc "
    b"annotation-xml mi mo mn ms mtext iframe noembed noframes noscript script style textarea title template "
    b"frameset table".split()
)
_ENDS_AT_NEXT: Final = {
    b"li": frozenset([b"li"]),
    b"dd": frozenset([b"dd", b"dt"]),
    b"dt": frozenset([b"dd", b"dt"]),
    b"option": frozenset([b"option"]),
    b"optgroup": frozenset([b"option", b"optgroup"]),
}
"""What an element ends that stands open before it, up to `_NEAR` elements up."""

_NEAR: Final = 12
_PASSED: Final = frozenset(b"address div p".split())
_ROWS: Final = frozenset(b"tbody thead tfoot colgroup caption".split())
_TABLE_PARTS: Final = {
    **dict.fromkeys([b"td", b"th"], _ROWS | {b"tr"} - {b"colgroup", b"caption"}),
    b"tr": _ROWS - {b"colgroup", b"caption"},
    **dict.fromkeys(_ROWS, frozenset[bytes]()),
}
"""The parts of a table that end whatever stands open in it, but for these."""

_MARKERS: Final = frozenset(b"td th caption".split())
_OUT_OF_FOREIGN: Final = frozenset(
    b"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    b"nobr ol p pre ruby s small span strong strike sub sup table tt u ul var font foreignobject desc title".split()
)
"""Tags that lead back to HTML within SVG and MathML, where `<path/>` is closed in itself."""


class ParserLoad:
    """The work that a parser has with a page, counted while the page is walked through tag by tag."""

    def __init__(self) -> None:
        self.looks = 0
        """Open elements and options that the parser looks at, and attributes of `<html>` and `<body>`."""
        self.compared = 0
        """Pairs of attributes that it compares."""
        self.reopened = 0
        """Formatting elements that it opens anew."""
        self._stack: list[bytes] = []
        self._ghosts = 0
        self._places: dict[bytes, list[int]] = defaultdict(list)
        self._special: list[int] = []
        self._boundaries: list[tuple[int, int]] = []
        self._not_tables = self._foreign = 0
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
        if name in _VOID:
            if attributes and (name == b"body" or name == b"html"):
                self._root_attributes += len(ATTRIBUTE.findall(attributes))
                self.looks += self._root_attributes
            return
        self._end_before(name)
        if self._in_foreign:
            self._in_foreign = name not in _OUT_OF_FOREIGN
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
        if alone or (name in _SPECIAL and name not in _NEED_THE_TOP):
            self._pop_to(place)
        elif name in _REMOVED_ALONE:
            places.pop()
            self._stack[place] = b""
            self._ghosts += 1
            if name == b"form":
                self._special.remove(place)

    def _push(self, name: bytes) -> None:
        place = len(self._stack)
        self._stack.append(name)
        self._places[name].append(place)
        if name in _SPECIAL:
            self._special.append(place)
            if name in _BOUNDARIES:
                self._boundaries.append((place, self._level))
                self._not_tables += name != b"table"
                self._foreign += name in _FOREIGN
                self._in_foreign = name == b"svg" or name == b"math"
            if name in _BOUNDARIES or name in _MARKERS:
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
            if name in _SPECIAL:
                self._special.pop()
                if name in _BOUNDARIES:
                    _, self._level = self._boundaries.pop()
                    self._not_tables -= name != b"table"
                    self._foreign -= name in _FOREIGN
                    self._in_foreign = False

    def _end_before(self, name: bytes) -> None:
        """Close what a start tag closes for certain."""
        stack = self._stack
        if not stack:
            return
        if stack[-1] == b"p" and name in _CLOSE_PARAGRAPHS:
            self._pop_to(len(stack) - 1)
        elif name in _TABLE_PARTS:
            if self._boundaries and not self._not_tables:
                kept, floor = _TABLE_PARTS[name], self._boundaries[-1][0] + 1
                while len(stack) > floor and stack[-1] not in kept:
                    self._pop_to(len(stack) - 1)
        elif name in _ENDS_AT_NEXT:
            self._end_like(_ENDS_AT_NEXT[name])
        elif name == b"a" or name == b"nobr" or name == b"button":
            self.end(name)

    def _end_like(self, names: frozenset[bytes]) -> None:
        for place in range(len(self._stack) - 1, max(-1, len(self._stack) - _NEAR), -1):
            name = self._stack[place]
            if name in names:
                self._pop_to(place)
                return
            if name in _SPECIAL and name not in _PASSED:
                return

    def tags(self, data: bytes) -> Iterator[None]:
        """Walk through the tags of *data*, a page in UTF-8, and yield after each."""
        place = 0
        certain = True
        while (token := TOKEN.search(data, place)) is not None:
            place, name = token.end(), (token[2] or b"").lower()
            stop = place
            if name:
                self._compare(token[3])
            if token[1]:
                if certain:
                    self.end(name)
            elif name:
                self.start(name, token[3], token[4])
                if name in _RAW:
                    stop = _end_of_raw(data, name, place)
            elif self._foreign and token[0].startswith(b"<![CDATA["):
                stop = max(place, data.find(b"]]>", place))
            yield
            if stop > place:
                certain = certain and not self._holds_tags(data[place:stop])
                yield
                place = stop

    def _holds_tags(self, text: bytes) -> bool:
        """Tell whether *text* of a script or the like may be tags, as in SVG; then its start tags are counted.

        Where it may, no end tag of the page can be believed any more.
        """
        if not self._foreign or b"<" not in CDATA.sub(b"", text):
            return False
        for name in START.findall(text):
            self.start(name.lower(), b"", b"")
        for token in TOKEN.finditer(text):
            self._compare(token[3] or b"")
        return True

    def _compare(self, attributes: bytes) -> None:
        """Count the pairs of *attributes* that the parser compares."""
        if len(attributes) > LONG_TAG:
            self.compared += len(ATTRIBUTE.findall(attributes)) ** 2 // 2


def _end_of_raw(data: bytes, name: bytes, place: int) -> int:
    """Return where the contents of a script or the like end that begin at *place*."""
    if name == b"script":
        return _end_of_script(data, place)
    end = _RAW_ENDS[name].search(data, place)
    return end.start() if end else len(data)


def _end_of_script(data: bytes, place: int) -> int:
    """Return where the script ends that begins at *place*: `<!--<script></script>` is one script in another."""
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
