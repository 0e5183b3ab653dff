"""Sitemaps: indexes, URL sets, news sitemaps and plain-text lists, gzipped or not (sitemaps.org 0.9)."""

import re
from io import BytesIO
from typing import Literal

import attrs
from lxml import etree

from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.web.dates import utc_date
from newscrawl.web.text import fold
from newscrawl.web.urls import canonical_url
from newscrawl.web.xml import GZIP_MAGIC, BoundedGzip, elements, local_name, text_of

MAX_BYTES = 50 * 1024 * 1024
"""The protocol's limit for one decompressed sitemap; what follows is not read."""

MAX_ENTRIES = 50_000
"""The protocol's limit for the entries of one sitemap."""

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(urlset|sitemapindex)\b", re.IGNORECASE)
# Child sitemaps that list no articles: image, video, product, author, tag and category sitemaps
_NO_ARTICLES = re.compile(r"image|video|photo|product|author|tag|categor|taxonom|user|page[s_-]", re.IGNORECASE)


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

    Relative addresses are resolved against *url*; entries that are no http(s) address are left out.
    """
    gzipped = body[:2] == GZIP_MAGIC
    head = BoundedGzip(body, max_bytes).read(65536) if gzipped else body[:65536]
    root = _ROOT.search(head)
    if root is None:
        return _read_text(BoundedGzip(body, max_bytes) if gzipped else BytesIO(body[:max_bytes]), url, head)
    source = BoundedGzip(body, max_bytes) if gzipped else BytesIO(body[:max_bytes])
    index = root.group(1).lower() == b"sitemapindex"
    entries: list[Candidate] = []
    for element in elements(source, ("sitemap",) if index else ("url",)):
        entry = _entry(element, url, len(entries) + 1)
        if entry is not None:
            entries.append(entry)
        if len(entries) == MAX_ENTRIES:
            break
    truncated = source.truncated if isinstance(source, BoundedGzip) else len(body) > max_bytes
    kind: Literal["index", "urls"] = "index" if index else "urls"
    return Sitemap(kind=kind, entries=entries, truncated=truncated or len(entries) == MAX_ENTRIES)


def lists_articles(url: str) -> bool:
    """Tell from its name whether a child sitemap at *url* is likely to list articles."""
    name = url.rpartition("/")[2]
    return "news" in name.lower() or not _NO_ARTICLES.search(name)


def _entry(element: etree._Element, base: str, position: int) -> Candidate | None:
    values: dict[str, str] = {}
    for child in element.iter():
        name = local_name(child)
        if name in ("loc", "lastmod", "publication_date", "title") and name not in values:
            values[name] = text_of(child)
    url = canonical_url(values.get("loc", ""), base)
    if not url:
        return None
    return Candidate(
        url=url,
        headline=fold(values.get("title", ""))[:500] or None,
        published=utc_date(values.get("publication_date")),
        modified=utc_date(values.get("lastmod")),
        position=position,
    )


def _read_text(source: BytesIO | BoundedGzip, base: str, head: bytes) -> Sitemap | None:
    """Read a plain-text sitemap: one address a line, nothing else."""
    if not re.match(rb"(?:\xef\xbb\xbf)?\s*https?://\S+\s*(?:[\r\n]|$)", head):
        return None
    entries: list[Candidate] = []
    rest = b""
    while (data := source.read(65536)) and len(entries) < MAX_ENTRIES:
        *lines, rest = (rest + data).removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
        entries += _text_entries(lines, base, len(entries))
        if len(rest) > 8192:
            break
    entries += _text_entries([rest], base, len(entries))
    return Sitemap(kind="urls", entries=entries[:MAX_ENTRIES], truncated=len(entries) > MAX_ENTRIES)


def _text_entries(lines: list[bytes], base: str, so_far: int) -> list[Candidate]:
    urls = (canonical_url(line.decode("utf-8", "replace").strip(), base) for line in lines if line.startswith(b"http"))
    return [Candidate(url=url, position=so_far + n) for n, url in enumerate(filter(None, urls), 1)]
