"""The story of one address, in words: from where it was first seen to what became of it, and what would change that."""

from datetime import datetime

import attrs

from newscrawl.discovery.accounts.retries import PLAN
from newscrawl.discovery.addresses.url_classifier import judge
from newscrawl.discovery.learned.site_notes import NOTE, SiteNotes
from newscrawl.errors import BadInput, NotKnown
from newscrawl.fates import Fate, FateNote, Reason
from newscrawl.storage import Page, Store
from newscrawl.storage.articles.history import Version
from newscrawl.storage.state.schedule import Schedule
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of
from newscrawl.web.urls import canonical_url


@attrs.frozen(kw_only=True)
class Story:
    """What became of `url`: its `fate` in a word or two, the `reason`, and the `story` in sentences, in order."""

    url: str
    fate: str
    reason: str
    story: list[str]


def story_of(store: Store, url: str, now: datetime) -> Story:
    """Return the story of *url*, seen or not, by what *store* knows at *now* (aware).

    Raises `BadInput` where it is no web address, `StoreError` where the store cannot be read.
    """
    address = canonical_url(url)
    if not address:
        raise BadInput(f"{url} is no web address: give one such as https://www.example.org/news/a-story")
    sites = list(Schedule(store.database).states())
    note = store.fates.find(address, sites)
    page, versions = store.page(note.url if note else address) or store.page(address), _versions(store, address)
    if note is None:
        return _without_note(store, address, sites, page, versions, now)
    reason = Reason.STORED if versions and note.reason.fate is not Fate.STORED else note.reason
    told = [*_seen(store, note, address), *_asked(page), *_fate(note), *_stored(versions), *_change(note, now)]
    detail = f": {note.detail}" if note.detail and reason is note.reason else ""
    return Story(url=address, fate=reason.fate, reason=f"{reason.value}{detail}", story=told)


def _versions(store: Store, url: str) -> list[Version]:
    try:
        return store.history(url)
    except NotKnown:
        return []


def _without_note(
    store: Store, url: str, sites: list[str], page: Page | None, versions: list[Version], now: datetime
) -> Story:
    """An address of which no crawl has noted a fate: stored by an older newscrawl, or never seen."""
    if versions:
        return Story(url=url, fate=Fate.STORED, reason=Reason.STORED, story=[*_asked(page), *_stored(versions)])
    site = site_of(url)
    told = [*_asked(page)] or [f"No crawl has seen this address{'' if site in sites else f', nor any of {site}'}."]
    patterns = SiteNotes.from_json(store.note(site, NOTE)).patterns
    verdict = judge(url, patterns, now.date())
    if verdict.kind == "article":
        told.append(
            f"The form of this address is taken for that of an article ({verdict.probability:.0%} likely): "
            "a crawl asks for it as soon as a page, a feed or a sitemap of its site names it."
        )
    elif verdict.kind == "listing":
        told.append(
            f"The form of this address is taken for that of a listing (an article with {verdict.probability:.0%}): a "
            "crawl asks for it if it promises new articles, or if a page shows it as a headline or a feed names it."
        )
    else:
        told.append(
            f"The form of this address is taken for that of {verdict.why}: no crawl asks for it, unless a page "
            "shows it as a headline or a feed names it."
            if verdict.trap
            else f"The form of this address is taken for that of no article: {verdict.why}. No crawl asks for it."
        )
    if site not in sites:
        told.append(f"To crawl its site: newscrawl crawl {_origin(url)}")
    return Story(url=url, fate=Fate.UNSEEN, reason=f"taken for: {verdict.kind}", story=told)


def _seen(store: Store, note: FateNote, url: str) -> list[str]:
    first = note.first_seen or note.at
    lines = [f"First seen {first:%Y-%m-%d %H:%M} UTC{_source(store, note)}."]
    if page_key(note.url) == page_key(url) and note.url != url:
        lines.append(f"By its form it is the same page as {note.url}.")
    return lines


def _source(store: Store, note: FateNote) -> str:
    if note.found_on is None:
        return ""
    source = store.fates.find(note.found_on, [note.site])
    kind = "page"
    if source is not None and source.reason is Reason.SOURCE:
        kind = source.detail if source.detail in ("feed", "sitemap") else "source"
    return f", named by the {kind} {note.found_on}"


def _asked(page: Page | None) -> list[str]:
    if page is None or (page.status is None and page.error is None):
        return []
    answer = f"answered {page.status}" if page.status is not None else f"no answer ({page.error})"
    led = f", after it led to {page.final_url}" if page.final_url else ""
    return [f"Last asked for {page.fetched_at} as {page.kind}: {answer}{led}."]


def _fate(note: FateNote) -> list[str]:
    if note.reason.fate is Fate.STORED:
        return []
    words, detail = note.reason.words, f" ({note.detail})" if note.detail else ""
    return [f"{words[0].upper()}{words[1:]}{detail}, as of {note.at:%Y-%m-%d %H:%M}."]


def _stored(versions: list[Version]) -> list[str]:
    if not versions:
        return []
    last = versions[-1]
    headline = last.fields.get("headline") or "without a headline"
    count = f"{len(versions)} versions, the last" if len(versions) > 1 else "one version,"
    return [f"Stored as {last.url}: «{headline}», {count} of {last.fetched_at}."]


def _change(note: FateNote, now: datetime) -> list[str]:
    change = note.reason.change.format(reason=note.reason.value, origin=_origin(note.url))
    if not change:
        return []
    lines = [f"What would change it: {change}."]
    if note.reason.is_asked_again and note.tries:
        due = note.at + PLAN[min(note.tries, len(PLAN)) - 1]
        when = "with the next crawl" if due <= now else f"from {due:%Y-%m-%d %H:%M} UTC"
        lines.append(f"Asked for in vain {note.tries} times so far; its next turn is {when}.")
    return lines


def _origin(url: str) -> str:
    return url[: url.index("/", 8) + 1]
