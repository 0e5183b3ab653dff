"""The elements of a page that are read by their tag or for an attribute, each kind found in one pass."""

from collections.abc import Mapping
from typing import Final

from newscrawl.extraction.page.block_rules import ids_of
from newscrawl.extraction.page.nodes import Element

GROUPS: Final = (
    "title", "base", "meta", "link", "script", "noscript", "template", "h1", "h2 h3", "time", "nav ol", "img",
    "iframe video", "a area",
)  # fmt: skip
"""Tags whose elements are listed together."""

PLACES: Final[Mapping[int, int]] = {
    number: place for place, group in enumerate(GROUPS) for number in ids_of(*group.split())
}
"""By the parser's number of a tag: the place of its group."""

ATTRIBUTES: Final = ("itemprop", "itemtype")
"""Attributes whose elements are listed, whatever their values."""

Index = Mapping[str, list[Element]]


def index_of(root: Element) -> Index:
    """Return the elements below *root* by their group in `GROUPS`, each in the page's order."""
    found: list[list[Element]] = [[] for _ in GROUPS]
    place_of = PLACES.get
    for element in root.css("*"):
        place = place_of(element.tag_id)
        if place is not None:
            found[place].append(element)
    return named(found)


def named(found: list[list[Element]]) -> Index:
    """Return the lists *found*, in the order of `GROUPS`, by their names."""
    return dict(zip(GROUPS, found, strict=True))


def attributed(root: Element) -> Index:
    """Return the elements from *root* down that have each of `ATTRIBUTES`, in the page's order."""
    return {name: root.css(f"[{name}]") for name in ATTRIBUTES}
