"""XML as the web serves it: ill-formed, huge or hostile; the wanted elements are read one by one, the rest never.

Feeds and sitemaps are lists of small records in a wrapping that is often broken: text before the root, undeclared
prefixes, bare ampersands, HTML inside, tags that are not closed or written in capitals. So no tree of the document
is built. Records are cut out of the bytes, and each is read by itself: damage in one does not reach the next, no
entity is expanded but the characters that HTML names, and memory holds one record at a time.
"""

import html.entities
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import attrs

MAX_RECORD = 1024 * 1024
"""Bytes read of one record; the rest of a longer one (pictures in its text) is not looked at."""

MAX_TOKENS = 20_000
"""Tags, comments and sections read of one record."""

MAX_DEPTH = 3
"""Levels of a record that fields are read of; the text of deeper elements belongs to those above them."""

# &amp; &#233; &#xE9; &eacute; — with their semicolon, so that ?a=1&copy=2 stays as it is
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_TOKEN = re.compile(
    r"""<(?:
        (?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<rest>(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+|[^<>]*)>
        |!--.*?(?:-->|\Z)
        |!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)
        |[?!][^>]*>
    )""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s"'<>]*[^\s"'<>/]))""")
_HIDDEN = rb"!--(?:.*?-->|.*)|!\[CDATA\[(?:.*?\]\]>|.*)"
_COMMENT = re.compile(rb"<!--(?:.*?-->|.*)", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@attrs.frozen
class Field:
    """An element within a record: `path` is its place (`news/title`), in lower case and without prefixes, `own`
    whether its prefix is the record's or it has none (`title`, not `media:title`), `text` all text inside it, with
    references resolved. `attributes` have lower-case names, prefixes included (`xml:base`)."""

    path: str
    own: bool
    attributes: dict[str, str]
    text: str


@attrs.frozen
class Record:
    """One wanted element: its `name` in lower case without prefix, its `attributes`, its `fields` in their order,
    and the `text` that stands in none of them."""

    name: str
    attributes: dict[str, str]
    fields: list[Field]
    text: str


def find_root(body: bytes, names: tuple[str, ...], within: int = 256 * 1024) -> str | None:
    """Return which of *names* is the root element of *body* (UTF-8), or None.

    White space, comments and the text of a server's error message may stand before it, within the first *within*
    bytes, but no HTML page.
    """
    head = _COMMENT.sub(b"", body[:within])
    found = re.search(rb"<(?:[\w.-]+:)?(" + "|".join(names).encode() + rb")(?=[\s/>])", head, re.IGNORECASE)
    if found is None or _HTML.search(head, 0, found.start()):
        return None
    return found.group(1).decode().lower()


def records(body: bytes, names: tuple[str, ...]) -> Iterator[Record]:
    """Yield the elements of *body* (UTF-8) whose local name is in *names*, whatever their case, in document order.

    The first prefix that is met is that of all. An element that is not closed ends where the next one begins.
    """
    tags = re.compile(
        rb"<(?:(?P<end>/?)(?P<tag>(?:[\w.-]+:)?(?:" + "|".join(names).encode() + rb"))(?=[\s/>])|" + _HIDDEN + rb")",
        re.DOTALL | re.IGNORECASE,
    )
    start, open_tag, prefix = -1, b"", None
    for match in tags.finditer(body):
        tag = (match["tag"] or b"").lower()
        if not tag or (open_tag and tag != open_tag) or prefix not in (None, tag.rpartition(b":")[0]):
            continue
        prefix = tag.rpartition(b":")[0]
        if open_tag:
            yield _read(body[start : min(match.start(), start + MAX_RECORD)])
        start, open_tag = (-1, b"") if match["end"] else (match.start(), tag)
    if open_tag:
        yield _read(body[start : start + MAX_RECORD])


def opening_tags(body: bytes, names: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield name and attributes of every opening tag of *body* (UTF-8, short) whose local name is in *names*."""
    for token in _TOKEN.finditer(body.decode("utf-8", "replace")):
        name = _local(token["name"] or "")
        if name in names and not token["end"]:
            yield name, _attributes(token["rest"])


def resolve_references(text: str) -> str:
    """Return *text* with its character references resolved, `&` that begins none left as it is.

    >>> resolve_references("?id=1&lang=fr&amp;x=&#233;")
    '?id=1&lang=fr&x=é'
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return html.entities.html5.get(name + ";", match.group())
    code = int(decimal) if decimal else int(hexadecimal, 16)
    # What HTML reads into the numbers of control characters, as browsers do.
    return html.unescape(f"&#{code};") if code <= 0x10FFFF else ""


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text) if "=" in text else ():
        found.setdefault(name.lower(), resolve_references(double or single or bare))
    return found


@attrs.define
class _Open:
    """An element that is being read; `closed`: its closing tag will come, `parts` are the texts met so far, here and
    below."""

    path: str
    own: bool
    attributes: dict[str, str]
    closed: bool
    parts: list[str] = attrs.field(factory=list)


def _read(source: bytes) -> Record:
    """Return the record whose opening tag *source* begins with."""
    text = source.decode("utf-8", "replace")
    tokens = islice(_TOKEN.finditer(text), MAX_TOKENS)
    first = next(tokens, None)
    if first is None or not first["name"]:
        return Record("", {}, [], "")
    inner = list(tokens)
    reader = _Reader(first["name"].rpartition(":")[0].lower())
    paired = _paired(inner)
    position = first.end()
    for index, token in enumerate(inner):
        reader.text(resolve_references(text[position : token.start()]))
        position = token.end()
        if token["data"] is not None:
            reader.text(token["data"])
        elif token["name"] and token["end"]:
            reader.end(known=paired[index])
        elif token["name"]:
            reader.start(token["name"], token["rest"], closed=paired[index])
    if len(inner) < MAX_TOKENS - 1:
        reader.text(resolve_references(text[position:]))
    return Record(_local(first["name"]), _attributes(first["rest"]), reader.fields(), "".join(reader.loose).strip())


def _paired(tokens: list[re.Match[str]]) -> list[bool]:
    """Tell of each of *tokens* whether it is a tag with its counterpart: what is never closed (`<br>`), and what
    closes nothing, is no part of the nesting."""
    paired = [False] * len(tokens)
    waiting: list[tuple[str, int]] = []
    names: Counter[str] = Counter()
    for index, token in enumerate(tokens):
        name = (token["name"] or "").lower()
        if not name or token["rest"].endswith("/"):
            continue
        if not token["end"]:
            waiting.append((name, index))
            names[name] += 1
        elif names[name]:
            opened, at = waiting.pop()
            while opened != name:
                names[opened] -= 1
                opened, at = waiting.pop()
            names[name] -= 1
            paired[at] = paired[index] = True
    return paired


class _Reader:
    """Takes the parts of a record in their order and gives its fields."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._path: list[_Open] = []
        self._depth = 0
        self._found: list[_Open] = []
        self.loose: list[str] = []

    def start(self, name: str, rest: str, *, closed: bool) -> None:
        """Take an opening tag; not *closed*: what comes before the next tag is all that it holds."""
        self._end_unclosed()
        if self._depth < MAX_DEPTH:
            prefix = name.rpartition(":")[0].lower()
            above = self._path[-1].path + "/" if self._path else ""
            element = _Open(above + _local(name), prefix in ("", self._prefix), _attributes(rest), closed)
            self._found.append(element)
            if not rest.endswith("/"):
                self._path.append(element)
        self._depth += closed

    def end(self, *, known: bool) -> None:
        """Take a closing tag, *known*: that of the innermost element."""
        self._end_unclosed()
        self._depth -= known
        if self._depth < len(self._path):
            self._path.pop()

    def text(self, text: str) -> None:
        """Take text, which belongs to all elements that are open."""
        for element in self._path:
            element.parts.append(text)
        if not self._path:
            self.loose.append(text)

    def fields(self) -> list[Field]:
        """Return what was read."""
        return [
            Field(element.path, element.own, element.attributes, "".join(element.parts).strip())
            for element in self._found
        ]

    def _end_unclosed(self) -> None:
        if self._path and not self._path[-1].closed:
            self._path.pop()
