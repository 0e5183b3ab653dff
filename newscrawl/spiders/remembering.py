"""What the store knows of a site, as discovery wants it, and what discovery wants kept."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from newscrawl.discovery.crawl.site_crawl import SiteCrawl
from newscrawl.discovery.learned.site_memory import KnownArticle, KnownPage, SiteMemory
from newscrawl.discovery.learned.site_notes import NOTE, SiteNotes
from newscrawl.discovery.learned.source_states import FORGOTTEN_AFTER, SourceState
from newscrawl.errors import StoreError
from newscrawl.fates import Reason
from newscrawl.signals import fates_known, sources_known
from newscrawl.storage import Store
from newscrawl.storage.state.tombstones import Tombstones
from newscrawl.web.moments import moment_of
from newscrawl.web.page_keys import page_key
from newscrawl.web.tellings import Telling, telling_of


def remember(store: Store, site: str, again: Iterable[Reason] = ()) -> SiteMemory:
    """Return all that *store* knows of *site*; what has one of the fates *again* is to be asked for once more.

    Raises StoreError.
    """
    memory = SiteMemory(notes=SiteNotes.from_json(store.note(site, NOTE)))
    memory.sources = {note.url: SourceState.of(note) for note in store.sources.by_site([site])[site]}
    memory.is_forgotten = store.forgetting.tombstones().get(site, Tombstones()).holds
    for known in store.known(site):
        memory.add_article(
            KnownArticle(
                url=known.url,
                published=moment_of(known.published),
                fetched=moment_of(known.fetched_at),
                content_hash=known.content_hash,
                withdrawn=known.withdrawn_at is not None,
                seen_by=known.seen_by,
                first_seen_by=known.first_seen_by,
            )
        )
    for page in store.pages(site):
        memory.add_page(
            KnownPage(
                url=page.url,
                kind=page.kind,
                status=page.status,
                fetched=moment_of(page.fetched_at),
                etag=page.etag,
                last_modified=page.last_modified,
                final_url=page.final_url,
            )
        )
    for url in store.pending(site):
        # Linked from a stored page, and never come to.
        if memory.page(url) is None:
            memory.add_page(KnownPage(url=url, kind="article", status=None))
    for url, canonical in store.aliases(site):
        memory.add_alias(url, canonical)
    memory.retries = [note for note in store.fates.asked_in_vain(site) if memory.article(page_key(note.url)) is None]
    if reasons := list(again):
        found = store.fates.with_reasons(site, reasons)
        memory.again = [note.url for note in found if memory.article(page_key(note.url)) is None]
    return memory


def telling_in(store: Store, url: str) -> Telling | None:
    """Return what the article that *store* has at *url* tells, None where it has none."""
    try:
        fields = store.history(url)[-1].fields
    except StoreError:
        return None
    return telling_of(fields.get("headline"), fields.get("articleBody"))


def hand_over(crawl: SiteCrawl, tell: Callable[..., Any], *, last: bool = False) -> None:
    """Have what *crawl* has learnt of addresses and sources kept, by signals that *tell* sends: once enough has come
    together, *last*: all."""
    if last or crawl.book.is_ready():
        tell(fates_known, notes=crawl.book.take(last=last), seen=crawl.ledger.seen.take())
    if last or crawl.ledger.sources.is_ready():
        tell(sources_known, notes=crawl.ledger.sources.take())


def keep(store: Store, site: str, notes: SiteNotes, now: datetime) -> None:
    """Keep *notes* for the next run, and at *now* no more than is needed of what was kept before; raises StoreError."""
    store.keep_note(site, NOTE, notes.as_json())
    store.fold_fates(site)
    store.trim_sources(site, now - FORGOTTEN_AFTER)
