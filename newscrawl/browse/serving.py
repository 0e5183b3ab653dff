"""Serves the explorer to a browser."""

import socket
from pathlib import Path

import uvicorn

from newscrawl.browse.explorer import explorer
from newscrawl.browse.security import LOOPBACK
from newscrawl.storage import Store

ENDING_SECONDS = 3
"""How long answers that are being sent may take when it is told to end."""


def listening(host: str, port: int) -> socket.socket:
    """Return a socket at *host* and *port* (0: one that is free); raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def serve(
    store: Store, listener: socket.socket, host: str, *, pictures: bool = False, archive: Path | None = None
) -> None:
    """Serve the explorer of *store* on *listener* until Ctrl-C or SIGTERM.

    On loopback it answers only where it is asked as localhost, lest a page on the web read the store by a name that
    it lets resolve to this machine. *pictures*, *archive*: see `explorer`.
    """
    hosts = frozenset(LOOPBACK) if host in LOOPBACK else frozenset()
    with explorer(store, hosts, pictures=pictures, archive=archive) as app:
        config = uvicorn.Config(
            app,
            log_level="warning",
            lifespan="on",
            server_header=False,
            timeout_graceful_shutdown=ENDING_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listener])
