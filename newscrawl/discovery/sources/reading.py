"""Told by its content, whatever its type says: a sitemap, a feed, or neither."""

import re

from newscrawl.discovery.sources.feeds import Feed, read_feed
from newscrawl.discovery.sources.sitemaps import Sitemap, read_sitemap
from newscrawl.web.gunzip import GZIP_MAGIC

_HEAD = 4096
# <!doctype html>, <html lang="en">, <!-- by our CMS --><head>
_WEB_PAGE = re.compile(rb"<!doctype\s+html|<html\b|<head\b|<body\b", re.IGNORECASE)
# <?xml …?>, <rss, {"version": "https://jsonfeed.org/version/1", and UTF-16's byte-order mark
_MAYBE_SOURCE = re.compile(
    rb"<\?xml|<(?:[\w.-]+:)?(?:rss|rdf|feed|channel|urlset|sitemapindex)[\s>]|jsonfeed\.org|\A(?:\xff\xfe|\xfe\xff)",
    re.IGNORECASE,
)


def read_source(body: bytes, url: str, *, expected: bool) -> Sitemap | Feed | None:
    """Return the sitemap or feed in *body*, served at *url*; None where it is neither.

    *expected*: it was asked for as one. Else it must look like one at its beginning, so that web pages cost nothing.
    """
    head = body[:_HEAD]
    if _WEB_PAGE.search(head):
        return None
    if not expected and not head.startswith(GZIP_MAGIC) and not _MAYBE_SOURCE.search(head):
        return None
    return read_sitemap(body, url) or read_feed(body, url)
