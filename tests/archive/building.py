"""Archives as others make them, sound and otherwise."""

import gzip
from pathlib import Path

from newscrawl.archive.records import digest

PAGE = b"<html><body><h1>Harbour vote</h1><p>The council voted.</p></body></html>"
DATE = "2026-01-20T10:00:00Z"


def http(
    body: bytes = PAGE, head: bytes = b"Content-Type: text/html\r\n", status: bytes = b"HTTP/1.1 200 OK\r\n"
) -> bytes:
    """Return an HTTP response."""
    return status + head + b"\r\n" + body


def record(url: str, block: bytes | None = None, *, kind: str = "response", date: str = DATE, **changes: str) -> bytes:
    """Return a WARC record; *changes* replace or add headers, `_` for `-`; an empty value leaves one out."""
    block = http() if block is None else block
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:12345678-0000-0000-0000-000000000000>",
        "WARC-Date": date,
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        "WARC-Block-Digest": digest(block),
    } | {name.replace("_", "-"): value for name, value in changes.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Return *records* as gzip members."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def written(path: Path, *records: bytes) -> Path:
    """Write *records* to *path*, each as one gzip member where its name ends so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(*records) if path.suffix == ".gz" else b"".join(records))
    return path
