"""A server of archive files on loopback that tears streams, refuses, and knows ranges or not."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import attrs


@attrs.define
class FileServer:
    """Serves `files` by path; `asked` is what was asked for: path and first byte.

    `tear_after`: each stream ends after so many bytes; `ranges`: whether it knows them; `refusals`: statuses that the
    next requests are answered with, each with a Retry-After of 7 s; `refuse_later`: those of requests for the rest of a
    file.
    """

    files: dict[str, bytes] = attrs.field(factory=dict)
    tear_after: int | None = None
    ranges: bool = True
    refusals: list[int] = attrs.field(factory=list)
    refuse_later: list[int] = attrs.field(factory=list)
    tag: str = '"1"'
    asked: list[tuple[str, int]] = attrs.field(factory=list)
    base: str = ""


@contextmanager
def served(**state: object) -> Iterator[FileServer]:
    """Serve files; give what says how."""
    server = FileServer(**state)  # type: ignore[arg-type]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            start = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            first = int(start[1]) if start and server.ranges else 0
            server.asked.append((self.path, first))
            data = server.files.get(self.path)
            refusals = server.refuse_later if first and server.refuse_later else server.refusals
            status = refusals.pop(0) if refusals else 404 if data is None else 206 if first else 200
            self.send_response(status)
            self.send_header("Retry-After", "7")
            if data is None or status > 299:
                self.end_headers()
                return
            rest = data[first:]
            self.send_header("Content-Length", str(len(rest)))
            self.send_header("ETag", server.tag)
            if first:
                self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
            self.end_headers()
            self.wfile.write(rest[: server.tear_after])

        def log_message(self, *_: object) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.base = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
