"""What a page names in its head, and its server in the `Link` header (RFC 8288): feeds, sitemaps, the next page."""

import re
from collections.abc import Iterator

import attrs

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.extraction.page.nodes import attribute
from newscrawl.web.urls import canonical_url

MAX_FEEDS = 20

# application/rss+xml, application/x-rss+xml, text/xml, application/feed+json; not text/xml+oembed
_FEED_TYPE = re.compile(
    r"(?:application|text)/(?:(?:x[-.])?(?:rss|atom|rdf|feed)(?:\+(?:xml|json))?|xml)\s*(?:;.*)?", re.IGNORECASE
)
# <https://example.org/p2>; rel="next"; title="Page 2"
_HEADER_LINK = re.compile(r"""<([^<>]*)>((?:\s*;\s*[\w*!-]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"]+))?)*)""")
_PARAMETER = re.compile(r"""([\w*!-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""")
_MAX_HEADER = 16 * 1024


@attrs.frozen(kw_only=True)
class HeadLinks:
    """What the page's `<link>` elements and its `Link` header name; all canonical."""

    canonical: str | None = None
    next_page: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_head_links(page: LinkedPage, header: str = "") -> HeadLinks:
    """Return what *page*, received with the `Link` *header*, names.

    Where both name something, the page comes before the header.
    """
    canonical = next_page = None
    feeds: dict[str, None] = {}
    sitemaps: dict[str, None] = {}
    for relations, kind, href in (*_elements(page), *_header_links(header)):
        named = _named_by(relations, kind)
        target = canonical_url(href, page.base) if named else ""
        if not target:
            continue
        if named == "canonical":
            canonical = canonical or target
        elif named == "next":
            next_page = next_page or target
        elif named == "sitemap":
            sitemaps[target] = None
        else:
            feeds[target] = None
    return HeadLinks(
        canonical=canonical,
        next_page=next_page,
        feeds=tuple(feeds)[:MAX_FEEDS],
        sitemaps=tuple(sitemaps)[:MAX_FEEDS],
    )


def _elements(page: LinkedPage) -> Iterator[tuple[list[str], str, str]]:
    """Yield relations, type and address of the `<link>` elements."""
    for element in page.links:
        yield attribute(element, "rel").lower().split(), attribute(element, "type"), attribute(element, "href")


def _header_links(header: str) -> Iterator[tuple[list[str], str, str]]:
    """Yield relations, type and address of the links in *header*."""
    for href, parameters in _HEADER_LINK.findall(header[:_MAX_HEADER]):
        values = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(parameters)}
        yield values.get("rel", "").lower().split(), values.get("type", ""), href


def _named_by(relations: list[str], kind: str) -> str:
    """Return what a link with *relations* and MIME type *kind* names, `""` where it is nothing that is asked for."""
    named = next((one for one in ("canonical", "next", "sitemap") if one in relations), "")
    return named or ("feed" if _is_feed(relations, kind) else "")


def _is_feed(relations: list[str], kind: str) -> bool:
    """Tell whether a link with *relations* and MIME type *kind* leads to a feed (HTML Standard, 4.6.7.1)."""
    return "feed" in relations or ("alternate" in relations and bool(_FEED_TYPE.fullmatch(kind.strip())))
