"""PostgreSQL's part: connections that wait for nobody for ever, and who keeps them waiting."""

import os
import socket
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

LOCK_SECONDS = 20
"""How long a writer waits for others."""

IDLE_SECONDS = 60
"""A writer that does nothing for so long in its transaction, as one that is frozen, is ended by the server."""

LOCK_NOT_AVAILABLE = "55P03"

# A writer asks for rows by key only; in a store that fills quickly the server's statistics say too late that
# reading a whole table is no longer cheap.
WRITING = f"""
    SELECT set_config('enable_seqscan', 'off', true), set_config('lock_timeout', '{LOCK_SECONDS}s', true),
        set_config('idle_in_transaction_session_timeout', '{IDLE_SECONDS}s', true)
"""

# Texts are compressed on the server: lz4, where it is built in, takes a quarter of the time of its default.
_QUICK_COMPRESSION = """
    SELECT set_config(name, 'lz4', false) FROM pg_settings
    WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)
"""

# Who waits has begun after whom it waits for.
_HOLDER = """
    SELECT pid, application_name, host(client_addr), state, to_char(xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')
    FROM pg_stat_activity JOIN pg_locks USING (pid)
    WHERE relation IN ('counters'::regclass, 'schedule'::regclass) AND granted
        AND mode NOT IN ('AccessShareLock') AND pid <> pg_backend_pid()
    ORDER BY xact_start LIMIT 1
"""


def open_server(url: URL) -> Engine:
    """Return the engine for *url*."""
    name = f"newscrawl {socket.gethostname()}:{os.getpid()}"
    arguments = {
        "connect_timeout": 10,
        "application_name": url.query.get("application_name", name),
        # A machine that has gone is seen within a minute.
        "keepalives_idle": 20,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
    }
    engine = create_engine(url, connect_args=arguments, pool_pre_ping=True)
    event.listen(engine, "connect", _prepare)
    return engine


def holder(engine: Engine, error: BaseException) -> str:
    """Return words that say who kept a writer waiting, where *error* says that it waited too long; else nothing."""
    if getattr(getattr(error, "orig", None), "sqlstate", None) != LOCK_NOT_AVAILABLE:
        return ""
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql(_HOLDER).first()
    except SQLAlchemyError:
        return ""
    if found is None:
        return "; whoever held it has let go"
    pid, name, host, state, since = found
    where = f" on {host}" if host else ""
    return f"; it is held by process {pid} ({name or 'unnamed'}{where}, {state}, in a transaction since {since} UTC)"


def _prepare(connection: Any, _record: Any) -> None:
    connection.execute("SET jit = off")  # compiling one of our queries takes the server longer than running it
    connection.execute(_QUICK_COMPRESSION)
    connection.commit()
