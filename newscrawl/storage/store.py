"""The store's face: everything that the other rooms ask of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from newscrawl.errors import BadInput, WrongType
from newscrawl.fates import BacklogNote, FateNote
from newscrawl.seen_by import SeenNote
from newscrawl.settings import NEWSCRAWL_HOME
from newscrawl.source_notes import SourceNote
from newscrawl.storage.articles.forgetting import Forgetting
from newscrawl.storage.articles.from_record import rebuilt
from newscrawl.storage.articles.history import Version, history
from newscrawl.storage.articles.people import Bylines
from newscrawl.storage.articles.prepare import Origin, Prepared, Record, prepare
from newscrawl.storage.articles.reading import Filter, record_at, snapshot_records
from newscrawl.storage.articles.saving import Saving
from newscrawl.storage.articles.seen import record_seen
from newscrawl.storage.articles.sound_fields import check_dates, check_fields
from newscrawl.storage.articles.versions.rereading import Rereading
from newscrawl.storage.articles.writer import LINGER_SECONDS, Writer
from newscrawl.storage.database.engine import Database, connect
from newscrawl.storage.database.migrations import upgrade
from newscrawl.storage.database.transaction import transaction
from newscrawl.storage.duplicates.clusters import Clusters
from newscrawl.storage.duplicates.sketch_index import sketch_index
from newscrawl.storage.exports.unshown import Unshown
from newscrawl.storage.graph.edges import Edges, cleaned, require_kinds, usable
from newscrawl.storage.graph.nodes import Nodes
from newscrawl.storage.model import Known, Link, Page, Saved
from newscrawl.storage.search.queries import Hit, search
from newscrawl.storage.search.saved import SavedSearches
from newscrawl.storage.search.text_index import text_index
from newscrawl.storage.state.backlog import Backlog
from newscrawl.storage.state.fates import MAX_ROWS, Fates
from newscrawl.storage.state.notes import Notes
from newscrawl.storage.state.page_log import Knowledge
from newscrawl.storage.state.replayed_files import Reached, ReplayedFiles
from newscrawl.storage.state.sources import MOST, Sources
from newscrawl.web.given import given, given_all, shown
from newscrawl.web.moments import utc_text
from newscrawl.web.sites import site_named

if TYPE_CHECKING:
    from newscrawl.items import NewsArticle
    from newscrawl.storage.exports.frames import FrameLibrary

A = TypeVar("A", bound="NewsArticle")

DEFAULT_URL = f"sqlite:///{NEWSCRAWL_HOME}/newscrawl.db"

Clock = Callable[[], datetime]


def _filter(wanted: Filter | None) -> Filter:
    return Filter() if wanted is None else given(wanted, Filter, "the filter", 'give Filter(site="lessor.ml")')


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Articles, people, links and pages in one database; safe to use from several threads and processes.

    Every method that reads or writes raises `StoreError`, whose message is one line, where the
    database cannot do it. Writers of all processes take turns; readers never wait.
    """

    def __init__(self, database: Database, clock: Clock = _now) -> None:
        self.database = given(
            database, Database, "the database of a store", 'open one with Store.open("sqlite:///FILE")'
        )
        self._clock = clock
        self._nodes = Nodes(database)
        self._edges = Edges(database, self._nodes)
        self._words = text_index(database)
        self.unshown = Unshown(database)
        self._saving = Saving(
            database,
            self._nodes,
            self._edges,
            Bylines(database),
            Clusters(database, sketch_index(database)),
            self._words,
            self.unshown,
            Rereading(database),
        )
        self._knowledge = Knowledge(database)
        self.fates = Fates(database)
        self.searches = SavedSearches(database)
        self.notes = Notes(database)
        self.replayed = ReplayedFiles(database)
        self.backlog = Backlog(database)
        self.sources = Sources(database)
        self.forgetting = Forgetting(database, self._knowledge)

    @classmethod
    def open(cls, url: str = DEFAULT_URL, *, create: bool = True, clock: Clock = _now) -> "Store":
        """Open the store at *url* (`sqlite:///FILE`, `postgresql+psycopg://…`), upgrading an older one.

        *create*: make the file and its folder where missing. *clock* gives the time where an item does not.
        """
        database = connect(url, create=create)
        try:
            upgrade(database)
        except BaseException:
            database.engine.dispose()
            raise
        return cls(database, clock)

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    def __reduce__(self) -> Any:
        raise WrongType("a store is not copied to other processes: give them its address, and open it there")

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save(self, article: "NewsArticle") -> Saved:
        """Write *article* with its people and links in one transaction.

        An article is what its canonical URL says, failing that its site's own id: a new slug of a known id
        moves the canonical URL and keeps the old one as an alias. Fills in *article* what it lacks (`contentHash`,
        `fetchedAt`) and what the store has found out (`clusterId`, `duplicateOf`). Raises `StoreError` for an
        unusable URL.
        """
        return self.save_batch([article])[0]

    def save_batch(self, articles: "Sequence[NewsArticle]") -> list[Saved]:
        """Write *articles* as `save` does, all in one transaction: all of them or none."""
        from newscrawl.items import NewsArticle, content_hash

        what = "a NewsArticle; of a record, NewsArticle.from_dict(record)"
        articles = given_all(articles, NewsArticle, "an article", f"give {what}")
        for article in articles:
            check_fields(article)
            check_dates(article)
            article.contentHash = article.contentHash or content_hash(article)
            article.fetchedAt = article.fetchedAt or self._clock().isoformat(timespec="seconds")
        saved = self.save_prepared([self._prepared(article) for article in articles])
        for article, one in zip(articles, saved, strict=True):
            article.duplicateOf, article.clusterId = one.duplicate_of, one.cluster_id
        return saved

    def prepare(self, article: "NewsArticle", *, feed: str | None = None, origin: Origin = "fetched") -> Prepared:
        """Work out what `save_prepared` will write: half of the work of saving, and needs no database.

        *feed* is to show the article where it is new or has changed; *origin* is where it was read.
        Raises `StoreError` for an unusable URL, and `Forgotten` for one that was forgotten.
        """
        check_fields(article)
        return self._prepared(article, feed=feed, origin=origin)

    def save_prepared(self, prepared: Sequence[Prepared]) -> list[Saved]:
        """Write what `prepare` has worked out, all in one transaction: all of it or nothing."""
        with transaction(self.database, self._moment()) as tx:
            saved = self._saving.save(tx, prepared)
            outcomes = zip(prepared, saved, strict=True)
            self.replayed.keep(tx, [(article.reached, one.outcome) for article, one in outcomes if article.reached])
        return saved

    def reconnect(self) -> None:
        """Forget the connections: what comes next is tried on a new one."""
        self.database.reconnect()

    def rest(self) -> None:
        """Do what is best done while nobody writes: a copy of SQLite's file alone has all then."""
        self.database.rest()

    def writer(self, linger: float = LINGER_SECONDS) -> Writer:
        """Return a `Writer` that commits in the background; what is handed over waits *linger* seconds for company."""
        return Writer(self, linger=linger)

    def add_links(self, links: Iterable[Link]) -> None:
        """Write *links*; either end may be unknown so far. One that is known keeps `first_seen`.

        Links between anything but web addresses of up to 2,048 bytes are passed over.
        """
        stated = given_all(links, Link, "a link", "give a Link")
        require_kinds({link.kind for link in stated})
        found = [cleaned(link) for link in usable(self.forgetting.remaining(stated))]
        if found:
            with transaction(self.database, self._moment()) as tx:
                self._edges.add(tx, found)

    def record_pages(self, pages: Iterable[Page]) -> None:
        """Keep the newest fetch of each page, and what is only queued where nothing is known of it."""
        with transaction(self.database, self._moment()) as tx:
            self._knowledge.record_pages(tx, given_all(pages, Page, "a page", "give a Page"))

    def record_fates(self, notes: Iterable[FateNote]) -> None:
        """Keep what became of addresses."""
        with transaction(self.database, self._moment()) as tx:
            self.fates.record(tx, notes)

    def record_seen(self, notes: Iterable[SeenNote]) -> None:
        """Keep by which sources stored articles were seen; the first that was ever noted of one stays its first."""
        with transaction(self.database, self._moment()) as tx:
            record_seen(tx, notes)

    def record_backlog(self, notes: Iterable[BacklogNote]) -> None:
        """Keep what a backfill has found, and what became of it."""
        with transaction(self.database, self._moment()) as tx:
            self.backlog.record(tx, notes)

    def record_sources(self, notes: Iterable[SourceNote]) -> None:
        """Keep how sources of sites stand."""
        with transaction(self.database, self._moment()) as tx:
            self.sources.record(tx, notes)

    def trim_sources(self, site: str, before: datetime, most: int = MOST) -> None:
        """Forget the sources of *site* that were last asked for before then (aware), and those beyond *most*."""
        with transaction(self.database, self._moment()) as tx:
            self.sources.trim(tx, site, before, most)

    def begin_backfill(self, site: str) -> None:
        """Forget the sources that an earlier backfill of *site* has read: the next one reads them again."""
        with transaction(self.database, self._moment()) as tx:
            self.backlog.forget_sources(tx, site)

    def fold_fates(self, site: str, most: int = MAX_ROWS) -> None:
        """Turn the oldest fates of *site* beyond *most* into counts, but for what is to be asked for again."""
        with transaction(self.database, self._moment()) as tx:
            self.fates.fold(tx, site, most)

    def page(self, url: str) -> Page | None:
        """Return the newest fetch of *url*."""
        return self._knowledge.page(url)

    def pages(self, site: str) -> Iterator[Page]:
        """Stream the newest fetch of every page of *site* (see `site_of`)."""
        return self._knowledge.pages(site)

    def pending(self, site: str) -> Iterator[str]:
        """Stream the articles of *site* that links lead to, or that a run has queued, and that none has read: a
        crawl that was cut short goes on with them."""
        return self._knowledge.pending(site)

    def known(self, site: str) -> Iterator[Known]:
        """Stream what is known of the stored articles of *site*, withdrawn ones too."""
        return self._knowledge.known(site)

    def aliases(self, site: str) -> Iterator[tuple[str, str]]:
        """Stream (other address, canonical URL) of the articles of *site*."""
        return self._knowledge.aliases(site)

    def mark_withdrawn(self, url: str, at: datetime | str | None = None) -> bool:
        """Mark the article at *url* as gone since *at*; `False` where there is none.

        It stays in the store and in exports, as `withdrawnAt`; what was marked before keeps its time. A later
        fetch that is saved unmarks it.
        """
        if at is not None and utc_text(at) is None:
            raise BadInput(f"{at!r} is no date: give 2026-01-31 or 2026-01-31T08:00+00:00")
        with transaction(self.database, self._moment()) as tx:
            return self._knowledge.mark_withdrawn(tx, url, utc_text(at) or tx.now)

    def forget(self, urls: Iterable[str] = (), *, author: str | None = None, site: str | None = None) -> list[str]:
        """Erase the articles at *urls*, all that *author* has signed, and all of *site*, for good; return their
        addresses.

        What is left are tombstones without text, by which a crawl knows not to fetch them again; of a *site*, nothing
        is taken any more. SQLite's file has none of the text then, as soon as no other process reads an older state.
        Copies of the file, archives of pages and exports are beyond it. What was never seen is marked all the same.
        Raises `BadInput` for what is no address.
        """
        site, urls = site_named(site) if site else None, given_all(urls, str, "an address", "give it as text")
        if not (urls or author or site):
            raise BadInput("nothing to forget: give an address, an author or a site")
        with transaction(self.database, self._moment()) as tx:
            erased = self.forgetting.forget(tx, urls, author, site)
        self.forgetting.read_again()
        text_index(self.database).purge(self.database)
        self.database.rest()
        return erased

    def note(self, site: str, name: str) -> Any:
        """Return what `keep_note` last kept under *name* for *site*, else `None`."""
        return self._knowledge.note(site, name)

    def notes_named(self, name: str) -> dict[str, Any]:
        """Return what `keep_note` last kept under *name*, by site."""
        return self._knowledge.notes_named(name)

    def keep_note(self, site: str, name: str, value: Any) -> None:
        """Keep *value* (anything JSON can say) for later runs: learned URL patterns, rhythm, schedule."""
        with transaction(self.database, self._moment()) as tx:
            self._knowledge.keep_note(tx, site, name, value)

    def keep_reached(self, reached: Reached) -> None:
        """Keep how far an archive file is read; what was read of it must be stored already."""
        with transaction(self.database, self._moment()) as tx:
            self.replayed.keep(tx, [(reached, None)])

    def records(self, wanted: Filter | None = None) -> Iterator[Record]:
        """Stream the stored articles that *wanted* lets through, as `as_record` gives them."""
        with snapshot_records(self.database, _filter(wanted)) as (_, found):
            yield from (one.record for one in found)

    def articles(self, wanted: Filter | None = None, kind: type[A] | None = None) -> Iterator[A]:
        """Stream the stored articles that *wanted* lets through as items of *kind* (`NewsArticle`), as they changed.

        Fields that others have added and *kind* does not know are kept in an item's `_unknown_fields_dict`.
        """
        from newscrawl.items import NewsArticle

        chosen: type[Any] = kind or NewsArticle
        if not isinstance(chosen, type) or not issubclass(chosen, NewsArticle):
            raise WrongType(f"the kind of articles is {shown(chosen)}: give a subclass of NewsArticle")
        for record in self.records(wanted):
            yield rebuilt(chosen, record)  # type: ignore[misc]

    def frame(self, wanted: Filter | None = None, library: "FrameLibrary | None" = None) -> Any:
        """Return the stored articles that *wanted* lets through as a DataFrame of pandas, or of polars.

        A column for each field of the record; dates are timestamps in UTC, lists and parts as such. *library* chooses;
        failing that pandas is taken, then polars. Raises `StoreError` where neither is installed.
        """
        from newscrawl.storage.exports.frames import frame

        return frame(self.records(wanted), library)

    def record(self, url: str) -> Record | None:
        """Return the record of the article at *url* (any address of it), None where there is none."""
        return record_at(self.database, url)

    def history(self, url: str) -> list[Version]:
        """Return the versions of the article at *url*, oldest first; `NotKnown` where there is none."""
        return history(self.database, url)

    def search(self, query: str, wanted: Filter | None = None, limit: int = 20) -> list[Hit]:
        """Return the best *limit* articles for *query* (see `newscrawl.storage.search.queries`), best first;
        without a word, the newest."""
        return search(self.database, self._words, query, _filter(wanted), limit)

    def _prepared(self, article: "NewsArticle", *, feed: str | None = None, origin: Origin = "fetched") -> Prepared:
        prepared = prepare(article, self._moment(), feed=feed, origin=origin)
        return self.forgetting.admitted(prepared)

    def _moment(self) -> str:
        moment = utc_text(self._clock())
        assert moment is not None
        return moment
