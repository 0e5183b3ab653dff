"""HTTP messages as they stand in archives: status, headers, and the body without its codings."""

import zlib
from collections.abc import Callable

import attrs

MOST = 64 << 20
"""Longest decoded body, in bytes."""


@attrs.frozen
class HttpResponse:
    """A response: its `headers` by lower-case name, and its `body` decoded; `error` where it could not be."""

    status: int
    headers: dict[str, str]
    body: bytes
    error: str | None = None


def parse_response(block: bytes) -> HttpResponse | None:
    """Return the response that *block* (type `application/http; msgtype=response`) holds, or `None`."""
    head, blank, body = block.partition(b"\r\n\r\n")
    if not blank:
        head, blank, body = block.partition(b"\n\n")
    lines = head.decode("latin-1").splitlines()
    first = lines[0].split(None, 2) if lines else []
    if len(first) < 2 or not first[0].startswith("HTTP/") or not first[1].isdecimal():
        return None
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    decoded, error = decode(body, headers)
    return HttpResponse(int(first[1]), headers, decoded, error)


def decode(body: bytes, headers: dict[str, str]) -> tuple[bytes, str | None]:
    """Return *body* without its transfer and content codings, and what went wrong.

    Tools that unpack bodies often leave the headers that say they are packed: a body that is not what they say is
    taken as it is.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    codings = [coding.strip().lower() for coding in headers.get("content-encoding", "").split(",") if coding.strip()]
    for coding in reversed(codings):
        unpack = _UNPACK.get(coding)
        if coding == "identity":
            continue
        if unpack is None:
            return body, f"coding {coding} is not known"
        try:
            body = unpack(body)
        except (zlib.error, ValueError, OSError, EOFError) as error:
            return body, f"not {coding}: {error}" if body[:1] not in b"<{" else None
    return body, None


def _dechunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    rest = body
    while rest:
        size, line_break, after = rest.partition(b"\r\n")
        try:
            length = int(size.split(b";")[0], 16)
        except ValueError:
            # What is not chunked was stored without its chunks.
            return body if not parts else b"".join([*parts, rest])
        if not line_break or length == 0:
            break
        parts.append(after[:length])
        rest = after[length + 2 :]
    return b"".join(parts)


def _gunzip(body: bytes) -> bytes:
    return _inflated(body, 31)


def _inflate(body: bytes) -> bytes:
    try:
        return _inflated(body, zlib.MAX_WBITS)
    except zlib.error:
        return _inflated(body, -zlib.MAX_WBITS)  # as some servers have it


def _inflated(body: bytes, window: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body and size < MOST:
        inflate = zlib.decompressobj(window)
        parts.append(inflate.decompress(body, MOST - size))
        size += len(parts[-1])
        body = inflate.unused_data
    return b"".join(parts)


def _unbrotli(body: bytes) -> bytes:
    import brotli

    try:
        return bytes(brotli.Decompressor().process(body, output_buffer_limit=MOST))
    except brotli.error as error:
        raise ValueError(str(error)) from None


def _unzstd(body: bytes) -> bytes:
    from backports import zstd

    try:
        return bytes(zstd.ZstdDecompressor().decompress(body, MOST))
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from None


_UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
