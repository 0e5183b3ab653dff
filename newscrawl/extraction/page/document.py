"""One page, parsed once: everything that reads a page works on this tree."""

import re
from functools import cached_property
from itertools import chain

import attrs
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from newscrawl.extraction.guard.nesting import check_nesting, check_size, is_absurd
from newscrawl.extraction.page.compiled import index_of
from newscrawl.extraction.page.nodes import Element
from newscrawl.extraction.page.tag_index import Index
from newscrawl.web.charsets import decode

MAX_BYTES = 32 * 1024 * 1024
"""Longer pages are cut here: no article needs more, and memory stays bounded."""

# libxml2 gives up on a page, without an error, at the first element nested deeper than this.
DEPTH_LIMIT = 2000

# `<div class="x">`, `</span>`: wrappers without a meaning of their own, dropped from absurdly nested pages.
WRAPPER_TAG = re.compile(
    rb"</?(?:div|span|font|center|section|[bius]|em|strong|small|big|code|tt|strike|nobr|option|optgroup)(?:\s[^<>]*)?/?>",
    re.I,
)

# `<noscript>`, `</template>`
HOLDING_TAG = re.compile(rb"<(/?)(?:noscript|template)\b([^<>]*>)", re.I)
MUCH_HELD = 500
"""Characters."""
MANY_HELD = 50
LEAST_SHOWN = 40
"""Characters without blanks; what shows fewer holds no text."""

# `<p class="x">`, `<style>p {}</style>`: of what a page holds, all that shows and states nothing
SILENT_MARKUP = re.compile(r"<style\b[^>]*>[^<]*</style>|<(?!meta\b)[^>]*>", re.I)

EMPTY_PAGE = b"<html><body></body></html>"


@attrs.frozen
class Document:
    """A parsed page."""

    html: Element
    """The `<html>` element of a tree as browsers build it (HTML Standard, 13.2)."""
    url: str
    """The address of the response after redirects, absolute, or `""` where unknown."""
    source: bytes = attrs.field(repr=False)
    """The page in UTF-8."""

    @classmethod
    def parse(cls, html: bytes | str, url: str, encoding: str | None = None) -> "Document":
        """Parse *html*, the body of a response from *url*, into a document.

        *encoding* is the charset of the HTTP header, a hint: see `charset.decode`. Empty and broken
        input give a tree with what could be read, at least `<html>`. Raises `PageTooComplex` for a page that would
        take too long to read, and for nothing else.
        """
        data = _utf8(html[:MAX_BYTES], encoding)
        check_size(data)
        root = LexborHTMLParser(_tidied(data) if is_absurd(data) else data).root
        assert root is not None  # a document always has an element
        return cls(root, url, data)

    def unwrapped(self) -> "Document | None":
        """Return the page with what it holds for readers without scripts opened, `None` where that is not much.

        The contents of `<noscript>` and `<template>` are none of what a page shows, but some hold the article; most
        hold no text at all, but styles, frames and the markup that scripts fill in.
        """
        held = sum(len(one.text()) for one in self.by_tag["noscript"][:MANY_HELD])
        if held < MUCH_HELD:
            held += sum(len(one.html or "") for one in self.by_tag["template"][:MANY_HELD]) // 2
        if held < MUCH_HELD or not self._holds_text():
            return None
        return Document.parse(HOLDING_TAG.sub(rb"<\1div\2", self.source), self.url, "utf-8")

    def _holds_text(self) -> bool:
        """Tell whether what is held may show a text; where they lie in each other, that is not looked into."""
        shown = size = 0
        for one in chain(self.by_tag["noscript"], self.by_tag["template"]):
            held = one.html or ""
            size += len(held)
            shown += len("".join(SILENT_MARKUP.sub("", held).split()))
            if shown >= LEAST_SHOWN or size > len(self.source):
                return True
        return False

    @cached_property
    def by_tag(self) -> Index:
        """The page's elements by the groups of tags that are read."""
        return index_of(self.html)

    @cached_property
    def root(self) -> etree._Element:
        """The `<html>` element of an lxml tree without comments, parsed when asked for: for page objects' selectors."""
        return _tree(self.source)


def _utf8(html: bytes | str, encoding: str | None) -> bytes:
    """Return *html* in UTF-8 without null characters, at which libxml2 would stop reading."""
    data = decode(html, encoding) if isinstance(html, bytes) else html.encode("utf-8", "replace")
    return data.replace(b"\0", b"") if b"\0" in data else data


def _tidied(data: bytes) -> bytes:
    """Return *data* without mere wrappers, as libxml2 reads it: no deeper than `DEPTH_LIMIT`, every element closed."""
    tidied: bytes = etree.tostring(_parsed(WRAPPER_TAG.sub(b" ", data)), encoding="utf-8", method="html")
    check_nesting(tidied)
    return tidied


def _tree(data: bytes) -> etree._Element:
    root = _parsed(data)
    return _parsed(WRAPPER_TAG.sub(b" ", data)) if _deepest_end(root) >= DEPTH_LIMIT else root


def _parsed(data: bytes) -> etree._Element:
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
