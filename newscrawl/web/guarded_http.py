"""HTTP by the standard library, connecting only where `newscrawl.web.network` allows it: for the few answers that are
fetched outside of a crawl."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from threading import Timer
from typing import IO, Any
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
    getproxies,
)

import attrs

from newscrawl.web.network import NetworkGuard, Origin, origins_of

_GUARD = NetworkGuard()


def named_origins(*urls: str) -> dict[Origin, bool]:
    """Return the origins of *urls*, which the user typed, and of the proxies of this machine."""
    return dict.fromkeys(origins_of([*urls, *getproxies().values()]), True)


@attrs.define
class Way:
    """Connects where the guard allows it, and to what is `named`; can close all its connections when time is `over`.

    `timeout` is that of each single wait, in seconds.
    """

    named: dict[Origin, bool]
    timeout: float
    over: bool = False
    _open: list[socket.socket] = attrs.field(factory=list)

    def opener(self, redirects: type[HTTPRedirectHandler] | None = None) -> OpenerDirector:
        """Return what opens addresses by this way, following redirects to HTTP(S) by the rule of *redirects*."""
        return build_opener(redirects or _WebOnly, _Plain(self), _Secure(self))

    def connect(self, address: tuple[str, int], timeout: Any = None, source_address: Any = None) -> socket.socket:
        """Return a socket that is connected to *address* (host, port), as `socket.create_connection` does."""
        origin = (address[0].lower(), address[1])
        refused: OSError | None = None
        for family, kind, protocol, _, target in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
            if not _GUARD.may_connect(origin, str(target[0]), self.named):
                refused = OSError(f"{origin[0]}:{origin[1]} is {target[0]}, which is not of the public internet")
                continue
            connection = socket.socket(family, kind, protocol)
            connection.settimeout(self.timeout)
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
            self.forget()

    def forget(self) -> None:
        """Close the second handles to all connections."""
        while self._open:
            self._open.pop().close()

    def _close(self) -> None:
        self.over = True
        for connection in self._open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _WebOnly(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not newurl.startswith(("http://", "https://")):
            raise OSError(f"it leads to {newurl}, which is no web address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Plain(HTTPHandler):
    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way

    def http_open(self, req: Request) -> Any:
        return self.do_open(self._connection, req)

    def _connection(self, host: str, **options: Any) -> HTTPConnection:
        return self._way.of(HTTPConnection(host, **options))


class _Secure(HTTPSHandler):
    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way

    def https_open(self, req: Request) -> Any:
        return self.do_open(self._connection, req)

    def _connection(self, host: str, **options: Any) -> HTTPConnection:
        return self._way.of(HTTPSConnection(host, **options))
