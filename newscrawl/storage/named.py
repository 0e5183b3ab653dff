"""What users name of a store: sites, addresses, authors, sections, languages. What it does not have is told with the
nearest that it has."""

from collections.abc import Iterable

from sqlalchemy import Column, Connection, or_, select

from newscrawl.errors import NotKnown
from newscrawl.storage.articles.reading import Filter
from newscrawl.storage.articles.stored_values import NAMED, is_known, values_like
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import (
    articles,
    backlog,
    fate_counts,
    nodes,
    pages,
    runs,
    schedule,
    site_notes,
    sources,
)
from newscrawl.storage.graph.nodes import key_at
from newscrawl.storage.state.fates import Fates
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_named, site_of
from newscrawl.web.suggestions import did_you_mean, nearest
from newscrawl.web.urls import address_named

MOST = 2_000
"""Addresses of a site that are looked through for one like another."""

NEAR = 0.8
"""How alike addresses of one site must be: all of them begin alike."""

_CRAWLED = tuple(table.c.site for table in (articles, pages, runs, schedule, site_notes, sources, fate_counts, backlog))


def require_articles(database: Database, wanted: Filter) -> None:
    """Raise `NotKnown` where *wanted* asks for a site, author, section or language of which there is no article."""
    for name in NAMED:
        value = getattr(wanted, name)
        if value is not None and not is_known(database, name, value):
            near = did_you_mean(value, values_like(database, name, value))
            raise NotKnown(f"no article of {name} {value!r} in {database.shown}{near}")


def known_site(database: Database, text: str, *, linked: bool = False) -> str:
    """Return the site that a user means by *text*: one that was crawled or stored.

    *linked*: or one that articles link to. Raises `NotKnown`.
    """
    site, columns = site_named(text), (*_CRAWLED, nodes.c.site) if linked else _CRAWLED
    with database.reading() as connection:
        if any(_has(connection, column, site) for column in columns):
            return site
        known = sorted({name for column in columns for name in connection.scalars(select(column).distinct())})
    raise NotKnown(f"nothing of site {text!r} in {database.shown}{did_you_mean(site, known)}")


def known_sites(database: Database, texts: Iterable[str]) -> list[str]:
    """Return the sites that a user means by *texts*; raises `NotKnown` for the first that was never crawled."""
    return [known_site(database, text) for text in texts]


def require_address(database: Database, url: str) -> str:
    """Return the canonical form of *url*, which a crawl or a stored page has seen; raises `NotKnown`."""
    address = address_named(url)
    with database.reading() as connection:
        page = select(pages.c.url).where(or_(pages.c.url == address, pages.c.final_url == address)).limit(1)
        is_seen = key_at(connection, url) is not None or connection.scalar(page) is not None
    if not is_seen and Fates(database).find(address) is None:
        raise no_article(database, url)
    return address


def no_article(database: Database, url: str) -> NotKnown:
    """Return the error that there is nothing at *url*, with the nearest addresses of articles."""
    address = address_named(url)
    query = select(nodes.c.url).join(articles, articles.c.key == nodes.c.key).where(articles.c.site == site_of(address))
    with database.reading() as connection:
        known = list(connection.scalars(query.order_by(articles.c.published.desc()).limit(MOST)))
    twins = [one for one in known if page_key(one) == page_key(address)]
    near = nearest(address, twins or known, NEAR) or ": look for it with newscrawl search"
    return NotKnown(f"no article at {url} in {database.shown}{near}")


def _has(connection: Connection, column: Column[str], site: str) -> bool:
    return connection.scalar(select(column).where(column == site).limit(1)) is not None
