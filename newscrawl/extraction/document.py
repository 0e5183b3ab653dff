"""One page, parsed once: everything that reads a page works on this tree."""

import re

import attrs
from lxml import etree

from newscrawl.extraction.charset import decode

MAX_BYTES = 32 * 1024 * 1024
"""Longer pages are cut here: no article needs more, and memory stays bounded."""

# libxml2 gives up on a page, without an error, at the first element nested deeper than this.
DEPTH_LIMIT = 2000

# `<div class="x">`, `</span>`: wrappers without a meaning of their own, dropped from absurdly nested pages.
WRAPPER_TAG = re.compile(rb"</?(?:div|span|font|center|section|b|i|u|em|strong|small|big)(?:\s[^<>]*)?/?>", re.I)

EMPTY_PAGE = b"<html><body></body></html>"


@attrs.frozen
class Document:
    """A parsed page.

    `root` is the `<html>` element of an lxml tree without comments and processing instructions; `url`
    the address of the response after redirects, absolute, or `""` where unknown.
    """

    root: etree._Element
    url: str

    @classmethod
    def parse(cls, html: bytes | str, url: str, encoding: str | None = None) -> "Document":
        """Parse *html*, the body of a response from *url*, into a document. Never raises for bad input.

        *encoding* is the charset of the HTTP header, a hint: see `charset.decode`. Empty and broken
        input give a tree with what could be read, at least `<html>`.
        """
        data = _utf8(html[:MAX_BYTES], encoding)
        root = _tree(data)
        if _deepest_end(root) >= DEPTH_LIMIT:
            root = _tree(WRAPPER_TAG.sub(b" ", data))
        return cls(root=root, url=url)


def _utf8(html: bytes | str, encoding: str | None) -> bytes:
    """Return *html* in UTF-8 without null characters, at which libxml2 would stop reading."""
    data = decode(html, encoding) if isinstance(html, bytes) else html.encode("utf-8", "replace")
    return data.replace(b"\0", b"") if b"\0" in data else data


def _tree(data: bytes) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):  # nothing in it that makes a tree
        root = None
    return etree.fromstring(EMPTY_PAGE, parser) if root is None else root


def _deepest_end(root: etree._Element) -> int:
    """Return the depth of the page's last element, where the parser stopped if nesting stopped it."""
    depth, element = 0, root
    while len(element):
        depth, element = depth + 1, element[-1]
    return depth
