"""The article in a page's scripts: some sites send its text as data only, for a browser to build the page of.

Next.js, Nuxt and the like put it as a string of HTML into a JSON object (`__NEXT_DATA__`,
`window.__NUXT__`) or a JavaScript call (`self.__next_f.push`), there as JSON in a string once more.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from newscrawl.extraction.body.page_classifier import states_article
from newscrawl.extraction.body.text import Body, read_body
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.nodes import Element, attribute

MIN_CHARACTERS: Final = 500
"""A shorter string is a summary or a notice, not an article."""

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


def body_in_scripts(facts: Facts) -> Body | None:
    """Return the text of the article that a page, by its own word an article, has in its scripts, or `None`."""
    markup = article_markup(facts.scripts) if states_article(facts) else ""
    if not markup:
        return None
    body = read_body(Document.parse(f"<main><article>{markup}</article></main>", facts.url))
    return attrs.evolve(body, elements=[]) if body and len(body.text) >= MIN_CHARACTERS else None


def article_markup(scripts: Iterable[Element]) -> str:
    """Return the HTML of the longest text of several paragraphs in *scripts*, `""` if none."""
    longest, size = "", MIN_CHARACTERS - 1
    for script in scripts:
        source = script.text()
        if len(source) < MIN_CHARACTERS or attribute(script, "type") in _STATEMENTS:
            continue
        for text in _long_strings(source[:MAX_SCRIPT], _DEPTH):
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
