"""Links that a page holds as data: lists in its JSON-LD, and the state from which a browser would build the page.

Sites built in the browser (Next.js, Nuxt and the like) send a front page without a single `<a>`; its articles
stand in a JSON object in a script. A list for search engines (schema.org's `ItemList`) names them as well.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import MAX_LINKS, MAX_TEXT, PageLink
from newscrawl.extraction.metadata.json_ld import as_list, load_nodes
from newscrawl.extraction.page.nodes import Element, attribute
from newscrawl.web.text import fold
from newscrawl.web.urls import canonical_url

MAX_SCRIPT = 4_000_000
MAX_VALUES = 200_000
"""Values of all scripts of a page that are looked at."""

_ADDRESSES = ("url", "@id", "href", "link", "canonicalUrl", "canonical_url", "canonical", "permalink", "webUrl",
              "websiteUrl", "web_url", "articleUrl", "shareUrl", "path", "pathname", "uri", "to", "item")  # fmt: skip
# Properties of JSON-LD that list what a page leads to; others say what the page itself is.
_LISTS = ("itemListElement", "hasPart", "blogPost", "mainEntity", "dataFeedElement")
_TITLES = ("headline", "title", "name", "titre", "titel", "titulo", "label", "text")
_JSON_TYPE = re.compile(r"application/(?:[\w.-]+\+)?json", re.IGNORECASE)
# window.__INITIAL_STATE__ = {   self.__NUXT__=[   var data = JSON.parse("
_ASSIGNED = re.compile(r"""=\s*(?:JSON\.parse\(\s*)?(?=[{\["'])""")
_MAX_ASSIGNED = 50
# self.__next_f.push([1,"…"])
_PUSHED = re.compile(r"\.push\(\s*(?=\[)")


def read_script_links(page: LinkedPage) -> Iterator[PageLink]:
    """Yield what the scripts of *page* name as pages, each address once.

    A value counts where it is an absolute address or path, under a key for addresses. Its text is the title beside
    it; whether it is an article is for the caller to judge.
    """
    seen: set[str] = set()
    for address, title in _named(page.root):
        target = canonical_url(address, page.base) if "/" in address else ""
        if not target or target in seen:
            continue
        seen.add(target)
        yield PageLink(
            url=target,
            text=fold(title[: MAX_TEXT * 4])[:MAX_TEXT],
            place="main",
            heading=bool(title),
            rel=frozenset(),
            position=len(seen),
            element=None,
        )
        if len(seen) == MAX_LINKS:
            break


def _named(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the addresses in the scripts of *root* with the titles beside them."""
    statements: list[str] = []
    budget = [MAX_VALUES]
    for script in root.css("script"):
        source = script.text()
        kind = attribute(script, "type").strip()
        if not source or len(source) > MAX_SCRIPT:
            continue
        if kind.lower() == "application/ld+json":
            statements.append(source)
        elif _JSON_TYPE.match(kind):
            yield from _walk(_values(source, [0]), budget)
        elif not kind or "javascript" in kind or kind == "module":
            starts = [match.end() for form in (_ASSIGNED, _PUSHED) for match in form.finditer(source)]
            yield from _walk(_values(source, starts[:_MAX_ASSIGNED]), budget)
    for node in load_nodes(statements):
        listed = [value for key in _LISTS for value in as_list(node.get(key))]
        yield from ((value, "") for value in listed if isinstance(value, str))
        yield from _walk(iter(listed), budget)


def _values(source: str, starts: list[int]) -> Iterator[Any]:
    """Yield the JSON values in *source* that begin at one of *starts*, each part of it once."""
    decoder = json.JSONDecoder(strict=False)
    end = 0
    for start in starts:
        start += len(source[start : start + 100]) - len(source[start : start + 100].lstrip())
        if start < end:
            continue
        try:
            value, end = decoder.raw_decode(source, start)
        except (ValueError, RecursionError):
            continue
        yield value


def _walk(values: Iterator[Any], budget: list[int]) -> Iterator[tuple[str, str]]:
    """Yield address and title of every object in *values*, in document order; JSON in strings is looked into."""
    waiting = list(values)[::-1]
    while waiting and budget[0]:
        budget[0] -= 1
        value = waiting.pop()
        if isinstance(value, dict):
            address = next((value[key] for key in _ADDRESSES if isinstance(value.get(key), str)), "")
            if address:
                yield address, next((value[key] for key in _TITLES if isinstance(value.get(key), str)), "")
            waiting += [inner for inner in reversed(value.values()) if isinstance(inner, dict | list | str)]
        elif isinstance(value, list):
            waiting += [inner for inner in reversed(value) if isinstance(inner, dict | list | str)]
        elif (
            isinstance(value, str)
            and '"' in value
            and (at := min((i for i in map(value.find, "{[") if i >= 0), default=-1)) >= 0
        ):
            waiting += list(_values(value, [at]))
