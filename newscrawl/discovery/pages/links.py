"""The links of a page: where they lead, what they say, where on the page they stand."""

from collections.abc import Callable, Iterator
from typing import Literal

import attrs

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.extraction.page.block_rules import ids_of
from newscrawl.extraction.page.nodes import Element, attribute
from newscrawl.web.text import fold

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
_HEADING_IDS = frozenset(ids_of(*_HEADINGS))


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
    element: Element | None = attrs.field(eq=False, repr=False)


def read_links(page: LinkedPage, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[PageLink]:
    """Yield the http(s) links of *page* in document order.

    Only those are read whose canonical address is *wanted* when their turn comes; most links of a page are the
    site's menus.
    """
    places: dict[int, tuple[Place, bool]] = {}
    position = 0
    for element, target in page.anchors:
        if not wanted(target):
            continue
        place, heading = _surroundings(element.parent, places)
        text, inner_heading = _text(element)
        rel = attribute(element, "rel")
        position += 1
        yield PageLink(
            url=target,
            text=text,
            place=place,
            heading=heading or inner_heading,
            rel=frozenset(rel.lower().split()),
            position=position,
            element=element,
        )
        if position == MAX_LINKS:
            break


def _surroundings(element: Element | None, known: dict[int, tuple[Place, bool]]) -> tuple[Place, bool]:
    """Return the place that *element* stands in and whether within a heading; answers are kept in *known*."""
    path: list[Element] = []
    while element is not None and element.mem_id not in known:
        path.append(element)
        element = element.parent
    place: Place = "main"
    heading = False
    if element is not None:
        place, heading = known[element.mem_id]
    for step in reversed(path):
        tag = step.tag or ""
        own = _PLACES.get(tag) or _PLACES.get(attribute(step, "role"))
        place, heading = own or place, tag in _HEADINGS or (heading and own is None)
        known[step.mem_id] = place, heading
    return place, heading


def _text(element: Element) -> tuple[str, bool]:
    """Return what a reader sees of the link *element* and whether it holds a heading, whose text then
    counts."""
    text = fold(element.text(separator=" ")[: MAX_TEXT * 4])[:MAX_TEXT]
    child = element.first_child
    if text and child is not None and child.is_text_node and child.next is None:
        return text, False
    heading = next((one for one in element.traverse() if one.tag_id in _HEADING_IDS), None)
    if heading is not None:
        return fold(heading.text())[:MAX_TEXT], True
    if not text:
        image = element.css_first("img")
        text = fold(attribute(image, "alt"))[:MAX_TEXT] if image is not None else ""
    return text or fold(attribute(element, "title"))[:MAX_TEXT], False
