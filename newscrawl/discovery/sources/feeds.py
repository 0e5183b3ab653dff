"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287, paged by RFC 5005), JSON Feed 1.x; told apart by content."""

import json
import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from itertools import islice
from typing import Any

import attrs

from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.web.charsets import decode
from newscrawl.web.dates import utc_date
from newscrawl.web.gunzip import unpack
from newscrawl.web.text import fold
from newscrawl.web.urls import canonical_url
from newscrawl.web.xml import Field, Record, find_root, opening_tags, records, resolve_references

MAX_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 5_000
EXCERPT_LENGTH = 1_000
MIN_MARKUP, MAX_MARKUP = 400, 300_000
"""Characters of an entry's content that may be an article's whole text; a longer one is cut."""
MAX_HEAD = 64 * 1024

_ROOTS = ("rss", "rdf", "feed", "channel")
_ENTRIES = ("item", "entry")
_FIRST_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>|</?[a-zA-Z!][^<>]*>", re.IGNORECASE | re.DOTALL)
_PUBLISHED = ("pubdate", "published", "date", "issued", "created")
_MODIFIED = ("updated", "modified", "lastbuilddate", "lastmod")
_EXCERPT = ("description", "summary", "subtitle", "abstract")
# content:encoded, xhtml:body, content of Atom
_WHOLE = ("encoded", "body", "content")
_PARAGRAPHS = ("p", "h2", "h3", "h4", "li", "blockquote")
_HTTP = re.compile(r"https?://", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Feed:
    """What one feed document holds: its entries in order, and the feed's next page where it names one."""

    entries: list[Candidate]
    next_url: str | None = None


def read_feed(body: bytes, url: str) -> Feed | None:
    """Return the feed in *body*, served at *url*; None where it is no feed.

    Addresses are resolved against *url*; entries without an http(s) address are left out. Titles and
    summaries come without markup, summaries cut at 1,000 characters.
    """
    text = decode(unpack(body, MAX_BYTES).body).lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] == b"{":
        return _read_json(text, url)
    return _read_xml(text, url) if find_root(text, _ROOTS) else None


def _read_xml(text: bytes, url: str) -> Feed:
    first = _FIRST_ENTRY.search(text)
    head = text[: min(first.start() if first else len(text), MAX_HEAD)]
    base, next_url = _read_head(head, url)
    entries: list[Candidate] = []
    for record in islice(records(text, _ENTRIES), 2 * MAX_ENTRIES):
        entry = _xml_entry(record, base, len(entries) + 1)
        if entry is not None:
            entries.append(entry)
        if len(entries) == MAX_ENTRIES:
            break
    return Feed(entries=entries, next_url=next_url)


def _read_head(head: bytes, url: str) -> tuple[str, str | None]:
    """Return the address that the feed's own are resolved against (`xml:base`), and that of its next page."""
    base, next_url = url, None
    for name, attributes in opening_tags(head, (*_ROOTS, "link")):
        if name != "link":
            base = _based(attributes, base)
        elif "next" in attributes.get("rel", "").lower().split():
            next_url = next_url or canonical_url(attributes.get("href", ""), base) or None
    return base, next_url


def _based(attributes: dict[str, str], base: str) -> str:
    return canonical_url(attributes.get("xml:base", ""), base) or base


def _xml_entry(record: Record, base: str, position: int) -> Candidate | None:
    base = _based(record.attributes, base)
    texts: dict[str, str] = {}
    addresses = _Addresses()
    # An entry's own title comes before that of its picture (media:title).
    for field in sorted(record.fields, key=lambda field: not field.own):
        texts.setdefault(field.path, field.text)
        addresses.note(field, base)
    addresses.offer(canonical_url(record.attributes.get("href", ""), base), _NAMED)
    for named in (record.attributes.get("rdf:about", ""), record.text):
        addresses.offer(named, _NAMED)
    return _candidate(addresses.best_first(), base, position, texts, _whole(record.fields, texts))


def _whole(fields: Iterable[Field], texts: dict[str, str]) -> str:
    """Return the HTML of the longest of what an entry has as its content, or as its description."""
    parts: dict[str, list[str]] = {}
    for field in fields:
        name, _, below = field.path.partition("/")
        tag = below.rpartition("/")[2]
        if name in _WHOLE and tag in _PARAGRAPHS:
            # As XHTML: its own elements are the entry's.
            parts.setdefault(name, []).append(f"<{tag}>{escape(field.text)}</{tag}>")
    found = ["".join(some) for some in parts.values()]
    found += [texts[name] for name in (*_WHOLE, "description", "summary") if name in texts and name not in parts]
    return _as_markup(max(found, key=len, default=""))


def _as_markup(text: str) -> str:
    """Return *text*, HTML or plain, as HTML, `""` where it is too short to be an article's."""
    if len(text) < MIN_MARKUP:
        return ""
    text = text[:MAX_MARKUP]
    if _TAG.search(text):
        return text
    return "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", unescape(text)))


_ORIGINAL, _ALTERNATE, _PLAIN, _ID, _NAMED, _OTHER = range(6)


class _Addresses:
    """What an entry gives as addresses: that of the article behind a counting one first, a mere id last."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str]] = []

    def offer(self, address: str, rank: int) -> None:
        """Note *address* where it is one by itself."""
        address = resolve_references(address).strip()
        if _HTTP.match(address):
            self._found.append((rank, address))

    def note(self, field: Field, base: str) -> None:
        """Note what *field* says of the entry's address."""
        if field.path == "link":
            self._link(field, _based(field.attributes, base))
        elif field.path == "origlink":
            self.offer(field.text, _ORIGINAL)
        elif field.path in ("guid", "id"):
            permanent = field.attributes.get("ispermalink", "true").lower() != "false"
            # 12345 is a number, not a page beside the feed; /news/12345 is one.
            address = canonical_url(field.text, base) if field.text.startswith("/") else field.text
            self.offer(address, _ID if permanent else _OTHER)

    def best_first(self) -> Iterator[str]:
        """Return the addresses in the order of their worth."""
        return (address for _, address in sorted(self._found, key=lambda found: found[0]))

    def _link(self, field: Field, base: str) -> None:
        href, kind = field.attributes.get("href"), field.attributes.get("type", "html")
        if href is None:
            self.offer(canonical_url(resolve_references(field.text), base), _PLAIN)
        elif field.attributes.get("rel", "alternate").lower().rpartition("/")[2] == "alternate":
            self.offer(canonical_url(resolve_references(href), base), _ALTERNATE if "html" in kind else _NAMED)


def _candidate(
    addresses: Iterable[str], base: str, position: int, texts: dict[str, str], markup: str = ""
) -> Candidate | None:
    url = next((found for address in addresses if address and (found := canonical_url(address, base))), None)
    if url is None:
        return None
    return Candidate(
        url=url,
        headline=_plain(texts.get("title", ""))[:500] or None,
        excerpt=_first(texts, _EXCERPT),
        published=next((d for name in _PUBLISHED if (d := utc_date(texts.get(name)))), None),
        modified=next((d for name in _MODIFIED if (d := utc_date(texts.get(name)))), None),
        position=position,
        markup=markup,
    )


def _first(texts: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := _plain(texts.get(name, ""))[:EXCERPT_LENGTH])), None)


def _plain(markup: str) -> str:
    """Return *markup*, HTML escaped or not, as text."""
    return fold(unescape(_TAG.sub(" ", markup[:20_000])))


def _read_json(body: bytes, url: str) -> Feed | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return None
    if "jsonfeed.org" not in str(data.get("version", "")):
        return None
    entries: list[Candidate] = []
    for item in data["items"][:MAX_ENTRIES]:
        entry = _json_entry(item, url, len(entries) + 1) if isinstance(item, dict) else None
        if entry is not None:
            entries.append(entry)
    return Feed(entries=entries, next_url=canonical_url(_string(data, "next_url"), url) or None)


def _json_entry(item: dict[str, Any], base: str, position: int) -> Candidate | None:
    texts = {
        "title": _string(item, "title"),
        "summary": _string(item, "summary") or _string(item, "content_text"),
        "published": _string(item, "date_published"),
        "modified": _string(item, "date_modified"),
    }
    whole = _as_markup(_string(item, "content_html") or _string(item, "content_text"))
    return _candidate((_string(item, name) for name in ("url", "id")), base, position, texts, whole)


def _string(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""
