"""Gzip data as the web serves it: in several members, torn, in gzip once more, or a bomb."""

import zlib

import attrs

GZIP_MAGIC = b"\x1f\x8b\x08"
MAX_LAYERS = 3
"""How often data may be wrapped: a file that is stored as gzip is now and then served as gzip once more."""

_GZIP = zlib.MAX_WBITS | 16
_STEP = 1024 * 1024


@attrs.frozen
class Unpacked:
    """The `body` that was packed; `torn`: the data end or are damaged before its end; `cut`: it is longer than was
    allowed."""

    body: bytes
    torn: bool = False
    cut: bool = False


def unpack(body: bytes, limit: int) -> Unpacked:
    """Return *body* without its gzip layers, at most *limit* bytes of it; as it is where it is no gzip."""
    torn = cut = False
    for _ in range(MAX_LAYERS):
        if not body.startswith(GZIP_MAGIC):
            break
        inner = _members(body, limit)
        body, torn, cut = inner.body, torn or inner.torn, cut or inner.cut
    return Unpacked(body[:limit], torn, cut or len(body) > limit)


def _members(data: bytes, limit: int) -> Unpacked:
    """Return what the gzip members of *data* hold together (RFC 1952, 2.2); what follows the last is padding."""
    parts: list[bytes] = []
    size = 0
    while data.startswith(GZIP_MAGIC):
        member = zlib.decompressobj(wbits=_GZIP)
        while not member.eof:
            try:
                part = member.decompress(data, min(_STEP, limit + 1 - size))
            except zlib.error:
                return Unpacked(b"".join(parts), torn=True)
            parts.append(part)
            size += len(part)
            if size > limit:
                return Unpacked(b"".join(parts)[:limit], cut=True)
            data = member.unconsumed_tail
            if not part and not data and not member.eof:
                return Unpacked(b"".join(parts), torn=True)
        data = member.unused_data
    return Unpacked(b"".join(parts))
