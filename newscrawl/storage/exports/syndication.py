"""Articles as a feed to subscribe to: RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1, each with the whole text.

`write_feed` names the form by the file's suffix; the functions beneath make the text.
"""

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

import attrs

from newscrawl.storage.exports.columns import Row, moment_of
from newscrawl.storage.exports.formats import beside, check_suffix

# What XML 1.0 has no form for.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@attrs.frozen(kw_only=True)
class Channel:
    """What a feed is called, its own address, that of what it is about, and when it was made."""

    title: str
    url: str
    home: str
    now: datetime


def rss(channel: Channel, records: Sequence[Row]) -> str:
    """Return *records* as RSS 2.0; the text is in `content:encoded`."""
    items = "".join(
        f"<item>{_tag('title', _title(one))}{_tag('link', _link(one))}"
        f'<guid isPermaLink="false">{_xml(_identity(one))}</guid>'
        f"{_tag('pubDate', _moment(one, _rfc_2822))}"
        f"{''.join(_tag('dc:creator', name) for name in _names(one))}{_tag('category', one.get('section'))}"
        f"{_tag('description', one.get('description'))}{_tag('content:encoded', _html(one))}</item>\n"
        for one in records
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"<channel>{_tag('title', channel.title)}{_tag('link', channel.home)}{_tag('description', channel.title)}"
        f'<atom:link href={quoteattr(_clean(channel.url))} rel="self" type="application/rss+xml"/>'
        f"{_tag('lastBuildDate', _rfc_2822(channel.now))}{_tag('generator', 'newscrawl')}\n{items}</channel></rss>\n"
    )


def atom(channel: Channel, records: Sequence[Row]) -> str:
    """Return *records* as Atom."""
    entries = "".join(
        f"<entry>{_tag('title', _title(one))}{_tag('id', _identity(one))}<link href={quoteattr(_clean(_link(one)))}/>"
        f"{_tag('updated', _changed(one, channel.now))}{_tag('published', _moment(one, datetime.isoformat))}"
        f"{''.join(map(_author, _names(one) or ['newscrawl']))}"
        f'{_tag("summary", one.get("description"))}<content type="html">{_xml(_html(one))}</content></entry>\n'
        for one in records
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"{_tag('title', channel.title)}{_tag('id', channel.url)}{_tag('updated', channel.now.isoformat())}"
        f'<link rel="self" href={quoteattr(_clean(channel.url))}/><link href={quoteattr(_clean(channel.home))}/>'
        f"<generator>newscrawl</generator>\n{entries}</feed>\n"
    )


def json_feed(channel: Channel, records: Sequence[Row]) -> str:
    """Return *records* as JSON Feed 1.1."""
    items = [_without_none(_json_item(one)) for one in records]
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.url,
        "items": items,
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


FORMS: dict[str, Callable[[Channel, Sequence[Row]], str]] = {
    ".rss": rss,
    ".xml": rss,
    ".atom": atom,
    ".json": json_feed,
}
"""The forms by the suffix of a file or address."""

TYPES = {
    ".rss": "application/rss+xml; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
}


def write_feed(path: Path, channel: Channel, records: Sequence[Row]) -> None:
    """Write *records* to *path*, in one step, in the form of its suffix. Raises `StoreError`."""
    check_suffix(path, FORMS)
    with beside(path) as stream:
        stream.write(FORMS[path.suffix.lower()](channel, records).encode())


def _json_item(one: Row) -> dict[str, Any]:
    picture = one.get("mainImage") or {}
    return {
        "id": _identity(one),
        "url": _link(one),
        "title": _title(one),
        "summary": one.get("description"),
        "content_html": _html(one),
        "image": picture.get("url"),
        "date_published": _moment(one, datetime.isoformat),
        "date_modified": _moment(one, datetime.isoformat, "dateModified"),
        "authors": [{"name": name} for name in _names(one)] or None,
        "tags": [one["section"]] if one.get("section") else None,
        "language": one.get("inLanguage"),
    }


def _without_none(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}


def _title(one: Row) -> str:
    withdrawn = "[withdrawn] " if one.get("withdrawnAt") else ""
    return withdrawn + (one.get("headline") or _link(one))


def _link(one: Row) -> str:
    return str(one.get("canonicalUrl") or one.get("url") or "")


def _identity(one: Row) -> str:
    return _link(one)


def _names(one: Row) -> list[str]:
    return [author["name"] for author in one.get("authors", []) if author.get("name")]


def _html(one: Row) -> str:
    paragraphs = (one.get("articleBody") or "").split("\n\n")
    plain = "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)
    return one.get("articleBodyHtml") or plain


def _moment(one: Row, form: Callable[[datetime], str], name: str = "datePublished") -> str | None:
    text = one.get(name)
    return form(moment_of(text)) if text else None


def _changed(one: Row, now: datetime) -> str:
    for name in ("withdrawnAt", "dateModified", "datePublished", "fetchedAt"):
        if found := _moment(one, datetime.isoformat, name):
            return found
    return now.isoformat()


def _rfc_2822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC))


def _author(name: str) -> str:
    return f"<author>{_tag('name', name)}</author>"


def _tag(name: str, text: str | None) -> str:
    return f"<{name}>{_xml(text)}</{name}>" if text else ""


def _xml(text: str) -> str:
    return xml_escape(_clean(text))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
