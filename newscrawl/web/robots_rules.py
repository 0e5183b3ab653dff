"""robots.txt by RFC 9309: the rules in an answer, whatever the answer is."""

import re

from protego import Protego

MAX_BYTES = 512 * 1024
"""How much of robots.txt counts (RFC 9309, 2.5)."""

MAX_REDIRECTS = 5
"""How many redirects in a row are followed (2.3.1.2); a file behind more is one that is not there."""

FORBID_ALL = b"User-agent: *\nDisallow: /\n"
ALLOW_ALL = b""

# User-agent: newscrawl/0.1.0 (+https://example.org/) — a product with its version, where the token alone counts (2.2.1)
_VERSIONED = re.compile(rb"^([ \t]*user-?agent[ \t]*:[ \t]*[\w*-]+)[ \t]*/[^\r\n]*", re.IGNORECASE | re.MULTILINE)


def robots_body(status: int | None, body: bytes) -> bytes:
    """Return the rules that an answer with *status* and *body* stands for, as a robots.txt of its own.

    200: the first 512 KiB of *body*, with product tokens for names with versions. 4xx: there is no such file, all is
    allowed (2.3.1.3), but not at 429, which asks to wait. 5xx, 429, and None, no answer: nothing is (2.3.1.4).
    """
    if status is None or status >= 500 or status == 429:
        return FORBID_ALL
    if status >= 300:
        return ALLOW_ALL
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES].rpartition(b"\n")[0]
    return _VERSIONED.sub(rb"\1", body)


def robots_rules(status: int | None, body: bytes) -> Protego:
    """Return the rules of `robots_body`, parsed."""
    return Protego.parse(robots_body(status, body).decode("utf-8-sig", "ignore"))
