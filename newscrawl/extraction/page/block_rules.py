"""What a walk over a page's tree goes by: which elements are boxes, pictures or skipped, and what is furniture."""

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from newscrawl.extraction.page.nodes import COMMENT_ID
from newscrawl.extraction.page.tags import ANCESTOR_BITS, BOX_TAGS, IMAGE_TAGS, MEDIA_TAGS, SKIPPED_TAGS
from newscrawl.extraction.page.word_classes import family_bits, words

MAX_BLOCKS: Final = 20_000
"""Pages with more blocks are read up to here: time and memory stay bounded."""

WITHIN_TEXT: Final = ANCESTOR_BITS["article"] | ANCESTOR_BITS["main"]

# Outside of the text, boxes with these tags or class words and none of its elements are not looked into.
FURNITURE_TAGS: Final = frozenset(["nav", "footer", "aside", "form"])
FURNITURE_NAMES: Final = family_bits("nav footer form cookie popup side related further share comment newsletter")
TEXT_TAGS: Final = ("p", "h1", "article", "main")
STORY_TAGS: Final = "h1, article, main, p + p + p"
"""What no message to old browsers holds: one whose end is missing has swallowed the page."""

# How often a page is asked whether a box has such elements: time stays bounded.
MAX_LOOKS: Final = 300

# Attributes beside the class whose words tell what an element is.
NAMING: Final = frozenset(["id", "role", "itemprop", "data-testid", "data-component"])

CUSTOM_TAGS: Final = 10_000
"""The parser numbers the elements of the HTML Standard below this, and those that a page makes up above."""

PHRASES: Final = frozenset(words("p h1 h2 h3 h4 h5 h6 dt caption summary button figcaption"))
"""Boxes that hold running words: an element of the page's own making in one is part of its sentence."""

_PERMALINK: Final = 80
"""Characters of a linked text from which on a link to a place on a page is the paragraph's own address."""

# "&nbsp;", "&rsquo;", "&#8217;" where a reader sees them: a text escaped twice. Not "&lt;", which writes of code.
_ESCAPED: Final = re.compile(
    r"&(?:nbsp|amp|quot|apos|[lr][sd]quo|[lr]aquo|sbquo|bdquo|[nm]dash|hellip|bull|middot|euro|shy|deg"
    r"|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|slash|ring|caron)|szlig|[oa]elig|#\d{2,5}|#x[0-9a-fA-F]{2,4});"
)
CODE: Final = frozenset(["pre", "code"])


class Action(IntEnum):
    """What is done where an element opens."""

    SKIP = 0
    INLINE = 1
    BOX = 2
    IMAGE = 3
    MEDIA = 4
    DIALOG = 5
    STRONG = 6
    LINK = 7
    BREAK = 8


def is_permalink(href: str, parts: Sequence[str]) -> bool:
    """Tell whether a link to *href* around the text *parts* is a paragraph's own address."""
    page, mark, place = href.partition("#")
    # Comments and the like are places on other pages: «/posts/kayes#commentaires».
    own = not page or any(map(str.isdigit, place))
    return bool(mark) and own and sum(map(len, parts)) >= _PERMALINK


def without_escapes(part: str) -> str:
    """Return *part* of a text with what was escaped twice as it was meant."""
    return _ESCAPED.sub(lambda match: unescape(match[0]), part)


def ids_of(*tags: str) -> list[int]:
    """Return the numbers that the parser has for *tags*: they are compared faster than names."""
    parser = LexborHTMLParser("")
    return [parser.create_node(tag).tag_id for tag in tags]


ACTIONS: Final[Mapping[int, Action]] = {
    **dict.fromkeys(ids_of(*BOX_TAGS), Action.BOX),
    **dict.fromkeys(ids_of(*IMAGE_TAGS), Action.IMAGE),
    **dict.fromkeys(ids_of(*MEDIA_TAGS), Action.MEDIA),
    **dict.fromkeys(ids_of("dialog"), Action.DIALOG),
    **dict.fromkeys(ids_of("b", "strong"), Action.STRONG),
    **dict.fromkeys(ids_of("a"), Action.LINK),
    **dict.fromkeys(ids_of("br"), Action.BREAK),
    **dict.fromkeys(ids_of(*SKIPPED_TAGS), Action.SKIP),
    COMMENT_ID: Action.SKIP,
}
"""By the parser's number of a tag; all others are inline."""

TEXT_IDS: Final = frozenset(ids_of(*TEXT_TAGS))
