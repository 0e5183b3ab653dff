"""The explorer of one store: Datasette with our pages, as an ASGI application."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from datasette import handle_exception
from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.plugins import pm

from newscrawl.browse.canned import QUERIES, make_list
from newscrawl.browse.plugin import Clock, Plugin, utc_now
from newscrawl.browse.security import LOOPBACK
from newscrawl.browse.templating import STATIC, TEMPLATES
from newscrawl.storage import Store
from newscrawl.storage.database.tables import articles, metadata, records

NAME = "store"

SETTINGS = {
    "suggest_facets": False,
    "facet_time_limit_ms": 100,
    "sql_time_limit_ms": 2_000,
    "allow_download": False,
    "default_page_size": 50,
    "default_facet_size": 12,
    "truncate_cells_html": 300,
    "default_cache_ttl": 0,
}

METADATA: dict[str, Any] = {
    "databases": {
        NAME: {
            "title": "Data",
            "description_html": 'Begin with <a href="/store/article_list">article_list</a>: headline, address, site, '
            "time and authors of every article. Every table is here too: filter, facet, ask in SQL; each page is also "
            "JSON and CSV.",
            "queries": QUERIES,
            "tables": {
                "article_list": {"description": "The articles as people read them.", "sort_desc": "published"},
                "articles": {
                    "description": "One row an article. Times are UTC.",
                    "sort_desc": "published",
                    "facets": ["site", "section", "language"],
                },
                "records": {"description": "Each article's whole record as JSON."},
                "revisions": {"description": "What earlier versions of articles said, where they changed."},
                "people": {"description": "Who signs articles, by site."},
                "authorship": {"description": "Who signed which article."},
                "nodes": {"description": "The pages of the link graph, crawled or only seen."},
                "links": {"description": "Which page links to which article, how, and since when."},
                "pages": {"description": "The newest fetch of each page."},
                "runs": {"description": "The crawls of each site.", "sort_desc": "started_at"},
                "schedule": {"description": "When each site is due."},
                "site_notes": {"description": "What crawls have learned of each site."},
                "notes": {"description": "How far followers are, and which sites a list had."},
                "sources": {"description": "How each feed, sitemap and listing stands.", "sort_desc": "asked"},
                "saved_searches": {"description": "Searches that are kept under names."},
                "counters": {"hidden": True},
            },
        }
    }
}


class Tables(Database):  # type: ignore[misc]
    """The store's file, with counts that a page need not wait for."""

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """Return the rows of our tables, within *limit* milliseconds each; None for those of the engine's own.

        There is a record for each article: to count them would be to walk through all their text.
        """
        counts: dict[str, int | None] = dict.fromkeys(await self.table_names())
        for name in counts.keys() & metadata.tables.keys() - {records.name}:
            with suppress(QueryInterrupted):
                counts[name] = (await self.execute(f"SELECT count(*) FROM {name}", custom_time_limit=limit)).rows[0][0]
        return counts | {records.name: counts.get(articles.name)}


@contextmanager
def explorer(
    store: Store,
    hosts: frozenset[str] = frozenset(LOOPBACK),
    clock: Clock = utc_now,
    *,
    pictures: bool = False,
    archive: Path | None = None,
) -> Iterator[Any]:
    """Give the ASGI application for *store*, which must be an SQLite file; one at a time in a process.

    *hosts*: names under which it may be asked, all where empty; *clock* gives the time (UTC); *pictures*: articles
    show theirs, fetched by the browser from their sites; *archive*: the folder of pages as served.
    """
    make_list(store)
    plugin = Plugin(store, hosts, clock, pictures=pictures, archive=archive)
    pm.register(plugin)
    pm.unregister(handle_exception)  # it prints every exception with all variables, that of a wrong address too
    try:
        datasette = Datasette(
            files=[],
            template_dir=str(TEMPLATES),
            static_mounts=[("-/newscrawl", str(STATIC))],
            metadata=METADATA,
            settings=SETTINGS,
        )
        datasette.remove_database("_memory")
        datasette.add_database(Tables(datasette, path=store.database.engine.url.database), name=NAME)
        yield datasette.app()
    finally:
        pm.register(handle_exception, handle_exception.__name__)
        pm.unregister(plugin)
