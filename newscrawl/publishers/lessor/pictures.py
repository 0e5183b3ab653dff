"""The picture of an article: its address at the best resolution named."""

import re

from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.nodes import Element
from newscrawl.publishers.lessor.lines import Line
from newscrawl.publishers.lessor.urls import Addresses
from newscrawl.web.text import fold

SHOWN = "img, amp-img, [style*='background-image']"
# Attributes that lazy loaders keep the real address in, then the plain one.
SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
# An icon, an avatar or a counting pixel is narrower than this, in CSS pixels.
NARROWEST = 80
# A picture may link to itself, larger; one that links to a page is a button or a teaser's.
IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:[?#]|$)", re.IGNORECASE)


class Pictures:
    """The pictures of the page *root*, which is read as *page*."""

    def __init__(self, root: Element, page: Blocks, addresses: Addresses) -> None:
        self._page = page
        self._addresses = addresses
        self._places = {node.mem_id: place for place, node in enumerate(root.traverse())}
        unseen = {node.mem_id for node in root.css("noscript *, template *")}
        self._shown = [one for one in root.css(SHOWN) if one.mem_id not in unseen and self.source(one)]

    def between(self, head: Line | None, first: Line | None, title: str | None = None) -> Element | None:
        """Return the picture below *head* and above the line *first* that is titled *title*, else the first."""
        if head is None:
            return None
        below = [one for one in self._shown if self._place(one) > self._place_of(head)]
        above = [one for one in below if first is None or self.stands_above(one, first)]
        titled = (
            one for one in above if any(fold(one.attributes.get(name) or "") == title for name in ("title", "alt"))
        )
        return next(titled, None) or next(iter(above), None)

    def stands_above(self, picture: Element, line: Line) -> bool:
        """Tell whether *picture* stands above *line*, as far as the boxes around it show."""
        boxes, box = self._page.boxes, self._page.box[line.block]
        place = self._place(picture)
        own = self._place_of(line)
        return place < own or (boxes.images[box] > 0 and self._page.images[line.block] > self._images_before(box))

    def stands_below(self, picture: Element, line: Line) -> bool:
        """Tell whether *picture* stands below *line*."""
        return not self.stands_above(picture, line)

    def source(self, picture: Element | None) -> str | None:
        """Return the absolute address of the picture; `None` for an icon, a placeholder or a button."""
        if picture is None:
            return None
        link: Element | None = picture
        while link is not None and link.tag != "a":
            link = link.parent
        given = picture.attributes
        if link is not None and not IMAGE_FILE.search(link.attributes.get("href") or ""):
            return None
        if any(_pixels(given.get(name)) < NARROWEST for name in ("width", "height")):
            return None
        candidates = [_largest(given.get("data-srcset") or given.get("srcset") or "")]
        candidates += [given.get(name) or "" for name in SOURCES]
        candidates += CSS_URL.findall(given.get("style") or "")
        source = next((c.strip() for c in candidates if c.strip() and not c.strip().startswith("data:")), None)
        if source is None or source.partition("?")[0].lower().endswith(".svg"):
            return None
        return self._addresses.absolute(source) or None

    def _images_before(self, box: int) -> int:
        start = self._page.boxes.starts[box]
        return self._page.images[start] if start < len(self._page) else 0

    def _place(self, element: Element) -> int:
        return self._places.get(element.mem_id, -1)

    def _place_of(self, line: Line) -> int:
        return self._place(self._page.boxes.elements[self._page.box[line.block]])


def _pixels(value: str | None) -> float:
    """Return a width or height in pixels; endless where it is not given as one."""
    number = re.fullmatch(r"\s*(\d{1,5})(?:px)?\s*", value or "")
    return float(number[1]) if number else float("inf")


def _largest(srcset: str) -> str:
    """Return the candidate of a `srcset` with the greatest width or density, `""` for none."""
    best, most = "", -1.0
    for candidate in re.split(r",\s+", srcset.strip()):
        address, _, size = candidate.strip().partition(" ")
        number = re.fullmatch(r"(\d+(?:\.\d+)?)[wx]", size.strip())
        weight = float(number[1]) if number else 0.0
        if address and weight > most:
            best, most = address, weight
    return best
