"""HTTP messages as they stand in archives: status, headers, and the body without its codings."""

import attrs

from newscrawl.web.codings import CannotUnpack, unpack_codings

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
