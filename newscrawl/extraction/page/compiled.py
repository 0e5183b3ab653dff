"""The text blocks of a page by the compiled walk, where it was built and gives what the walk in Python does.

The compiled walk reads the nodes of one parser library from within: it is used with the versions of it that it was
tested with, and only if it gives the same columns for a probe. Elsewhere the walk in Python is as right, and slower.
"""

import ctypes
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, Final

import attrs
from selectolax import lexbor
from selectolax.lexbor import LexborHTMLParser

from newscrawl.extraction.page import blocks
from newscrawl.extraction.page.blocks import Blocks, Boxes
from newscrawl.extraction.page.nodes import Element

TESTED: Final = frozenset({"1.0.2"})
"""Versions of selectolax whose nodes the compiled walk knows."""

_FUNCTIONS: Final = (
    "lxb_dom_element_first_attribute_noi",
    "lxb_dom_attr_qualified_name",
    "lxb_dom_attr_value_noi",
)

_PROBE: Final = (
    "<html class=front><body id=top><nav><a href=/>Home</a></nav><main role=main><h1>A headline &amp; more</h1>"
    "<p class='lead related'>One<br><br>two <b>bold</b> <a href='/x' class=teaser>link</a>&amp;nbsp;"
    "<x-tag>own</x-tag></p>"
    "<figure aria-hidden=true><img><figcaption hidden>Seen</figcaption></figure><x-box><p>In</p></x-box>"
    "<svg><p>out</p></svg><dialog><p>closed</p></dialog><template><p>no</p></template><!-- none --><ul><li>a<li>b</ul>"
    "<video><p>old</p></video><span style='display:none'>none</span> tail</main></body></html>"
)

Walk = Callable[[Element, bool], tuple[Any, ...]]


def read_blocks(root: Element) -> Blocks:
    """Return what `blocks.read_blocks` does."""
    return _blocks(WALK(root, False)) if WALK else blocks.read_blocks(root)


def read_part(element: Element) -> Blocks:
    """Return what `blocks.read_part` does."""
    return _blocks(WALK(element, True)) if WALK else blocks.read_part(element)


def _blocks(columns: tuple[Any, ...]) -> Blocks:
    boxes, texts, rows = columns
    runs: Any = zip(*rows, strict=True) if rows else [()] * 6
    return Blocks(Boxes(*boxes), texts, *runs)


def as_values(page: Blocks) -> tuple[Any, ...]:
    """Return the columns of *page* as values that compare, elements by their place in memory."""
    boxes = page.boxes
    columns = [tuple(getattr(boxes, field.name)) for field in attrs.fields(Boxes) if field.name != "elements"]
    own = [tuple(getattr(page, field.name)) for field in attrs.fields(Blocks) if field.name != "boxes"]
    return (tuple(element.mem_id for element in boxes.elements), *columns, *own)


def _walk() -> Walk | None:
    """Return the compiled walk, None where it cannot be trusted."""
    try:
        from newscrawl.extraction.page import _walk

        library = ctypes.CDLL(lexbor.__file__)
        functions = [ctypes.cast(getattr(library, name), ctypes.c_void_p).value or 0 for name in _FUNCTIONS]
    except Exception:  # not built, not to be loaded out of an archive, or another library than it knows
        return None
    if version("selectolax") not in TESTED:
        return None
    _walk.bind(*functions)
    return _walk.walk if _agrees(_walk.walk) else None


def _agrees(walk: Walk) -> bool:
    """Tell whether *walk* gives what the walk in Python does for the probe."""
    root = LexborHTMLParser(_PROBE).root
    assert root is not None
    pairs = ((walk(root, part), read(root)) for part, read in ((False, blocks.read_blocks), (True, blocks.read_part)))
    return all(as_values(_blocks(columns)) == as_values(page) for columns, page in pairs)


WALK: Final = _walk()
