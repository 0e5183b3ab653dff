"""The links of a page: where they lead, what they say, where on the page they stand."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import attrs
from lxml import etree

from newscrawl.extraction.text import fold
from newscrawl.extraction.urls import canonical_url

Place = Literal["main", "nav", "header", "footer", "aside"]

MAX_LINKS = 5_000
"""Links read of one page; what follows is not looked at."""

MAX_TEXT = 400

_PLACES: dict[str, Place] = {
    "nav": "nav",
    "menu": "nav",
    "navigation": "nav",
    "header": "header",
    "banner": "header",
    "footer": "footer",
    "contentinfo": "footer",
    "aside": "aside",
    "complementary": "aside",
}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class PageLink:
    """A link of a page.

    `url` is canonical, `text` what a reader sees of it (folded, cut at 400 characters), `heading` whether it
    stands in a heading or holds one, `position` its place among the page's links, from 1. `element` is the
    `<a>` itself, None where the page is not at hand any more.
    """

    url: str
    text: str
    place: Place
    heading: bool
    rel: frozenset[str]
    position: int
    element: etree._Element | None = attrs.field(eq=False, repr=False)


@attrs.frozen(kw_only=True)
class HeadLinks:
    """What the page's `<link>` elements name; all canonical."""

    canonical: str | None = None
    next_page: str | None = None
    feeds: tuple[str, ...] = ()


def base_of(root: etree._Element, url: str) -> str:
    """Return the address that relative links of the page are resolved against (`<base href>`)."""
    base = next(root.iter("base"), None)
    return (canonical_url(base.get("href", ""), url) if base is not None else "") or url


def read_links(root: etree._Element, url: str, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[PageLink]:
    """Yield the http(s) links of the page *root*, received from *url*, in document order.

    Only those are read whose canonical address is *wanted* when their turn comes; most links of a page are the
    site's menus.
    """
    base = base_of(root, url)
    places: dict[etree._Element, tuple[Place, bool]] = {}
    position = 0
    for element in root.iter("a", "area"):
        href = element.get("href")
        target = canonical_url(href, base) if href else ""
        if not target or not wanted(target):
            continue
        place, heading = _surroundings(element.getparent(), places)
        text, inner_heading = _text(element)
        rel = element.get("rel")
        position += 1
        yield PageLink(
            url=target,
            text=text,
            place=place,
            heading=heading or inner_heading,
            rel=frozenset(rel.lower().split()) if rel else frozenset(),
            position=position,
            element=element,
        )
        if position == MAX_LINKS:
            break


def read_head_links(root: etree._Element, url: str) -> HeadLinks:
    """Return what the `<link>` elements of the page *root*, received from *url*, name."""
    base = base_of(root, url)
    canonical = next_page = None
    feeds: list[str] = []
    for element in root.iter("link"):
        rel = element.get("rel", "").lower().split()
        target = canonical_url(element.get("href", ""), base)
        if not target:
            continue
        if "canonical" in rel:
            canonical = canonical or target
        elif "next" in rel:
            next_page = next_page or target
        elif "alternate" in rel and _FEED_TYPES.match(element.get("type", "")) and target not in feeds:
            feeds.append(target)
    return HeadLinks(canonical=canonical, next_page=next_page, feeds=tuple(feeds[:20]))


def _surroundings(
    element: etree._Element | None, known: dict[etree._Element, tuple[Place, bool]]
) -> tuple[Place, bool]:
    """Return the place that *element* stands in and whether within a heading; answers are kept in *known*."""
    path: list[etree._Element] = []
    while element is not None and element not in known:
        path.append(element)
        element = element.getparent()
    place: Place = "main"
    heading = False
    if element is not None:
        place, heading = known[element]
    for step in reversed(path):
        own = _PLACES.get(step.tag) or _PLACES.get(step.get("role", ""))
        place, heading = own or place, step.tag in _HEADINGS or (heading and own is None)
        known[step] = place, heading
    return place, heading


def _text(element: etree._Element) -> tuple[str, bool]:
    """Return what a reader sees of the link *element* and whether it holds a heading, whose text then
    counts."""
    if len(element) == 0:
        return fold(element.text or "")[:MAX_TEXT], False
    for inner in element.iter(*_HEADINGS):
        return fold("".join(map(str, inner.itertext())))[:MAX_TEXT], True
    text = fold(" ".join(map(str, element.itertext(with_tail=True)))[: MAX_TEXT * 4])[:MAX_TEXT]
    if not text:
        image = next(element.iter("img"), None)
        text = fold(image.get("alt", ""))[:MAX_TEXT] if image is not None else ""
    return text or fold(element.get("title", ""))[:MAX_TEXT], False
