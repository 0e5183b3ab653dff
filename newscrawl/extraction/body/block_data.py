"""Text that a page's script data holds as a list of blocks, as content management systems keep it.

Arc (`content_elements`), Contentful (`nodeType`, `value`), Sanity (`_type`, `children`), Strapi, Draft.js (`blocks`),
Editor.js (`data.text`), ProseMirror: each a list of objects that name their kind and hold their text some levels down.
"""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any, Final

KIND_KEYS: Final = ("type", "_type", "nodeType", "blockType", "__typename", "__component", "kind", "name", "blockName")
"""Keys under which a block says what it is."""

# "paragraph", "core/paragraph", "text", "unstyled", "heading-2", "raw_html", "block"
TEXT_KIND: Final = re.compile(
    r"(?:^|[/_.-])(?:p|para|paragraphs?|paragraphblock|text|textblock|richtext|rich-text|unstyled|block|body|html|"
    r"raw_html|copy|content|(?:header|heading|headline|subheading|h)(?:-?[1-6]|-one|-two|-three)?|interstitial_link|"
    r"(?:un)?ordered-?list(?:-item)?|bulleted-?list|list(?:-item|item)?|quote|blockquote|pullquote)$",
    re.I,
)
HEADING_KIND: Final = re.compile(r"head|(?:^|[-_/])h[1-6]$", re.I)
# Blocks that hold words and are none of the text.
OTHER_KIND: Final = re.compile(
    r"interstitial|image|caption|related|promo|newsletter|advert|embed|tweet|video|gallery", re.I
)

TEXT_KEYS: Final = (
    "text", "value", "content", "html", "body", "children", "data", "items", "paragraph", "rawHtml", "attrs", "props",
)  # fmt: skip
"""Keys under which a block, or a part of one, keeps its text."""

MIN_BLOCKS: Final = 3
DEPTH: Final = 8
MAX_VALUES: Final = 200_000
"""Values of one script that are looked at."""

_TAG: Final = re.compile(r"<[a-z/][^<>]{0,500}>|&(?:[a-z]+|#\d+);", re.I)
_BLOCK_TAG: Final = re.compile(r"^\s*<(?:p|h[1-6]|ul|ol|div|blockquote|table)\b", re.I)


def markup_of_blocks(source: str) -> str:
    """Return the text of the longest list of blocks in *source*, a script, as HTML; `""` where there is none."""
    data = _data_in(source)
    longest = ""
    for blocks in _lists(data):
        markup = "".join(map(_markup, blocks))
        if len(markup) > len(longest):
            longest = markup
    return longest


def _data_in(source: str) -> Any:
    """Return what *source* holds as JSON: all of it, or the first object that it assigns."""
    start = source.find("{")
    if start < 0:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(source, start)[0]
    except (ValueError, RecursionError):
        return None


def _lists(data: Any) -> Iterator[list[dict[str, Any]]]:
    """Yield the lists in *data* that are mostly blocks of text."""
    waiting, budget = [data], MAX_VALUES
    while waiting and budget:
        budget -= 1
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
            blocks = [one for one in value if isinstance(one, dict) and TEXT_KIND.search(_kind(one))]
            if len(blocks) >= MIN_BLOCKS and 2 * len(blocks) >= len(value):
                yield blocks


def _kind(block: dict[str, Any]) -> str:
    return next((value for key in KIND_KEYS if isinstance(value := block.get(key), str)), "")


def _markup(block: dict[str, Any]) -> str:
    kind = _kind(block)
    text = "" if OTHER_KIND.search(kind) else "".join(_texts(block, DEPTH))
    if not text.strip():
        return ""
    if _BLOCK_TAG.match(text):
        return text
    style = block.get("style")
    heading = HEADING_KIND.search(kind) or (isinstance(style, str) and HEADING_KIND.search(style))
    tag = "h2" if heading else "p"
    return f"<{tag}>{text}</{tag}>"


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value if _TAG.search(value) else escape(value)
    elif depth and isinstance(value, list):
        for one in value:
            yield from _texts(one, depth - 1)
            if isinstance(one, dict) and TEXT_KIND.search(_kind(one)) and _kind(one).lower() != "text":
                yield " "
    elif depth and isinstance(value, dict):
        for key in TEXT_KEYS:
            if key in value:
                yield from _texts(value[key], depth - 1)
                break
