"""An article as the store will write it, worked out before any lock is taken."""

import json
from typing import TYPE_CHECKING, Any, Literal

import attrs

from newscrawl.errors import StoreError
from newscrawl.storage.articles.fields import date_source, fields_in
from newscrawl.storage.articles.inline_links import inline_links
from newscrawl.storage.articles.storable_text import MAX_URL_BYTES, folded, is_storable, is_url, storable, words
from newscrawl.storage.duplicates.shingles import Shingled, shingled
from newscrawl.storage.model import Link
from newscrawl.storage.state.replayed_files import Reached
from newscrawl.web.article_ids import article_number, derived_id
from newscrawl.web.moments import utc_text
from newscrawl.web.sites import site_of
from newscrawl.web.urls import canonical_url

if TYPE_CHECKING:
    from newscrawl.items import NewsArticle

Record = dict[str, Any]

REVISED = ("headline", "description", "articleBody", "authors", "datePublished", "dateModified")
"""The fields whose change makes a revision."""

WORDED = ("headline", "description", "articleBody")
"""The fields in which a search looks."""

FOUND = ("duplicateOf", "clusterId", "withdrawnAt")
"""The fields that the store finds out, whatever an article says of them."""

MAX_ID = 512

Origin = Literal["fetched", "own archive", "foreign archive"]
"""Where an article was read: from the page as it was fetched, or from an archive of this store's crawls or another."""


@attrs.frozen
class Words:
    """The words of an article, folded, field by field: parted by one blank."""

    headline: str
    standfirst: str
    body: str

    def shingled(self) -> Shingled:
        """Return the shingles by which copies are found: a headline is each paper's own."""
        return shingled(self.body or self.standfirst)


@attrs.frozen(kw_only=True)
class Prepared:
    """One article, ready to be written: `record` is what comes back, `text` its JSON, `row` its columns."""

    url: str
    site: str
    article_id: str | None
    record: Record
    text: str
    row: dict[str, Any]
    fetched_at: str
    words: Words
    shingled: Shingled
    people: list[tuple[str, str, str | None]]
    links: list[Link]
    feed: str | None = None
    origin: Origin = "fetched"
    reached: Reached | None = None
    """How far the archive file is read that it was read from, once it and all before it are stored."""

    @property
    def is_replayed(self) -> bool:
        """Whether it was read from an archive."""
        return self.origin != "fetched"


def prepare(article: "NewsArticle", now: str, *, feed: str | None = None, origin: Origin = "fetched") -> Prepared:
    """Return *article* in the store's form; *now* stands in where it does not say when it was fetched.

    *feed* is to show it where it is new or has changed. *origin* is where it was read: from an archive, it takes its
    place among the versions that are stored.

    Raises `StoreError` where it has no usable URL.
    """
    from newscrawl.items import as_record, content_hash

    record: Record = {name: value for name, value in as_record(article).items() if name not in FOUND}
    prepared = _prepared(record, record.get("contentHash") or content_hash(article), now)
    return attrs.evolve(prepared, feed=feed, origin=origin)


def alone(article: Prepared) -> Prepared:
    """Return *article* at the address that it was read at, with the id of that address or one of its own."""
    own = own_identity(canonical_url(article.record["url"]))
    return _again(article, own)


def own_identity(url: str) -> Record:
    """Return the fields that say which article the page at *url* is, by that address alone."""
    return {"canonicalUrl": url, "articleId": article_number(url) or derived_id(url)}


def with_id(article: Prepared, identifier: str | None) -> Prepared:
    """Return *article* with this id, or one of its own, where another article has the one that it came with."""
    own = {"articleId": identifier or derived_id(article.url)}
    return _again(article, own)


def _again(article: Prepared, changes: Record) -> Prepared:
    again = _prepared(article.record | changes, article.row["content_hash"], article.fetched_at)
    return attrs.evolve(again, feed=article.feed, origin=article.origin)


def _prepared(record: Record, content: str, now: str) -> Prepared:
    text = json.dumps(record, ensure_ascii=False)
    if not is_storable(text):
        record = storable(record)
        text = json.dumps(record, ensure_ascii=False)
    url = str(record.get("canonicalUrl") or record.get("url"))
    if not is_url(url):
        raise StoreError(f"article not stored: {url[:100]!r} is no web address of up to {MAX_URL_BYTES} bytes")
    fetched_at = utc_text(record.get("fetchedAt")) or now
    site = site_of(url)
    article_id = record.get("articleId")
    found = worded(record)
    shingles = found.shingled()
    return Prepared(
        url=url,
        site=site,
        article_id=article_id if article_id and len(article_id) <= MAX_ID else None,
        record=record,
        text=text,
        row=_row(record)
        | {
            "words": shingles.size,
            "content_hash": content,
            "fields": fields_in(record),
            "date_source": date_source(record),
        },
        fetched_at=fetched_at,
        words=found,
        shingled=shingles,
        people=_people(record),
        links=_links(url, record, fetched_at),
    )


def worded(record: Record) -> Words:
    """Return the folded words of headline, standfirst and body."""
    headline, standfirst, body = (" ".join(words(record.get(name) or "")) for name in WORDED)
    return Words(headline, standfirst, body)


def revised_fields(record: Record) -> Record:
    """Return what a revision keeps of *record*."""
    return {name: record[name] for name in REVISED if name in record}


def _row(record: Record) -> dict[str, Any]:
    return {
        "published": utc_text(record.get("datePublished")),
        "modified": utc_text(record.get("dateModified")),
        "language": record.get("inLanguage"),
        "section": record.get("section"),
    }


def _people(record: Record) -> list[tuple[str, str, str | None]]:
    """Return (folded name, name, URL) of each author, each person once."""
    found: dict[str, tuple[str, str, str | None]] = {}
    for author in record.get("authors", []):
        name = author.get("name", "")[:200]
        key = folded(name)
        if key:
            found.setdefault(key, (key, name, author.get("url")))
    return list(found.values())


def _links(url: str, record: Record, seen_at: str) -> list[Link]:
    related = [
        Link(
            from_url=url,
            to_url=entry["url"],
            kind="related",
            headline=entry.get("headline"),
            excerpt=entry.get("excerpt"),
            position=entry.get("position", place),
            seen_at=seen_at,
        )
        for place, entry in enumerate(record.get("relatedArticles", []), 1)
        if "url" in entry
    ]
    by_author = [
        Link(
            from_url=url,
            to_url=entry["url"],
            kind="author",
            headline=entry.get("headline"),
            excerpt=entry.get("excerpt"),
            position=place,
            seen_at=seen_at,
        )
        for place, entry in enumerate(record.get("authorArticles", []), 1)
        if "url" in entry
    ]
    inline = [
        Link(from_url=url, to_url=to_url, kind="inline", headline=text or None, position=place, seen_at=seen_at)
        for place, (to_url, text) in enumerate(inline_links(record.get("articleBodyHtml") or "", url), 1)
    ]
    return related + by_author + inline
