"""What the store knows of a site, as discovery wants it, and what discovery wants kept."""

from collections.abc import Iterable
from typing import Any

from newscrawl.discovery.learned import source_states
from newscrawl.discovery.learned.site_memory import KnownArticle, KnownPage, SiteMemory
from newscrawl.discovery.learned.site_notes import NOTE, SiteNotes
from newscrawl.errors import StoreError
from newscrawl.fates import Reason
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
    memory.sources = source_states.from_note(store.note(site, source_states.NOTE))
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


def keep(store: Store, site: str, notes: SiteNotes, sources: list[dict[str, Any]]) -> None:
    """Keep *notes*, and how the site's *sources* stand, for the next run; raises StoreError."""
    store.keep_note(site, NOTE, notes.as_json())
    store.keep_note(site, source_states.NOTE, sources)
