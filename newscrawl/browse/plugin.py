"""Our pages inside Datasette: routes, templates, and links from its tables to them."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import AsgiStream, Base400, Request
from datasette.views.base import DatasetteError
from jinja2 import Environment
from markupsafe import Markup, escape

from newscrawl.browse.queries.overview import has_articles
from newscrawl.browse.requests import Answer, Asked, Data, Elsewhere, NotThere, Page, View
from newscrawl.browse.safe_text import shown, web
from newscrawl.browse.security import App, Guard, Nonced, csp_nonce
from newscrawl.browse.templating import TEMPLATES, equip
from newscrawl.browse.views.article import article, article_at, article_record
from newscrawl.browse.views.beside import beside
from newscrawl.browse.views.captured import captured, captured_page, captured_source
from newscrawl.browse.views.changes import changes
from newscrawl.browse.views.fate import fate
from newscrawl.browse.views.graph import graph, graph_piece
from newscrawl.browse.views.losses import losses
from newscrawl.browse.views.overview import overview
from newscrawl.browse.views.person import people, person
from newscrawl.browse.views.saved import save, saved, saved_feed, saved_search
from newscrawl.browse.views.search import search, search_feed, search_lines, search_table
from newscrawl.browse.views.sites import site, sites
from newscrawl.errors import NewscrawlError, StoreUnavailable
from newscrawl.storage import Store

ROUTES: tuple[tuple[str, View], ...] = (
    (r"^/$", overview),
    (r"^/search$", search),
    (r"^/search\.jsonl$", search_lines),
    (r"^/search\.csv$", search_table),
    (r"^/search\.(?P<form>rss|atom|json)$", search_feed),
    (r"^/article$", article_at),
    (r"^/article/(?P<key>[0-9]{1,15})$", article),
    (r"^/article/(?P<key>[0-9]{1,15})\.json$", article_record),
    (r"^/article/(?P<key>[0-9]{1,15})/beside/(?P<other>[0-9]{1,15})$", beside),
    (r"^/captured$", captured),
    (r"^/captured/page$", captured_page),
    (r"^/captured/source$", captured_source),
    (r"^/changes$", changes),
    (r"^/fate$", fate),
    (r"^/losses$", losses),
    (r"^/people$", people),
    (r"^/person/(?P<key>[0-9]{1,15})$", person),
    (r"^/graph$", graph),
    (r"^/graph\.json$", graph_piece),
    (r"^/saved$", saved),
    (r"^/saved/(?P<name>[^/]{1,400})\.(?P<form>rss|atom|json)$", saved_feed),
    (r"^/saved/(?P<name>[^/]{1,400})$", saved_search),
    (r"^/sites$", sites),
    (r"^/site/(?P<site>[^/]{1,253})$", site),
)

POSTED: dict[View, View] = {saved: save}
"""What answers in the place of a page where something is posted to it."""

LONGEST_VALUE = 50_000_000
"""Bytes of one value that SQLite may make for a question; no article is as long."""

LONGEST_QUESTION = 100_000
"""Bytes of a question in SQL."""

_ARTICLE_COLUMNS = {
    ("article_list", "article"),
    ("articles", "key"),
    ("articles", "duplicate_of"),
    ("records", "key"),
    ("revisions", "article_key"),
    ("authorship", "article_key"),
    ("links", "from_key"),
    ("links", "to_key"),
    ("nodes", "key"),
    ("pages", "article_key"),
}
_PERSON_COLUMNS = {("people", "key"), ("authorship", "person_key")}

PIECES = 100
"""Lines of an answer that are sent at a time."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


logger = logging.getLogger(__name__)


class Plugin:
    """Datasette's hooks, for the explorer of one *store* that answers to *hosts*, with *pictures* (see `Guard`), and of
    the *archive* of its pages."""

    def __init__(
        self, store: Store, hosts: frozenset[str], clock: Clock, *, pictures: bool, archive: Path | None
    ) -> None:
        self.__name__ = __name__  # by which Datasette lists a plugin
        self._store = store
        self._hosts = hosts
        self._clock = clock
        self._pictures = pictures
        self._may_write = bool(hosts)
        self._archive = archive

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self) -> list[tuple[str, Any]]:
        """Give our pages their addresses."""
        return [(pattern, self._route(view)) for pattern, view in ROUTES]

    @hookimpl  # type: ignore[untyped-decorator]
    def prepare_jinja2_environment(self, env: Environment) -> None:
        """Teach templates our words, and the policy to those that are not ours."""
        equip(env)
        env.globals["csp_nonce"] = csp_nonce
        if env.loader is not None:
            env.loader = Nonced(env.loader, TEMPLATES)

    @hookimpl  # type: ignore[untyped-decorator]
    def prepare_connection(self, conn: sqlite3.Connection) -> None:
        """Bound what one question in SQL can make SQLite hold: `randomblob(1000000000)` is refused."""
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        conn.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_QUESTION)

    @hookimpl  # type: ignore[untyped-decorator]
    def asgi_wrapper(self) -> Callable[[App], Guard]:
        """Guard every answer."""
        return lambda app: Guard(app, self._hosts, pictures=self._pictures)

    @hookimpl  # type: ignore[untyped-decorator]
    def render_cell(self, value: Any, column: str, table: str | None) -> Markup | str | None:
        """Lead from keys to our pages; link what is a web address and nothing else."""
        if isinstance(value, int) and (table, column) in _ARTICLE_COLUMNS:
            return Markup('<a href="/article/{0}">{0}</a>').format(value)
        if isinstance(value, int) and (table, column) in _PERSON_COLUMNS:
            return Markup('<a href="/person/{0}">{0}</a>').format(value)
        if isinstance(value, str):
            text = escape(shown(value))
            address = web(value) if len(value) < 2_100 else None
            return Markup('<a href="{0}" rel="noreferrer">{1}</a>').format(address, text) if address else text
        return None

    @hookimpl  # type: ignore[untyped-decorator]
    def extra_template_vars(self) -> dict[str, bool]:
        """Tell pages whether there is nothing in the store yet, and what they may offer."""
        nothing_stored = not has_articles(self._store.database)
        return {"nothing_stored": nothing_stored, "pictures_shown": self._pictures, "may_write": self._may_write}

    @hookimpl  # type: ignore[untyped-decorator]
    def handle_exception(self, datasette: Datasette, request: Request, exception: Exception) -> Any:
        """Answer what is wrong with a request in a line; what is wrong with us goes to the log."""
        cause = self._gone() or exception if _status(exception) >= 500 else exception
        status = _status(cause)
        if status >= 500 and not isinstance(cause, NewscrawlError):
            logger.error("%s cannot be shown", request.path, exc_info=exception)
        return lambda: _problem(datasette, request, status, cause)

    def _gone(self) -> StoreUnavailable | None:
        """Return why the store cannot be read, None where it can: Datasette reads it by connections of its own."""
        try:
            has_articles(self._store.database)
        except StoreUnavailable as error:
            return error
        return None

    def _route(self, view: View) -> Callable[..., Any]:
        async def answer(datasette: Datasette, request: Request) -> Any:
            args = {name: request.args.get(name) or "" for name in request.args}
            path = {name: unquote(part) for name, part in request.url_vars.items()}
            origin = f"{request.scheme}://{request.host}"
            posted = await request.post_vars() if request.method == "POST" else {}
            asked = Asked(self._store, args, path, self._clock(), origin, posted, self._may_write, self._archive)
            answering = POSTED.get(view, view) if request.method == "POST" else view
            return await _response(await asyncio.to_thread(answering, asked), asked, datasette, request)

        return answer


async def _response(found: Answer, asked: Asked, datasette: Datasette, request: Request) -> Any:
    if isinstance(found, Page):
        values = {**found.values, "now": asked.now, "path": request.path}
        return Response.html(await datasette.render_template(found.template, values, request=request))
    if isinstance(found, Elsewhere):
        return Response.redirect(found.path)
    return await _streamed(found)


async def _streamed(found: Data) -> AsgiStream:
    """Return *found* as an answer that is sent piece by piece; what fails at once is raised before it begins."""
    first = await _part(found)

    async def write(writer: Any) -> None:
        part = first
        while part:
            await writer.write(part)
            part = await _part(found)

    headers = dict(found.headers)
    if found.name:
        headers["content-disposition"] = f'attachment; filename="{found.name}"'
    return AsgiStream(write, headers=headers, content_type=found.kind)


async def _part(found: Data) -> str:
    return await asyncio.to_thread(lambda: "".join(islice(found.pieces, PIECES)))


def _status(exception: Exception) -> int:
    if isinstance(exception, NotThere):
        return 404
    if isinstance(exception, NewscrawlError):
        return 503 if isinstance(exception, StoreUnavailable) else 400
    if isinstance(exception, DatasetteError):
        # It is raised for what was asked for; where it says 500, no other number was thought of: `?_sort=nothing`.
        return 400 if exception.status >= 500 else int(exception.status)
    return int(exception.status) if isinstance(exception, Base400) else 500


async def _problem(datasette: Datasette, request: Request, status: int, exception: Exception) -> Response:
    message: Any = getattr(exception, "message", None) or str(exception)
    if request.path.endswith((".json", ".jsonl")):
        return Response.json({"ok": False, "status": status, "error": message}, status=status)
    if getattr(exception, "message_is_html", False):
        message = Markup(message)  # Datasette's own, which it has escaped
    template = datasette.jinja_env.get_template("error.html")
    values = {"status": status, "error": message, "path": request.path}
    return Response.html(await template.render_async(values), status=status)
