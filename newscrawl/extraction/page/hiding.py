"""What a page holds and shows to nobody, by its attributes; style sheets are not read."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

# "display: none", "visibility:hidden"
_UNSHOWN_STYLE: Final = re.compile(r"display:\s*none|visibility:\s*hidden", re.I)

FINDABLE: Final = "until-found"
"""Value of `hidden` for what a search in the page shows."""

UNSHOWN_NAMES: Final = frozenset(
    "hidden hide is-hidden u-hidden d-none sr-only visually-hidden visuallyhidden screen-reader-text screen-reader "
    "screenreader-text screen-reader-only element-invisible invisible print-only only-print printonly show-print "
    "show-for-print visible-print a11y-hidden assistive-text".split()
)
"""Classes that the usual style sheets hide, from all readers or from all but those who hear the page."""

# `md:block`, `d-md-flex`, `lg:inline`: shown after all on a screen wide enough
_SHOWN_NAME: Final = re.compile(r"(?:^|[-:])(?:sm|md|lg|xl|xxl|2xl)[-:](?:block|flex|grid|inline|table)")

TELLING: Final = frozenset(["hidden", "style", "class"])


def is_unshown(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element with *attributes* is shown to no reader of the page.

    >>> is_unshown({"style": "display: none"}), is_unshown({"class": "hidden md:block"})
    (True, False)
    """
    if "hidden" in attributes and attributes["hidden"] != FINDABLE:
        return True
    style, names = attributes.get("style"), attributes.get("class")
    return bool(style and _UNSHOWN_STYLE.search(style)) or bool(names and _hides(names))


@lru_cache(maxsize=8192)
def _hides(names: str) -> bool:
    words = names.lower().split()
    return not UNSHOWN_NAMES.isdisjoint(words) and not any(map(_SHOWN_NAME.search, words))
