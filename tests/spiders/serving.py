"""A small news site on loopback that tests can change while it is served."""

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import attrs

from tests.waiting import PATIENCE

NO_ANSWER = 0
"""Status of a page at which the connection is closed without a word."""


@attrs.define
class Site:
    """`pages` maps paths to `(status, headers, body)`; `asked` counts requests by path, `agents` user agents,
    `visits` says of each request when it came, when it was answered (seconds of one clock), and from which agent.

    `release`, once cleared, holds back every answer but those of the first `free` requests.
    """

    pages: dict[str, tuple[int, dict[str, str], str]] = attrs.field(factory=dict)
    asked: Counter[str] = attrs.field(factory=Counter)
    agents: set[str] = attrs.field(factory=set)
    visits: list[tuple[float, float, str]] = attrs.field(factory=list)
    url: str = ""
    free: int = 10**9
    release: threading.Event = attrs.field(factory=threading.Event)

    def page(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        """Put up a page."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (
            status,
            {"Content-Type": "text/html; charset=utf-8", **names},
            f"<html><body>{body}",
        )

    def file(self, path: str, kind: str, body: str) -> None:
        """Put up what is no web page."""
        self.pages[path] = (200, {"Content-Type": kind}, body)

    def article(self, number: int, published: str = "2024-01-01T08:00:00+00:00", text: str = "") -> str:
        """Put up an article and return its path."""
        path = f"/news/the-story-that-has-the-number-{10000 + number}"
        body = f"<h1>Story {number}</h1><time datetime='{published}'></time><p>Body {number} {text}</p>"
        self.page(path, body)
        return path


def links(paths: list[str]) -> str:
    """Return links to *paths*."""
    return "".join(f'<p><a href="{path}">A story that leads to {path}</a></p>' for path in paths)


@contextmanager
def serving(site: Site, address: str = "127.0.0.1") -> Iterator[Site]:
    """Serve *site* on a free port of *address*, one of loopback's; `site.url` is its start page."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            came, agent = time.monotonic(), self.headers.get("User-Agent", "")
            site.asked[self.path] += 1
            site.agents.add(agent)
            if site.asked.total() > site.free:
                site.release.wait(PATIENCE)
            status, headers, body = site.pages.get(self.path, (404, {"Content-Type": "text/html"}, "none"))
            if isinstance(body, str) and self.path in site.pages and site.asked[self.path] > 1 and status == 503:
                status = 200
            if status == NO_ANSWER:
                self.close_connection = True
                return
            data = body.encode()
            tag = f'"{hashlib.blake2b(data, digest_size=8).hexdigest()}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                status, data = 304, b""
            site.visits.append((came, time.monotonic(), agent))
            self.send_response(status)
            for name, value in {**headers, "ETag": tag, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    site.url = f"http://{address}:{server.server_port}/"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield site
    finally:
        site.release.set()
        server.shutdown()
        server.server_close()
