"""The posts of a live blog (schema.org's LiveBlogPosting), in the page's order, with their times."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from newscrawl.extraction.metadata.json_ld import Node, as_list, clean, plain, types
from newscrawl.extraction.metadata.page_metadata import Facts, absolute
from newscrawl.extraction.metadata.sections import INLINE_TAG, TAG
from newscrawl.extraction.page.nodes import Element, ancestors, attribute, element_text
from newscrawl.items import LiveBlogUpdate
from newscrawl.web.dates import parse_date

LIVE: Final = "LiveBlogPosting"

MAX_UPDATES: Final = 1_000

LEAST_POSTS: Final = 3
"""So many boxes of one make, each with its time, are posts."""

CLIMB: Final = 5

MAX_TEXT: Final = 20_000

_HEADINGS: Final = ("h2", "h3", "h4", "h5")


def read_live_updates(facts: Facts, language: str | None) -> list[LiveBlogUpdate]:
    """Return the posts of the live blog that the page with *facts* says it is; `[]` of any other page.

    As its JSON-LD has them, failing that, as the page shows them: boxes of one make, each with a `<time>`.
    """
    blogs = [node for node in facts.nodes if LIVE in types(node)]
    stated = [facts.resolve(entry) for node in blogs for entry in as_list(node.get("liveBlogUpdate"))]
    nodes = [node for node in stated[:MAX_UPDATES] if isinstance(node, dict)]
    updates = [update for node in nodes if (update := _stated(facts, node, language)) is not None]
    if updates or not (blogs or _is_marked(facts)):
        return updates
    return [update for post in _posts(facts)[:MAX_UPDATES] if (update := _shown(facts, post, language)) is not None]


def _is_marked(facts: Facts) -> bool:
    """Tell whether the page's microdata says that it is a live blog."""
    return any(attribute(element, "itemtype").endswith(LIVE) for element in facts.by_attribute["itemtype"])


def _stated(facts: Facts, node: Node, language: str | None) -> LiveBlogUpdate | None:
    text = plain(node.get("articleBody") or node.get("text") or node.get("description"))[:MAX_TEXT]
    headline = plain(node.get("headline") or node.get("name"))
    if not text and not headline:
        return None
    address = plain(node.get("url") or node.get("@id"))
    return LiveBlogUpdate(
        url=absolute(facts.base, address) if address else None,
        headline=headline or None,
        articleBody=(clean(TAG.sub(" ", INLINE_TAG.sub("", text))) if "<" in text else text) or None,
        datePublished=_iso(parse_date(plain(node.get("datePublished") or node.get("dateModified")), language)),
    )


def _posts(facts: Facts) -> list[tuple[Element, Element]]:
    """Return the boxes of one make that most times stand in, each with its time."""
    makes: dict[tuple[int, str, str], dict[int, tuple[Element, Element]]] = {}
    for time in facts.times:
        for box in islice(ancestors(time), CLIMB):
            parent = box.parent
            if parent is None:
                break
            # Of a post's several times the first is its own.
            posts = makes.setdefault((parent.mem_id, box.tag or "", attribute(box, "class")), {})
            posts.setdefault(box.mem_id, (box, time))
    best = max(makes.values(), key=len, default={})
    return list(best.values()) if len(best) >= LEAST_POSTS else []


def _shown(facts: Facts, post: tuple[Element, Element], language: str | None) -> LiveBlogUpdate | None:
    box, time = post
    heading = next((one for tag in _HEADINGS if (one := box.css_first(tag)) is not None), None)
    paragraphs = list(filter(None, _paragraphs(box)))
    if not paragraphs:
        return None
    name = attribute(box, "id")
    return LiveBlogUpdate(
        url=f"{facts.url.partition('#')[0]}#{name}" if name and facts.url else None,
        headline=(element_text(heading) or None) if heading is not None else None,
        articleBody="\n\n".join(paragraphs)[:MAX_TEXT],
        datePublished=_iso(parse_date(attribute(time, "datetime"), language)),
    )


def _paragraphs(box: Element) -> Iterator[str]:
    for element in box.css("p, li, blockquote"):
        if not any(one.tag in ("li", "blockquote") for one in islice(ancestors(element), CLIMB)):
            yield element_text(element)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None
