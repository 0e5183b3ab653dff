"""The store's tables, the same on SQLite and PostgreSQL.

A node is a URL in the link graph; it becomes an article when it is crawled, under the same key. A node with
`same_as` is another address of that node. All keys come from `counters`, whose rows are also the writers'
lock, so that numbers are given in the order of commits. Times are UTC text, see `newscrawl.web.moments`.
"""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, SmallInteger, Table, Text

metadata = MetaData()

Key = BigInteger().with_variant(Integer, "sqlite")


def _key(name: str = "key") -> Column[int]:
    return Column(name, Key, primary_key=True, autoincrement=False)


counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Key, nullable=False),
)

nodes = Table(
    "nodes",
    metadata,
    _key(),
    Column("url", Text, nullable=False, unique=True),
    Column("site", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("same_as", Key),
    Column("headline", Text),
    Column("first_seen", Text, nullable=False),
    Index("nodes_same_as", "same_as"),
)

articles = Table(
    "articles",
    metadata,
    _key(),
    Column("site", Text, nullable=False),
    Column("article_id", Text),
    Column("published", Text),
    Column("modified", Text),
    Column("language", Text),
    Column("section", Text),
    Column("words", Integer, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("first_fetched", Text, nullable=False),
    Column("last_fetched", Text, nullable=False),
    Column("revised_at", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("withdrawn_at", Text),
    # Bits of `newscrawl.seen_by.SeenBy`; of older articles, and those that a user named, none.
    Column("first_seen_by", SmallInteger),
    Column("seen_by", SmallInteger),
    # Bits of `newscrawl.storage.articles.fields.Field`.
    Column("fields", SmallInteger),
    Column("date_source", Text),
    Column("change", Key, nullable=False),
    # The last of these changes that was the publisher's own, and the last that was another reading of the same page.
    Column("publisher_change", Key, nullable=False),
    Column("reader_change", Key),
    Column("extractor", Text),
    Column("cause", Text, nullable=False),
    Column("cluster", Key),
    Column("duplicate_of", Key),
    Index("articles_identity", "article_id", "site", unique=True),
    Index("articles_site", "site", "published"),
    Index("articles_change", "change"),
    Index("articles_publisher_change", "publisher_change"),
    Index("articles_cluster", "cluster"),
    Index("articles_published", "published", "site"),
    Index("articles_stored", "site", "first_fetched"),
)

# Apart from `articles`, so that a walk over articles does not drag their text along.
records = Table("records", metadata, _key(), Column("record", Text, nullable=False))

revisions = Table(
    "revisions",
    metadata,
    _key("article_key"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("fetched_at", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("read_at", Text),
    Column("extractor", Text),
    Column("cause", Text, nullable=False),
)

people = Table(
    "people",
    metadata,
    _key(),
    Column("site", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("url", Text),
    Index("people_identity", "folded", "site", unique=True),
)

authorship = Table(
    "authorship",
    metadata,
    _key("article_key"),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("person_key", Key, nullable=False),
    Index("authorship_person", "person_key"),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    _key("from_key"),
    _key("to_key"),
    Column("kind", Text, primary_key=True),
    Column("position", Integer),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("headline", Text),
    Column("excerpt", Text),
    Index("links_to", "to_key", "kind"),
    sqlite_with_rowid=False,
)

pages = Table(
    "pages",
    metadata,
    Column("url", Text, primary_key=True),
    Column("site", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Integer),
    Column("fetched_at", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("final_url", Text),
    Column("article_key", Key),
    Column("error", Text),
    Index("pages_site", "site"),
    sqlite_with_rowid=False,
)

# What feeds have still to show: see `newscrawl.storage.exports.unshown`.
unshown = Table(
    "unshown",
    metadata,
    Column("feed", Text, primary_key=True),
    _key("article_key"),
    sqlite_with_rowid=False,
)

# Times are seconds since 1970 here: of these rows there are more than of all others, and each is to be short.
fates = Table(
    "fates",
    metadata,
    _key(),
    Column("url", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text),
    Column("found_on", Key),
    Column("tries", SmallInteger, nullable=False),
    Column("first_seen", Key, nullable=False),
    Column("at", Key, nullable=False),
)

fate_counts = Table(
    "fate_counts",
    metadata,
    Column("site", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("count", Key, nullable=False),
)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("name", Text, primary_key=True),
    Column("words", Text, nullable=False),
    Column("conditions", Text, nullable=False),
)

# What backfills have found: see `newscrawl.storage.state.backlog`.
backlog = Table(
    "backlog",
    metadata,
    Column("site", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("month", Text),
    Column("reason", Text),
    # Bits of `newscrawl.seen_by.SeenBy`.
    Column("seen_by", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

site_notes = Table(
    "site_notes",
    metadata,
    Column("site", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# What is kept under names that are no sites': see `newscrawl.storage.state.notes`.
notes = Table(
    "notes",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# How feeds, sitemaps and listings stand: see `newscrawl.source_notes`.
sources = Table(
    "sources",
    metadata,
    Column("site", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("answered", Text),
    Column("new", Text),
    Column("overran", Text),
    Column("outcome", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("failures", Float, nullable=False),
    Column("interval", Float),
    Column("changed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("pace", Float),
    sqlite_with_rowid=False,
)

# How far archive files are read: see `newscrawl.storage.state.replayed_files`.
replayed_files = Table(
    "replayed_files",
    metadata,
    Column("file", Text, primary_key=True),
    Column("selection", Text, primary_key=True),
    Column("position", Key, nullable=False),
    Column("pages", Key, nullable=False),
    Column("articles", Key, nullable=False),
    Column("new", Key, nullable=False),
    Column("changed", Key, nullable=False),
    Column("reread", Key, nullable=False),
    Column("unchanged", Key, nullable=False),
    Column("damaged", Key, nullable=False),
    Column("done", SmallInteger, nullable=False),
)

schedule = Table(
    "schedule",
    metadata,
    Column("site", Text, primary_key=True),
    Column("next_run", Text),
    Column("failures", Integer, nullable=False),
    Column("holder", Text),
    Column("leased_until", Text),
)

runs = Table(
    "runs",
    metadata,
    Column("site", Text, primary_key=True),
    Column("started_at", Text, primary_key=True),
    Column("ended_at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("note", Text),
    # JSON: see `newscrawl.sites.accounts.quality.Quality`.
    Column("quality", Text),
    # JSON: see `newscrawl.storage.state.schedule.Run`.
    Column("counts", Text),
    Index("runs_started", "started_at"),
)
