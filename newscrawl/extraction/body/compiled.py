"""The features of a page's blocks and the network's context by compiled code, where it was built and agrees.

It is used only if it gives the same numbers, bit by bit, as the code in Python for a probe; elsewhere that is as right,
and slower.
"""

from collections.abc import Callable
from typing import Any, Final

import attrs
import numpy as np
from selectolax.lexbor import LexborHTMLParser

from newscrawl.extraction.accelerated import if_built
from newscrawl.extraction.body import features, network
from newscrawl.extraction.body.features import Floats, Layout
from newscrawl.extraction.body.stated_text import Clues
from newscrawl.extraction.page.blocks import Blocks, read_blocks

Features = Callable[[Blocks, Clues], tuple[Floats, Layout]]

_PROBE: Final = (
    "<nav class=menu><a href=/>Home</a><a href=/b>News</a></nav><main><h1>A headline of some words</h1>"
    "<p class='lead related'>By Jane Doe, 5 May 2024</p><figure><img><figcaption hidden>Seen</figcaption></figure>"
    f"<article><p>{'A sentence of some words, and «more» of it. ' * 4}</p><p>「日本、東京，横浜」"
    + "日本"
    * 60
    + "</p>"
    "<p><b>Is this bold?</b> HTTP www. 100%</p></article>"
    + "<div class=card><h3><a href=/x>A card of some length</a></h3><p>Its text</p></div>" * 4
    + "</main><footer>© 2024 | Site / Page</footer>"
)


def ranges_of(layout: Layout, count: int) -> dict[str, Any]:
    """Return what `network.forward` needs of the *layout* of one page with *count* blocks."""
    return attrs.asdict(layout, recurse=False) | {
        "page_starts": np.zeros(count, np.int64),
        "page_ends": np.full(count, count),
    }


def agree(fast: tuple[Features, network.Context], page: Blocks, clues: Clues) -> bool:
    """Tell whether both of *fast* give the numbers for *page* that the code in Python does."""
    own, found = features.features_of(page, clues), fast[0](page, clues)
    same = [np.array_equal(own[0], found[0], equal_nan=True), own[0].dtype == found[0].dtype]
    same += [
        np.array_equal(getattr(own[1], field.name), getattr(found[1], field.name)) for field in attrs.fields(Layout)
    ]
    ranges = ranges_of(own[1], len(page))
    state, gate = own[0][:, :16].copy(), own[0][:, 16:17].copy()
    plain, fast_one = (context(state, gate, ranges, np) for context in (network.context_of, fast[1]))
    return all(same) and np.array_equal(plain, fast_one, equal_nan=True) and plain.dtype == fast_one.dtype


def _scoring() -> tuple[Features, network.Context] | None:
    """Return the compiled functions, None where they do not agree. Raises anything where they are not built."""
    from newscrawl.extraction.body import _scoring

    fast = (_scoring.features_of, _scoring.context_of)
    root = LexborHTMLParser(_PROBE).root
    assert root is not None
    clues = Clues(("aheadlineofsomewords",), ("asentenceofsomewords,and«more»ofit",), "asentenceofsomewords,and", "A")
    return fast if agree(fast, read_blocks(root), clues) else None


SCORING: Final = if_built(_scoring)


def features_of(page: Blocks, clues: Clues) -> tuple[Floats, Layout]:
    """Return what `features.features_of` does."""
    return SCORING[0](page, clues) if SCORING else features.features_of(page, clues)


def context_of(state: Any, gate: Any, ranges: Any, xp: Any) -> Any:
    """Return what `network.context_of` does with numpy."""
    return (SCORING[1] if SCORING else network.context_of)(state, gate, ranges, xp)
