"""What stands between a page and harm: a strict policy on every answer, and no ear for other hosts' pages.

Our own pages need no inline script or style at all. Datasette's have some in their templates: there each gets a
number that is new with every answer, put in where the *source* of a template has it, so that nothing that came from
the web can have one.
"""

import re
import secrets
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import BaseLoader, Environment

from newscrawl.browse.datasette_pages import amended

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = ("localhost", "127.0.0.1", "::1")

_nonce: ContextVar[str] = ContextVar("nonce", default="")

# `<script>`, `<style type="text/css">`: begins code that stands in the page.
_INLINE = re.compile(r"<(script|style)(?![^>]*\bsrc=)([^>]*)>")
# ` style="border-color: #{{ color }}"`, which a strict policy does not let through.
_STYLE = re.compile(r'\sstyle="(?:\{\{.*?\}\}|[^"])*"', re.DOTALL)


def policy(nonce: str, *, pictures: bool = False) -> str:
    """Return the Content-Security-Policy: nothing from other hosts but *pictures* where they are wanted, nothing inline
    that has not *nonce*."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        f"img-src 'self' data: blob:{' http: https:' if pictures else ''}; connect-src 'self'; worker-src 'self'; "
        "form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


class Guard:
    """An ASGI application around *app*. *hosts*: names under which it may be asked, all where empty; *pictures*: pages
    may show those of other sites."""

    def __init__(self, app: App, hosts: frozenset[str], *, pictures: bool = False) -> None:
        self._app = app
        self._hosts = hosts
        self._pictures = pictures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not self._is_ours(scope):
            await _refuse(send)
            return
        nonce = secrets.token_urlsafe(18)
        _nonce.set(nonce)
        headers = [
            (b"content-security-policy", policy(nonce, pictures=self._pictures).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]

        async def guarded(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *headers]}
            await send(message)

        await self._app(scope, receive, guarded)

    def _is_ours(self, scope: Scope) -> bool:
        """Tell whether the request names us: a page whose host was made to resolve to us (rebinding) does not."""
        try:
            host = urlsplit(f"//{_header(scope, b'host')}")
            name = host.hostname
        except ValueError:
            return False
        if self._hosts and name not in self._hosts:
            return False
        # Browsers say who asks (Fetch Metadata, older ones Origin): another site's page may neither read the store nor
        # change it.
        site, origin = _header(scope, b"sec-fetch-site"), _header(scope, b"origin")
        return site in ("none", "same-origin") if site else not origin or origin.partition("://")[2] == host.netloc


def _header(scope: Scope, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == wanted), "")


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    said = b"newscrawl browse is not asked under this name, nor by other sites\n"
    await send({"type": "http.response.body", "body": said})


class Nonced(BaseLoader):
    """Loads templates as *inner* does; those outside *ours* with the nonce at their scripts and styles."""

    def __init__(self, inner: BaseLoader, ours: Path) -> None:
        self._inner = inner
        self._ours = ours

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:
        """Return the source of *template*."""
        source, filename, fresh = self._inner.get_source(environment, template)
        if filename is None or self._ours not in Path(filename).parents:
            source = _INLINE.sub(r'<\1 nonce="{{ csp_nonce() }}"\2>', _STYLE.sub("", amended(source)))
        return source, filename, fresh

    def list_templates(self) -> list[str]:
        """Return the names of all templates."""
        return self._inner.list_templates()


def csp_nonce() -> str:
    """Return the nonce of the answer that is being made."""
    return _nonce.get()
