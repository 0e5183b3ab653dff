"""The article in a page's scripts: some sites send its text as data only, for a browser to build the page of.

Next.js, Nuxt and the like put it as a string of HTML into a JSON object (`__NEXT_DATA__`,
`window.__NUXT__`) or a JavaScript call (`self.__next_f.push`), there as JSON in a string once more; or as a list
of blocks: see `block_data.py`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

import attrs

from newscrawl.extraction.body.block_data import markup_of_blocks
from newscrawl.extraction.body.page_classifier import states_article
from newscrawl.extraction.body.text import Body, read_body
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.nodes import Element, attribute

MIN_CHARACTERS: Final = 500
"""A shorter string is a summary or a notice, not an article."""

MIN_TITLE: Final = 20

MAX_SCRIPT: Final = 4_000_000
"""Characters of a script that are looked at, so that time and memory stay bounded."""

# A string as JSON writes it, with its quotes; one without an end is taken whole, so that time stays linear.
_STRING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.S)
_TAG: Final = re.compile(r"<[^<>]{0,1000}>")
_PARAGRAPH: Final = re.compile(r"<(?:p|br)\b", re.I)

# What a page says for search engines is no place for its text; `articleBody` is read elsewhere.
_STATEMENTS: Final = frozenset(["application/ld+json"])

# JSON in a string: its own strings are looked at in turn.
_NESTED: Final = re.compile(r'[{,]\s*"\w{1,40}"\s*:')
_DEPTH: Final = 2


def body_in_scripts(facts: Facts, *, certain: bool = False) -> Body | None:
    """Return the text of the article that a page has in its scripts, or `None`.

    The page says of itself that it is an article, its data holds the page's title as one of its values, or the
    caller is *certain* of it.
    """
    markup = article_markup(facts.scripts) if certain or states_article(facts) or _holds_title(facts) else ""
    if not markup:
        return None
    body = read_body(Document.parse(f"<main><article>{markup}</article></main>", facts.url))
    return attrs.evolve(body, elements=[], source="script") if body and len(body.text) >= MIN_CHARACTERS else None


def _holds_title(facts: Facts) -> bool:
    title = json.dumps(facts.meta("og:title") or facts.title, ensure_ascii=False)
    states = (script.text() for script in facts.scripts if attribute(script, "type") == "application/json")
    return len(title) > MIN_TITLE and any(title in state for state in states)


def article_markup(scripts: Iterable[Element]) -> str:
    """Return the HTML of the longest text of several paragraphs in *scripts*, `""` if none."""
    longest, size = "", MIN_CHARACTERS - 1
    for script in scripts:
        source = script.text()
        if len(source) < MIN_CHARACTERS or attribute(script, "type") in _STATEMENTS:
            continue
        source = source[:MAX_SCRIPT]
        for text in chain(_long_strings(source, _DEPTH), [markup_of_blocks(source)]):
            shown = len(_TAG.sub("", text))
            if shown > size and len(_PARAGRAPH.findall(text, 0, 20_000)) > 1:
                longest, size = text, shown
    return longest


def _long_strings(source: str, depth: int) -> Iterator[str]:
    """Yield the long strings in *source* that are no data themselves, and those in the data."""
    for match in _STRING.finditer(source):
        if match.end() - match.start() < MIN_CHARACTERS:
            continue
        try:
            text = json.loads(match[0], strict=False)
        except ValueError:
            continue
        if depth > 1 and _NESTED.search(text):
            yield from _long_strings(text, depth - 1)
        else:
            yield text
