"""A page as what follows its links sees it: the elements that name addresses."""

from functools import cached_property

import attrs

from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.nodes import Element, attribute
from newscrawl.extraction.page.tag_index import Index
from newscrawl.web.urls import canonical_url


@attrs.frozen(eq=False)
class LinkedPage:
    """The page whose `<html>` element is `root`, received from `url`, with its elements by their tags."""

    root: Element = attrs.field(repr=False)
    url: str
    _by_tag: Index = attrs.field(repr=False)

    @classmethod
    def of(cls, document: Document) -> "LinkedPage":
        """Return *document* as a page that leads to others."""
        return cls(document.html, document.url, document.by_tag)

    @cached_property
    def base(self) -> str:
        """The address that relative links are resolved against (`<base href>`)."""
        bases = self._by_tag["base"]
        return (canonical_url(attribute(bases[0], "href"), self.url) if bases else "") or self.url

    @cached_property
    def anchors(self) -> list[tuple[Element, str]]:
        """Every `<a>` and `<area>` that leads to an http(s) address, with that in canonical form, in document order."""
        base = self.base
        named = ((element, element.attrs.get("href")) for element in self._by_tag["a area"])
        found = ((element, canonical_url(href, base)) for element, href in named if href)
        return [(element, target) for element, target in found if target]

    @property
    def links(self) -> list[Element]:
        """The `<link>` elements, in document order."""
        return self._by_tag["link"]
