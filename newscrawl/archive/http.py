"""HTTP messages as they stand in archives: status, headers, and the body without its codings."""

import re

import attrs

from newscrawl.web.codings import CannotUnpack, unpack_codings

MOST = 64 << 20
"""Longest decoded body, in bytes."""


_BLANK = re.compile(rb"\r?\n\r?\n")
# HTTP/1.1 200 OK
_STATUS = re.compile(r"HTTP/[\d.]{1,5} +(\d{3})(?!\d)")
# 1a4;name=value
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,12})[ \t]*(?:;[^\n]{0,1000})?\r?\n")


@attrs.frozen
class HttpResponse:
    """A response: its `headers` by lower-case name, and its `body` decoded; `error` where it could not be."""

    status: int
    headers: dict[str, str]
    body: bytes
    error: str | None = None


def parse_response(block: bytes) -> HttpResponse | None:
    """Return the response that *block* (type `application/http; msgtype=response`) holds, or `None`."""
    blank = _BLANK.search(block)
    lines = block[: blank.start() if blank else 0].decode("latin-1").split("\n")
    first = _STATUS.match(lines[0])
    if blank is None or first is None:
        return None
    body = block[blank.end() :]
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    decoded, error = decode(body, headers)
    return HttpResponse(int(first[1]), headers, decoded, error)


def decode(body: bytes, headers: dict[str, str]) -> tuple[bytes, str | None]:
    """Return *body* without its transfer and content codings, and what went wrong.

    Tools that unpack bodies often leave the headers that say they are packed: a body that is not what they say, and
    looks like markup, is taken as it is.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    try:
        unpacked = unpack_codings(body, headers.get("content-encoding", "").split(","), MOST)
    except CannotUnpack as error:
        return body, None if body.lstrip()[:1] in (b"<", b"{") else str(error)
    return unpacked.body, f"longer than {MOST} bytes" if unpacked.cut else None


def _dechunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body[at : at + 1] == b"\r" else 1
    # What is not chunked was stored without its chunks.
    return b"".join([*parts, body[at:]])
