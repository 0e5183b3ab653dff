"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287, paged by RFC 5005), JSON Feed 1.x; told apart by content."""

import json
import re
from collections.abc import Iterable
from html import unescape
from io import BytesIO
from typing import Any

import attrs
from lxml import etree

from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.web.dates import utc_date
from newscrawl.web.text import fold
from newscrawl.web.urls import canonical_url
from newscrawl.web.xml import elements, local_name, text_of

MAX_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 5_000
EXCERPT_LENGTH = 1_000

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|rdf|feed|channel)\b[^>]*>", re.IGNORECASE)
_FIRST_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)\b", re.IGNORECASE)
_LINK = re.compile(rb"<(?:[\w.-]+:)?link\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(["'])([^"'<>]*)["']""")
_TAG = re.compile(r"<[^<>]*>")
_PUBLISHED = ("pubdate", "published", "date", "issued", "created")
_MODIFIED = ("updated", "modified", "lastbuilddate")
_EXCERPT = ("description", "summary", "subtitle")


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
    head = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] == b"{":
        return _read_json(body, url)
    root = _ROOT.search(head)
    if root is None or b"<html" in head[: root.start()].lower():
        return None
    return _read_xml(body[:MAX_BYTES], url)


def _read_xml(body: bytes, url: str) -> Feed:
    entries: list[Candidate] = []
    for element in elements(BytesIO(body), ("item", "entry")):
        entry = _xml_entry(element, url, len(entries) + 1)
        if entry is not None:
            entries.append(entry)
        if len(entries) == MAX_ENTRIES:
            break
    return Feed(entries=entries, next_url=_next_link(body, url))


def _next_link(body: bytes, url: str) -> str | None:
    head = _FIRST_ENTRY.split(body[:16384], maxsplit=1)[0]
    for link in _LINK.findall(head):
        attributes = {name.lower(): value for name, _, value in _ATTRIBUTE.findall(link)}
        if attributes.get(b"rel") == b"next":
            return canonical_url(unescape(attributes.get(b"href", b"").decode("utf-8", "replace")), url) or None
    return None


def _xml_entry(element: etree._Element, base: str, position: int) -> Candidate | None:
    texts: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for child in element:
        name = local_name(child)
        if name == "link":
            _note_link(child, addresses)
        elif name in ("guid", "id") and child.get("isPermaLink", "true").lower() != "false":
            addresses.setdefault("id", text_of(child))
        elif name == "origlink":
            addresses["original"] = text_of(child)
        elif name and (name != "title" or "media" not in str(child.tag)):
            texts.setdefault(name, text_of(child))
    if about := element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"):
        addresses.setdefault("id", about)
    ordered = (addresses.get(name, "") for name in ("original", "alternate", "plain", "id"))
    return _candidate(ordered, base, position, texts)


def _note_link(element: etree._Element, addresses: dict[str, str]) -> None:
    href = element.get("href")
    if href is None:
        addresses.setdefault("plain", text_of(element))
    elif element.get("rel", "alternate") == "alternate":
        addresses.setdefault("alternate", href)


def _candidate(addresses: Iterable[str], base: str, position: int, texts: dict[str, str]) -> Candidate | None:
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
    )


def _first(texts: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := _plain(texts.get(name, ""))[:EXCERPT_LENGTH])), None)


def _plain(markup: str) -> str:
    """Return *markup*, HTML escaped or not, as text."""
    return fold(unescape(_TAG.sub(" ", markup[:20_000])))


def _read_json(body: bytes, url: str) -> Feed | None:
    if len(body) > MAX_BYTES:
        return None
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
    return _candidate((_string(item, name) for name in ("url", "id")), base, position, texts)


def _string(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""
