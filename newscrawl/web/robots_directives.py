"""What a page itself asks of robots: `<meta name="robots">` and the header `X-Robots-Tag`."""

import re
from collections.abc import Iterable

AGENT = "newscrawl"
HEAD_BYTES = 64 * 1024
"""How much of a page is looked at: the metas stand in its head."""

_META = re.compile(rb"<meta\b[^>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_NAMED = re.compile(b"robots|" + AGENT.encode(), re.IGNORECASE)
# otherbot: noindex, nofollow
_FOR_AGENT = re.compile(r"\s*([\w*-]+)\s*:(.*)", re.DOTALL)
# unavailable_after: 25 Jun 2026 15:00:00 PST, max-snippet: 20: these have values of their own
_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})


def directives_in(headers: Iterable[str], body: bytes = b"") -> frozenset[str]:
    """Return the directives for any robot, or for ours, in the `X-Robots-Tag` *headers* and the page *body*.

    Lower case, without values; `none` gives `noindex` and `nofollow`.

    >>> sorted(directives_in(["noarchive, otherbot: noindex"], b'<meta name="robots" content="none">'))
    ['noarchive', 'nofollow', 'noindex']
    """
    found = {name for header in headers for name in _in_header(header)}
    for tag in filter(_NAMED.search, _META.findall(body[:HEAD_BYTES])):
        values = {match[1].lower(): match[2] or match[3] or match[4] or b"" for match in _ATTRIBUTE.finditer(tag)}
        if values.get(b"name", b"").decode("latin-1").strip().lower() in ("robots", AGENT):
            found |= set(_names(values.get(b"content", b"").decode("latin-1")))
    if "none" in found:
        found = found - {"none"} | {"noindex", "nofollow"}
    return frozenset(found)


def _in_header(header: str) -> Iterable[str]:
    """Yield the directives of one header; what follows the name of a robot is that robot's alone."""
    ours = True
    for part in header.split(","):
        match = _FOR_AGENT.match(part)
        if match and match[1].lower() not in _VALUED:
            ours = match[1].lower() in ("*", AGENT)
            part = match[2]
        if ours:
            yield from _names(part)


def _names(text: str) -> list[str]:
    return [name for part in text.lower().split(",") if (name := part.partition(":")[0].strip())]
