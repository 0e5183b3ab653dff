"""WARC records as bytes: each one gzip member, so that it can be read alone (WARC/1.1, annexes A and D)."""

import base64
import hashlib
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import uuid4

import attrs

CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

COMPRESSION = 6

Headers = Iterable[tuple[str, str]]


def new_identifier() -> str:
    """Return a `WARC-Record-ID` that no other record has."""
    return f"<urn:uuid:{uuid4()}>"


@attrs.frozen
class Record:
    """One record before it is compressed; `identifier` is its `WARC-Record-ID`."""

    kind: str
    headers: tuple[tuple[str, str], ...]
    block: bytes
    identifier: str = attrs.field(factory=new_identifier)

    def member(self) -> bytes:
        """Return the record as one gzip member."""
        head = [
            ("WARC-Type", self.kind),
            ("WARC-Record-ID", self.identifier),
            *self.headers,
            ("WARC-Block-Digest", digest(self.block)),
            ("Content-Length", str(len(self.block))),
        ]
        lines = "".join(f"{name}: {one_line(value)}\r\n" for name, value in head)
        squeeze = zlib.compressobj(COMPRESSION, zlib.DEFLATED, 31)
        whole = b"WARC/1.1\r\n" + lines.encode("utf-8", "replace") + b"\r\n" + self.block + b"\r\n\r\n"
        return squeeze.compress(whole) + squeeze.flush()


def digest(data: bytes) -> str:
    """Return the SHA-1 of *data* as WARC writes it.

    >>> digest(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


def warc_date(moment: datetime) -> str:
    """Return *moment* (aware) as `WARC-Date`: UTC, to the microsecond."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def one_line(value: str) -> str:
    """Return *value* without line breaks, which would begin another header."""
    return " ".join(value.split())


def fields(pairs: Headers) -> bytes:
    """Return *pairs* as a block of type `application/warc-fields`."""
    return "".join(f"{name}: {one_line(value)}\r\n" for name, value in pairs).encode("utf-8", "replace")


def http_head(first_line: str, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return the head of an HTTP message, with the empty line that ends it."""
    lines = (name + b": " + b" ".join(value.split()) + b"\r\n" for name, value in headers)
    return first_line.encode("latin-1", "replace") + b"\r\n" + b"".join(lines) + b"\r\n"
