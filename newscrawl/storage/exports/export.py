"""Exports of the store: articles, links, people and revisions, each to the format that the file's suffix
names.

Every export reads one unchanging view of the store, in constant memory, and replaces its file in one step.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
from sqlalchemy import func, select

from newscrawl.errors import StoreError
from newscrawl.storage.articles.added_fields import added_fields
from newscrawl.storage.articles.history import all_versions
from newscrawl.storage.articles.reading import Filter, snapshot_records
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, authorship, links, nodes, people
from newscrawl.storage.exports.columns import (
    ARTICLE_COLUMNS,
    CAUSE_COLUMN,
    FORGOTTEN_COLUMNS,
    LINK_COLUMNS,
    PEOPLE_COLUMNS,
    REVISION_COLUMNS,
    Column,
    Row,
)
from newscrawl.storage.exports.formats import ROW_FORMATS, CsvForm, beside, check_suffix, write_rows
from newscrawl.storage.graph.formats import GRAPH_FORMATS, GraphEdge, GraphNode
from newscrawl.storage.store import Store
from newscrawl.web.usage.rights import Purpose, reserved_for


@attrs.frozen(kw_only=True)
class ExportResult:
    """What was written: `cursor` (articles only) is what the next export asks with as `changed_since`; `forgotten` is
    how many articles and sites were forgotten on request since this one's."""

    path: Path
    rows: int
    cursor: int | None = None
    forgotten: int = 0


def export_articles(
    store: Store,
    path: Path,
    wanted: Filter | None = None,
    changed_since: int | None = None,
    usable_for: Purpose | None = None,
    form: CsvForm | None = None,
) -> ExportResult:
    """Write the articles that *wanted* lets through to `.jsonl`, `.csv` or `.parquet`, in the order of
    change.

    With *changed_since*, the cursor of an earlier export: only what has been stored or changed after it. Who
    applies one such export after the other, by canonical URL or articleId, has what a full export gives. A `.jsonl`
    file that is there is added to then; another one is refused, with `StoreError`, as is a cursor of another store.
    A column more, `cause`, is `reader` for an article of which only the reading has changed since, not the page.
    *usable_for*: without what its publisher reserves against that purpose.
    """
    wanted = wanted or Filter()
    if changed_since is not None:
        wanted = attrs.evolve(wanted, changed_since=changed_since)
    with snapshot_records(store.database, wanted) as (cursor, snapshots):
        if changed_since is not None and changed_since > cursor:
            raise StoreError(f"cursor {changed_since} is beyond the last change, {cursor}: it is of another store")
        columns = [*ARTICLE_COLUMNS, *added_columns(store.database)]
        found = (one for one in snapshots if usable_for is None or is_usable(one.record, usable_for))
        if changed_since is None:
            rows = (one.record for one in found)
        else:
            columns.append(CAUSE_COLUMN)
            rows = (
                one.record | {"cause": "reader"} if one.is_other_reading(changed_since) else one.record for one in found
            )
        count = write_rows(path, columns, rows, append=changed_since is not None, form=form)
    forgotten = forgotten_since(store, changed_since) if changed_since is not None else 0
    return ExportResult(path=path, rows=count, cursor=cursor, forgotten=forgotten)


def forgotten_since(store: Store, change: int) -> int:
    """Return how many articles and sites were forgotten on request after the *change* of this number."""
    stones = store.forgetting.tombstones().values()
    return sum((one.whole_change > change) + sum(stone.change > change for stone in one.articles) for one in stones)


def is_usable(record: Row, purpose: Purpose) -> bool:
    """Tell whether nothing that the publisher says reserves the article of *record* against *purpose*."""
    return reserved_for(record.get("usageRights", ()), purpose) is None


def export_links(store: Store, path: Path, *, memberships: bool = False, form: CsvForm | None = None) -> ExportResult:
    """Write the link graph to `.jsonl`, `.csv`, `.parquet` (one edge a row), `.graphml` or `.gexf`.

    With *memberships* also who wrote what, and which section and site an article belongs to, as edges of kind
    `byline`, `section` and `site`. The graph formats carry the nodes too, articles only seen included.
    """
    check_suffix(path, [*ROW_FORMATS, *GRAPH_FORMATS])
    edges = _edges(store.database, memberships)
    if path.suffix.lower() in ROW_FORMATS:
        rows = ({"from": edge.source, "to": edge.target, **edge.values} for edge in edges)
        return ExportResult(path=path, rows=write_rows(path, LINK_COLUMNS, rows, form=form))
    with beside(path) as stream:
        found = _nodes(store.database, memberships)
        return ExportResult(path=path, rows=GRAPH_FORMATS[path.suffix.lower()](stream, found, edges))


def export_people(store: Store, path: Path, form: CsvForm | None = None) -> ExportResult:
    """Write the people, with how many articles each has written and from when to when."""
    return ExportResult(path=path, rows=write_rows(path, PEOPLE_COLUMNS, _people(store.database), form=form))


def export_forgotten(store: Store, path: Path) -> ExportResult:
    """Write what was forgotten on request, for those who have copies: by the SHA-256 of each canonical URL, or the site
    of which nothing may be kept."""
    rows = (
        row
        for site, stones in sorted(store.forgetting.tombstones().items())
        for row in (
            *([{"site": site, "forgottenAt": stones.whole}] if stones.whole else []),
            *({"site": site, "urlSha256": one.url, "forgottenAt": one.at} for one in stones.articles),
        )
    )
    return ExportResult(path=path, rows=write_rows(path, FORGOTTEN_COLUMNS, rows))


def export_revisions(store: Store, path: Path, form: CsvForm | None = None) -> ExportResult:
    """Write every version of every article, the standing one too, oldest first."""
    rows = (
        {
            "url": version.url,
            "number": version.number,
            "fetchedAt": version.fetched_at,
            "contentHash": version.content_hash,
            "extractorVersion": version.extractor,
            "cause": version.cause,
            **version.fields,
        }
        for version in all_versions(store.database)
    )
    return ExportResult(path=path, rows=write_rows(path, REVISION_COLUMNS, rows, form=form))


def added_columns(database: Database) -> list[Column]:
    """Return a column for each field that users' own classes of articles have added: text, or its JSON."""
    known = {column.name for column in ARTICLE_COLUMNS}
    return [Column(name, "text" if kind == "text" else "json") for name, kind in added_fields(database, known).items()]


def _people(database: Database) -> Iterator[Row]:
    written = (
        select(
            people.c.name,
            people.c.site,
            people.c.url,
            func.count(articles.c.key).label("articles"),
            func.min(articles.c.published).label("firstPublished"),
            func.max(articles.c.published).label("lastPublished"),
        )
        .outerjoin(authorship, authorship.c.person_key == people.c.key)
        .outerjoin(articles, articles.c.key == authorship.c.article_key)
        .group_by(people.c.key, people.c.name, people.c.site, people.c.url)
        .order_by(people.c.key)
    )
    for row in database.stream(written):
        yield dict(row._mapping)


def _edges(database: Database, memberships: bool) -> Iterator[GraphEdge]:
    source, target = nodes.alias("source"), nodes.alias("target")
    query = (
        select(source.c.url, target.c.url, links)
        .join(source, source.c.key == links.c.from_key)
        .join(target, target.c.key == links.c.to_key)
        .order_by(links.c.from_key, links.c.to_key, links.c.kind)
    )
    for row in database.stream(query):
        values = {
            "kind": row.kind,
            "headline": row.headline,
            "excerpt": row.excerpt,
            "position": row.position,
            "firstSeen": row.first_seen,
            "lastSeen": row.last_seen,
        }
        yield GraphEdge(row[0], row[1], values)
    if memberships:
        yield from _bylines(database)
        yield from _belongings(database)


def _bylines(database: Database) -> Iterator[GraphEdge]:
    columns = (nodes.c.url, people.c.site, people.c.folded, authorship.c.position, articles.c.first_fetched)
    query = (
        select(*columns)
        .select_from(authorship)
        .join(people, people.c.key == authorship.c.person_key)
        .join(nodes, nodes.c.key == authorship.c.article_key)
        .join(articles, articles.c.key == authorship.c.article_key)
        .order_by(authorship.c.article_key, authorship.c.position)
    )
    for url, site, folded, position, seen in database.stream(query):
        values = {"kind": "byline", "position": position, "firstSeen": seen}
        yield GraphEdge(url, _person(site, folded), values)


def _belongings(database: Database) -> Iterator[GraphEdge]:
    query = (
        select(nodes.c.url, nodes.c.site, articles.c.section)
        .outerjoin(articles, articles.c.key == nodes.c.key)
        .where(nodes.c.same_as.is_(None))
        .order_by(nodes.c.key)
    )
    for url, site, section in database.stream(query):
        if section is not None:
            yield GraphEdge(url, _section(site, section), {"kind": "section"})
        else:
            yield GraphEdge(url, _site(site), {"kind": "site"})
    for site, section in database.stream(_sections()):
        yield GraphEdge(_section(site, section), _site(site), {"kind": "site"})


def _nodes(database: Database, memberships: bool) -> Iterator[GraphNode]:
    columns = (
        nodes.c.url,
        nodes.c.kind,
        nodes.c.headline,
        nodes.c.site,
        nodes.c.first_seen,
        articles.c.published,
    )
    query = (
        select(*columns, articles.c.key.is_not(None).label("crawled"))
        .outerjoin(articles, articles.c.key == nodes.c.key)
        .where(nodes.c.same_as.is_(None))
        .order_by(nodes.c.key)
    )
    for row in database.stream(query):
        values = {
            "kind": row.kind,
            "label": row.headline,
            "site": row.site,
            "published": row.published,
            "crawled": bool(row.crawled),
            "firstSeen": row.first_seen,
        }
        yield GraphNode(row.url, values)
    if memberships:
        yield from _other_nodes(database)


def _other_nodes(database: Database) -> Iterator[GraphNode]:
    for site, folded, name in database.stream(select(people.c.site, people.c.folded, people.c.name)):
        yield GraphNode(_person(site, folded), {"kind": "person", "label": name, "site": site})
    for site, section in database.stream(_sections()):
        yield GraphNode(_section(site, section), {"kind": "section", "label": section, "site": site})
    for (site,) in database.stream(select(nodes.c.site).distinct().order_by(nodes.c.site)):
        yield GraphNode(_site(site), {"kind": "site", "label": site, "site": site})


def _sections() -> Any:
    columns = (articles.c.site, articles.c.section)
    return select(*columns).where(articles.c.section.is_not(None)).distinct().order_by(*columns)


def _person(site: str, folded: str) -> str:
    return f"person:{site}/{folded}"


def _section(site: str, name: str) -> str:
    return f"section:{site}/{name}"


def _site(site: str) -> str:
    return f"site:{site}"
