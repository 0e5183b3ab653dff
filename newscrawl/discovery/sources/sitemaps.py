"""Sitemaps: indexes, URL sets, news sitemaps and plain-text lists, gzipped or not (sitemaps.org 0.9)."""

import re
from itertools import islice
from typing import Literal

import attrs

from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.web.charsets import decode
from newscrawl.web.dates import utc_date
from newscrawl.web.gunzip import unpack
from newscrawl.web.text import fold
from newscrawl.web.urls import canonical_url
from newscrawl.web.xml import Record, find_root, records, resolve_references

MAX_BYTES = 50 * 1024 * 1024
"""The protocol's limit for one decompressed sitemap; what follows is not read."""

MAX_ENTRIES = 50_000
"""The protocol's limit for the entries of one sitemap."""

# Child sitemaps that list no articles: image, video, product, author, tag and category sitemaps
_NO_ARTICLES = re.compile(r"image|video|photo|product|author|tag|categor|taxonom|user|page[s_-]", re.IGNORECASE)
# /sitemap-news-1.xml, /posts.xml.gz, /sitemap.php?page=2; /news/a-sitemap-for-the-town.html is a page
_SITEMAP_FILE = re.compile(r"\.xml(?:\.gz)?(?:\?|$)|/\w*sitemap[\w-]*(?:\.(?!html?)\w+)*(?:\?[^/]*)?$", re.IGNORECASE)
_LINE = re.compile(rb"[^\r\n]+")
_FIRST_LINES = 20


@attrs.frozen(kw_only=True)
class Sitemap:
    """What one sitemap file holds.

    `kind` is `index` (entries are further sitemaps) or `urls`. An entry's `published` comes from the news
    extension, its `modified` from `lastmod`. `truncated`: the file went on beyond the protocol's limits.
    """

    kind: Literal["index", "urls"]
    entries: list[Candidate]
    truncated: bool = False


def read_sitemap(body: bytes, url: str, *, max_bytes: int = MAX_BYTES) -> Sitemap | None:
    """Return what the sitemap *body*, served at *url*, lists; None where it is no sitemap.

    Relative addresses are resolved against *url*; entries that are no http(s) address are left out. A URL set
    that lists nothing but sitemaps is an index.
    """
    unpacked = unpack(body, max_bytes)
    text = decode(unpacked.body)
    root = find_root(text, ("urlset", "sitemapindex"))
    if root is None:
        return _read_text(text, truncated=unpacked.cut)
    entries: list[Candidate] = []
    for record in islice(records(text, ("url", "sitemap")), 2 * MAX_ENTRIES):
        entry = _entry(record, url, len(entries) + 1)
        if entry is not None:
            entries.append(entry)
        if len(entries) == MAX_ENTRIES:
            break
    index = root == "sitemapindex" or (bool(entries) and all(names_sitemap(entry.url) for entry in entries))
    truncated = unpacked.cut or len(entries) == MAX_ENTRIES
    return Sitemap(kind="index" if index else "urls", entries=entries, truncated=truncated)


def lists_articles(url: str) -> bool:
    """Tell from its name whether a child sitemap at *url* is likely to list articles."""
    name = url.rpartition("/")[2]
    return "news" in name.lower() or not _NO_ARTICLES.search(name)


def names_sitemap(url: str) -> bool:
    """Tell from its form whether the address *url*, listed by a sitemap, is that of a further one.

    >>> names_sitemap("https://example.org/sitemap-news-1.xml.gz"), names_sitemap("https://example.org/a.html")
    (True, False)
    """
    return bool(_SITEMAP_FILE.search(url))


def _entry(record: Record, base: str, position: int) -> Candidate | None:
    values: dict[str, str] = {}
    for field in record.fields:
        values.setdefault(field.path, field.text)
    url = canonical_url(resolve_references(values.get("loc", "")), base)
    if not url:
        return None
    return Candidate(
        url=url,
        headline=fold(values.get("news/title", ""))[:500] or None,
        published=utc_date(values.get("news/publication_date")),
        modified=utc_date(values.get("lastmod")),
        position=position,
    )


def _read_text(text: bytes, *, truncated: bool) -> Sitemap | None:
    """Read a plain-text sitemap: one address a line, nothing else but blank lines and comments (`#`)."""
    first = [line.group().strip() for line in islice(_LINE.finditer(text, 0, 64 * 1024), _FIRST_LINES)]
    if not any(first) or not all(map(_is_text_line, first)):
        return None
    entries: list[Candidate] = []
    for line in _LINE.finditer(text):
        url = canonical_url(line.group().strip().decode("utf-8", "replace"))
        if url and len(entries) == MAX_ENTRIES:
            return Sitemap(kind="urls", entries=entries, truncated=True)
        if url:
            entries.append(Candidate(url=url, position=len(entries) + 1))
    return Sitemap(kind="urls", entries=entries, truncated=truncated) if entries else None


def _is_text_line(line: bytes) -> bool:
    return not line or line.startswith(b"#") or (line[:4].lower() == b"http" and not re.search(rb"[\s<>]", line))
