"""A real HTTP server for the replica, on loopback and in a thread of its own."""

import contextlib
import socket
import threading
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

import attrs

from newscrawl.demo.routes import Answer
from newscrawl.demo.site import DemoSite

LOOPBACK = "127.0.0.1"
POLL = 0.02  # seconds until `stop` is noticed


@attrs.frozen
class Requested:
    """A request that the server answered: method, path with query, status of the answer, request headers."""

    method: str
    path: str
    status: int
    headers: dict[str, str] = attrs.field(repr=False)


class DemoServer:
    """Serves `site` at `http://127.0.0.1:PORT`; port 0 takes a free one.

    >>> with DemoServer(DemoSite("tables", articles=20)) as server:
    ...     server.url.startswith("http://127.0.0.1:")
    True

    `requests` holds what was answered, in order. Raises `OSError` where the port is taken.
    """

    def __init__(self, site: DemoSite, port: int = 0) -> None:
        self.site = site
        self.requests: list[Requested] = []
        self._port = port
        self._listener: _Listener | None = None

    @property
    def url(self) -> str:
        """Scheme, host and port. Raises `RuntimeError` before the server has been started."""
        if self._listener is None:
            raise RuntimeError("the demo server has not been started: call start() or use it in a with statement")
        return f"http://{LOOPBACK}:{self._listener.server_port}"

    def start(self) -> Self:
        """Open the port and answer from now on."""
        self._listener = _Listener((LOOPBACK, self._port), self)
        threading.Thread(target=self._listener.serve_forever, args=(POLL,), name="demo site", daemon=True).start()
        return self

    def stop(self) -> None:
        """Close the port and every connection."""
        if self._listener is not None:
            self._listener.shutdown()
            self._listener.server_close()
            self._listener.disconnect()
            self._listener = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], server: DemoServer) -> None:
        self.demo = server
        self._connections: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without the look-up of the host's name that the standard server makes."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.socket.getsockname()[:2]

    def process_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        self._connections.discard(request)
        super().shutdown_request(request)

    def disconnect(self) -> None:
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        base_url = f"http://{LOOPBACK}:{self.server.server_port}"
        answer = self.server.demo.site.answer(self.path.partition("#")[0], base_url)
        status = 304 if self._is_current(answer) else answer.status
        self.server.demo.requests.append(Requested(self.command, self.path, status, dict(self.headers.items())))
        body = b"" if status == 304 else answer.body
        self.send_response(status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status == 200 and answer.modified:
            self.send_header("ETag", answer.etag)
            self.send_header("Last-Modified", format_datetime(answer.modified, usegmt=True))
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def _is_current(self, answer: Answer) -> bool:
        """Tell whether the client's copy is what would be sent (RFC 9110, 13.2.2)."""
        if answer.status != 200 or answer.modified is None:
            return False
        if tags := self.headers.get("If-None-Match"):
            return answer.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        try:
            return answer.modified <= parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except (TypeError, ValueError):
            return False

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: `DemoServer.requests` is the log."""
