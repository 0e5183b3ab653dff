"""Content codings of HTTP (RFC 9110, 8.4.1): a body as it was before it was packed, as far as it can be had."""

import zlib
from collections.abc import Callable

import brotli

from newscrawl.web.gunzip import GZIP_MAGIC, Unpacked, unpack

IDENTITY = frozenset(("", "identity", "none", "utf-8", "utf8", "binary", "8bit", "iso-8859-1", "us-ascii", "text"))
"""Values that name no coding; the last ones are servers' mistakes for a charset."""


class CannotUnpack(ValueError):  # noqa: N818 - says what it is
    """The data are not in the coding that they are said to be in, or it is not known."""


def unpack_codings(body: bytes, codings: list[str], limit: int) -> Unpacked:
    """Return *body* without its *codings*, named in the order in which they were applied; at most *limit* bytes.

    Raises `CannotUnpack`.
    """
    torn = cut = False
    for coding in reversed([coding.strip().lower() for coding in codings]):
        if coding in IDENTITY:
            continue
        if coding not in _UNPACK:
            raise CannotUnpack(f"coding {coding} is not known")
        inner = _UNPACK[coding](body, limit)
        body, torn, cut = inner.body, torn or inner.torn, cut or inner.cut
    return Unpacked(body, torn, cut)


def _ungzip(body: bytes, limit: int) -> Unpacked:
    if not body.startswith(GZIP_MAGIC):
        raise CannotUnpack("not gzip")
    return unpack(body, limit)


def _inflate(body: bytes, limit: int) -> Unpacked:
    """Unpack deflate, with zlib's wrapping as the standard has it or bare as some servers do."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        inflate = zlib.decompressobj(window)
        try:
            data = inflate.decompress(body, limit + 1)
        except zlib.error:
            continue
        return Unpacked(data[:limit], torn=not inflate.eof and len(data) <= limit, cut=len(data) > limit)
    raise CannotUnpack("not deflate")


def _unbrotli(body: bytes, limit: int) -> Unpacked:
    decompressor = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        data = decompressor.process(body, output_buffer_limit=limit + 1)
        while data and size <= limit:
            parts.append(data)
            size += len(data)
            data = b"" if decompressor.is_finished() else decompressor.process(b"", output_buffer_limit=limit + 1)
    except brotli.error as error:
        return _damaged(parts, error)
    return Unpacked(b"".join(parts)[:limit], torn=not decompressor.is_finished() and size <= limit, cut=size > limit)


def _unzstd(body: bytes, limit: int) -> Unpacked:
    from backports import zstd

    parts: list[bytes] = []
    size = 0
    while body:
        decompressor = zstd.ZstdDecompressor()
        try:
            parts.append(decompressor.decompress(body, limit + 1 - size))
        except zstd.ZstdError as error:
            return _damaged(parts, error)
        size += len(parts[-1])
        if size > limit:
            return Unpacked(b"".join(parts)[:limit], cut=True)
        if not decompressor.eof:
            return Unpacked(b"".join(parts), torn=True)
        body = decompressor.unused_data
    return Unpacked(b"".join(parts))


def _damaged(parts: list[bytes], error: Exception) -> Unpacked:
    """Return what came before the damage; raises `CannotUnpack` where nothing did."""
    if not parts:
        raise CannotUnpack(str(error)) from None
    return Unpacked(b"".join(parts), torn=True)


_UNPACK: dict[str, Callable[[bytes, int], Unpacked]] = {
    "gzip": _ungzip,
    "x-gzip": _ungzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
