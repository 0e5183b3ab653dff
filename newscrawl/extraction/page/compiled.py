"""What is read of a page's tree by the compiled walks, where they were built and give what those in Python do.

The compiled walks read the nodes of one parser library from within: they are used with the versions of it that they
were tested with, and only if they give the same for a probe. Elsewhere the walks in Python are as right, and slower.
"""

import ctypes
from importlib.metadata import version
from types import ModuleType
from typing import Any, Final

import attrs
from selectolax import lexbor
from selectolax.lexbor import LexborHTMLParser

from newscrawl.extraction.accelerated import if_built
from newscrawl.extraction.page import blocks, lines, tag_index
from newscrawl.extraction.page.blocks import Blocks, Boxes
from newscrawl.extraction.page.lines import PrintedLines
from newscrawl.extraction.page.nodes import Element
from newscrawl.extraction.page.tag_index import Index

TESTED: Final = frozenset({"1.0.2"})
"""Versions of selectolax whose nodes the compiled walk knows."""

_FUNCTIONS: Final = (
    "lxb_dom_element_first_attribute_noi",
    "lxb_dom_attr_qualified_name",
    "lxb_dom_attr_value_noi",
)

_PROBE: Final = (
    "<html class=front><body id=top><nav><a href=/>Home</a></nav><main role=main><h1>A headline &amp; more</h1>"
    "<p class='lead related' itemprop=text itemtype>One<br><br>two <b>bold</b> <a href='/x' class=teaser>link</a>"
    "&amp;nbsp;<x-tag>own</x-tag></p>"
    "<figure aria-hidden=true><img><figcaption hidden>Seen</figcaption></figure><x-box><p>In</p></x-box>"
    "<svg><p>out</p></svg><dialog><p>closed</p></dialog><template><p>no</p></template><!-- none --><ul><li>a<li>b</ul>"
    "<video><p>old</p></video><span style='display:none'>none</span> tail</main></body></html>"
)


def read_blocks(root: Element) -> Blocks:
    """Return what `blocks.read_blocks` does."""
    return _blocks(WALK.walk(root, False)) if WALK else blocks.read_blocks(root)


def read_part(element: Element) -> Blocks:
    """Return what `blocks.read_part` does."""
    return _blocks(WALK.walk(element, True)) if WALK else blocks.read_part(element)


def index_of(root: Element) -> Index:
    """Return what `tag_index.index_of` does."""
    return tag_index.named(WALK.index_of(root)) if WALK else tag_index.index_of(root)


def attributed(root: Element) -> Index:
    """Return what `tag_index.attributed` does."""
    return dict(zip(tag_index.ATTRIBUTES, WALK.attributed(root), strict=True)) if WALK else tag_index.attributed(root)


def printed_lines(root: Element, heading: Element | None) -> PrintedLines:
    """Return the short lines below *root*, parted at *heading*, without those of scripts and the like."""
    return lines.printed_lines(*(WALK or lines).texts_around(root, heading))


def _blocks(columns: tuple[Any, ...]) -> Blocks:
    boxes, runs = columns
    return Blocks(Boxes(*boxes), *runs)


def as_values(page: Blocks) -> tuple[Any, ...]:
    """Return the columns of *page* as values that compare, elements by their place in memory."""
    boxes = page.boxes
    columns = [tuple(getattr(boxes, field.name)) for field in attrs.fields(Boxes) if field.name != "elements"]
    own = [tuple(getattr(page, field.name)) for field in attrs.fields(Blocks) if field.name != "boxes"]
    return (tuple(element.mem_id for element in boxes.elements), *columns, *own)


def values_of(index: Index) -> dict[str, list[int]]:
    """Return *index* as values that compare."""
    return {group: _values(elements) for group, elements in index.items()}


def _values(elements: list[Element]) -> list[int]:
    return [element.mem_id for element in elements]


def _walk() -> ModuleType | None:
    """Return the compiled walks, None where they do not agree. Raises anything where they are not built."""
    from newscrawl.extraction.page import _walk

    library = ctypes.CDLL(lexbor.__file__)
    if version("selectolax") not in TESTED:
        return None
    _walk.bind(*(ctypes.cast(getattr(library, name), ctypes.c_void_p).value or 0 for name in _FUNCTIONS))
    root = LexborHTMLParser(_PROBE).root
    assert root is not None
    return _walk if _agrees(_walk, root) else None


def _agrees(fast: ModuleType, root: Element) -> bool:
    """Tell whether *fast* gives what the walks in Python do for the page *root*."""
    reads = ((False, blocks.read_blocks), (True, blocks.read_part))
    return (
        all(as_values(_blocks(fast.walk(root, part))) == as_values(read(root)) for part, read in reads)
        and values_of(tag_index.named(fast.index_of(root))) == values_of(tag_index.index_of(root))
        and list(map(_values, fast.attributed(root))) == list(map(_values, tag_index.attributed(root).values()))
        and all(_lines(fast, root, heading) == _lines(lines, root, heading) for heading in (None, root.css_first("h1")))
    )


def _lines(how: ModuleType, root: Element, heading: Element | None) -> list[list[tuple[int, str]]]:
    """Return the texts around *heading* as values that compare."""
    return [[(element.mem_id, text) for element, text in texts] for texts in how.texts_around(root, heading)]


WALK: Final = if_built(_walk)
