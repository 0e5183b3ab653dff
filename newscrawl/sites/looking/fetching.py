"""Asks for a few pages of a site that is to be listed; bounded in time, size and place, and never off the site."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from threading import Timer
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener, getproxies

import attrs

from newscrawl.storage import site_of
from newscrawl.web.network import NetworkGuard, Origin, origins_of

TIMEOUT_SECONDS = 20.0
"""For an answer as a whole, however slowly it drips."""

MAX_BYTES = 4 * 1024 * 1024


@attrs.frozen
class Fetched:
    """An answer: the address that gave it, its status, at most 4 MiB of its body; status 0: none came.

    `elsewhere` is the address on another site that the page led to, which is not asked; `charset` what the server
    said of the body's.
    """

    url: str
    status: int
    body: bytes = b""
    elsewhere: str | None = None
    error: str | None = None
    charset: str | None = None


_GUARD = NetworkGuard()


class _OnSite(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if site_of(newurl) != site_of(req.full_url) or not newurl.startswith(("http://", "https://")):
            raise _LeadsElsewhere(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _LeadsElsewhere(Exception):  # noqa: N818
    pass


@attrs.define
class _Way:
    """Connects where the guard allows it, and closes all connections when the time is over."""

    named: dict[Origin, bool]
    over: bool = False
    _open: list[socket.socket] = attrs.field(factory=list)

    def connect(self, address: tuple[str, int], timeout: Any = None, source_address: Any = None) -> socket.socket:
        """Return a socket that is connected to *address* (host, port), as `socket.create_connection` does."""
        origin = (address[0].lower(), address[1])
        refused: OSError | None = None
        for family, kind, protocol, _, target in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
            if not _GUARD.may_connect(origin, str(target[0]), self.named):
                refused = OSError(f"{origin[0]}:{origin[1]} is {target[0]}, which is not of the public internet")
                continue
            connection = socket.socket(family, kind, protocol)
            connection.settimeout(TIMEOUT_SECONDS)
            try:
                connection.connect(target)
            except OSError as error:
                refused = error
                connection.close()
                continue
            # TLS takes the socket over: a second handle to the same connection can close it at any time.
            self._open.append(connection.dup())
            return connection
        raise refused or OSError("the name has no address")

    def of(self, connection: HTTPConnection) -> HTTPConnection:
        """Return *connection*, made to connect by this way."""
        connection._create_connection = self.connect  # type: ignore[attr-defined]
        return connection

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Close every connection after *seconds*."""
        timer = Timer(seconds, self._close)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            for connection in self._open:
                connection.close()

    def _close(self) -> None:
        self.over = True
        for connection in self._open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Plain(HTTPHandler):
    def __init__(self, way: _Way) -> None:
        super().__init__()
        self._way = way

    def http_open(self, req: Request) -> Any:
        return self.do_open(self._connection, req)

    def _connection(self, host: str, **options: Any) -> HTTPConnection:
        return self._way.of(HTTPConnection(host, **options))


class _Secure(HTTPSHandler):
    def __init__(self, way: _Way) -> None:
        super().__init__()
        self._way = way

    def https_open(self, req: Request) -> Any:
        return self.do_open(self._connection, req)

    def _connection(self, host: str, **options: Any) -> HTTPConnection:
        return self._way.of(HTTPSConnection(host, **options))


def fetch(url: str, agent: str, named: str | None = None) -> Fetched:
    """Return the answer to a GET of *url* by the user agent *agent*; never raises for what a server does.

    No private address is asked but that of *named*, what the user typed; by default *url* itself.
    """
    request = Request(url, headers={"User-Agent": agent, "Accept": "text/html, application/xml, */*;q=0.5"})
    way = _Way(dict.fromkeys(origins_of([named or url, *getproxies().values()]), True))
    try:
        with (
            way.within(TIMEOUT_SECONDS),
            build_opener(_OnSite, _Plain(way), _Secure(way)).open(request, timeout=TIMEOUT_SECONDS) as response,
        ):
            charset = response.headers.get_content_charset()
            body = response.read(MAX_BYTES)
        if way.over:
            return Fetched(url, 0, error=_too_slow())
        return Fetched(response.url, response.status, body, charset=charset)
    except _LeadsElsewhere as error:
        return Fetched(url, 0, elsewhere=str(error))
    except HTTPError as error:
        error.close()
        return Fetched(url, error.code)
    except (URLError, HTTPException, OSError, ValueError) as error:
        return Fetched(url, 0, error=_too_slow() if way.over else _reason(error))


def _too_slow() -> str:
    return f"the answer is not complete after {TIMEOUT_SECONDS:g} seconds"


def _reason(error: Any) -> str:
    return " ".join(str(getattr(error, "reason", None) or error).split()) or type(error).__name__
