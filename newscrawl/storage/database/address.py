"""The address of a store: how it is read, and how it is shown without what is secret in it."""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final
from urllib.parse import unquote_plus

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from newscrawl.errors import StoreError, WrongType
from newscrawl.web.given import given

SCHEMES: Final = "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"

HIDDEN: Final = "***"

# `postgres:`, `postgresql://`, `postgresql+asyncpg://`, as far as it is written right
_SCHEME = r"(?:postgres(?:ql)?|pg|sqlite|mysql|mariadb|oracle|mssql)(?:\+\w+)?(?::/{0,2}|/{1,2})"
# `user:password@`, with all before it but the scheme
_LOGIN: Final = re.compile(rf"^(\s*{_SCHEME})?.*@", re.I | re.S)
# `password=secret`, `sslpassword=…`, `passfile=…`, in a query or in a string of words
_SECRET: Final = re.compile(r"([\w.-]*(?:pass|pwd|secret|token|key)[\w.-]*\s*=\s*)(?:'[^']*'?|[^&\s#]*)", re.I)
# `postgres://`, `postgresql://`: what psycopg and most hosts call it
_PLAIN_POSTGRES: Final = re.compile(r"postgres(?:ql)?(?=://)", re.I)

LEAST_SECRET: Final = 3
"""Shorter passwords are not looked for in messages: nearly every message holds them by chance."""


def parse(address: str) -> URL:
    """Return the parts of a store's *address*; raises `StoreError`, whose message shows no password.

    `postgres://` and `postgresql://` mean psycopg, the one driver that is used.
    """
    if isinstance(address, PurePath):
        raise WrongType(f"the store is {str(address)!r}, a path: give its address, sqlite:///{address}")
    given(address, str, "the store", f"give its address, {SCHEMES}")
    text = _PLAIN_POSTGRES.sub("postgresql+psycopg", address.strip(), count=1)
    try:
        url = make_url(text)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StoreError(f"cannot open store {safe(text)!r}: {_meant(text)}") from None
    if url.port is not None and not 0 < url.port < 65536:
        raise StoreError(f"cannot open store {shown(url)}: there is no port {url.port}; use one from 1 to 65535")
    return url


def is_postgresql(address: str) -> bool:
    """Tell whether *address* names a PostgreSQL database."""
    try:
        return parse(address).get_backend_name() == "postgresql"
    except (StoreError, ImportError):
        return False


def shown(url: URL) -> str:
    """Return *url* without what is secret in it."""
    return without_secrets(_SECRET.sub(rf"\1{HIDDEN}", url.render_as_string(hide_password=True)), url)


def safe(address: str) -> str:
    """Return *address*, which may be no URL at all, without what may be secret in it.

    >>> safe("postgres//me:secret@db.example.org/news?password=secret")
    'postgres//…@db.example.org/news?password=***'
    """
    return _SECRET.sub(rf"\1{HIDDEN}", _LOGIN.sub(lambda login: (login[1] or "") + "…@", address))


def without_secrets(message: str, url: URL) -> str:
    """Return *message*, a driver's, without the passwords that stand in *url*."""
    for secret in _secrets(url):
        if len(secret) >= LEAST_SECRET:
            message = message.replace(secret, HIDDEN)
    return message


def _secrets(url: URL) -> Iterator[str]:
    if url.password:
        yield str(url.password)
    for name, values in url.query.items():
        if _SECRET.match(f"{name}="):
            for value in (values,) if isinstance(values, str) else values:
                yield value
                yield unquote_plus(value)


def _meant(address: str) -> str:
    """Return what is wrong with *address*, which names no store, and what the user may have meant.

    >>> _meant("x.db")
    'it is no address of a database; did you mean sqlite:///x.db?'
    """
    scheme, _, rest = address.rpartition("://")
    if not scheme and not re.match(r"\s*(?:postgres|pg)", address, re.I) and "@" not in address:
        return f"it is no address of a database; did you mean sqlite:///{safe(address) or 'FILE'}?"
    if scheme.startswith("sqlite"):
        return f"it names no file; did you mean sqlite:///{safe(rest) or 'FILE'}?"
    if re.search(r":\d*[^\d/@:\]][^/@]*(?:/|$)", rest.rpartition("@")[2]):
        return f"its port is no number; use {SCHEMES}"
    if scheme.startswith(("postgres", "pg")):
        return f"did you mean postgresql+psycopg://{safe(rest.rpartition('@')[2])}?"
    return f"unknown kind of URL; use {SCHEMES}"
