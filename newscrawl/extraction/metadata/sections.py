"""What the article is about and where it stands: section, keywords, breadcrumbs, standfirst, access."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import zyte_common_items as zyte

from newscrawl.extraction.metadata.headline import is_site_name
from newscrawl.extraction.metadata.json_ld import Node, as_list, clean, plain, types, whole_number
from newscrawl.extraction.metadata.page_metadata import Facts, absolute
from newscrawl.extraction.page.nodes import Element, ancestors, attribute, element_text
from newscrawl.web.text import key

MAX_KEYWORDS = 50
MAX_KEYWORD = 80
MAX_CRUMBS = 12

SECTION_METAS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "cxenseparse:recs:section",
    "dc.subject.section",
    "section",
)
KEYWORD_METAS = (
    "article:tag",
    "og:article:tag",
    "news_keywords",
    "parsely-tags",
    "sailthru.tags",
    "keywords",
)
TIER_METAS = ("article:content_tier", "og:article:content_tier")

MAX_SECTION = 40
SECTION_LINES = 4
SECTION_CLIMB = 4
# politics   news/politics   categorie/societe   c/3
SECTION_PATH = re.compile(r"(?:[\w%-]{1,30}/){0,2}[^\W_]+(?:[-_%][^\W_]+){0,2}")

# "<b>", "</span>": within a word; "<p>", "<br/>": between words
INLINE_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span|sub|sup)\b[^<>]{0,200}>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)


# "type:article", "Page Type: Post", "8ae9ab2d-fe1b-4230-acb8-a59b52877682": for machines only
TECHNICAL_KEYWORD = re.compile(
    r"^\w+:\S|(?:category|type|day|time|language|id|tag|section|subject)\s?:|^[0-9a-f]{8}-[0-9a-f-]{27}$|://",
    re.IGNORECASE,
)


def read_description(facts: Facts, headline: str | None) -> str | None:
    """Return the standfirst as the page states it, without markup; `None` if it only repeats the headline.

    Of a text and its beginning cut short with an ellipsis, the whole one is taken.
    """
    stated = [
        facts.meta("og:description"),
        plain(facts.article.get("description")) or plain(facts.article.get("abstract")),
        facts.meta("description"),
        facts.meta("twitter:description", "dc.description"),
    ]
    title = key(headline or "")
    texts = [
        clean(TAG.sub(" ", INLINE_TAG.sub("", text))) if "<" in text else text for text in dict.fromkeys(stated) if text
    ]
    texts = [text for text in texts if len(text) > 2 * len(title) or _tells(text, title, facts)]
    if not texts:
        return None
    start = texts[0].rstrip("….").rstrip()
    if start != texts[0].rstrip("."):
        return next((text for text in texts if len(text) > len(texts[0]) and text.startswith(start)), texts[0])
    return texts[0]


def _tells(text: str, title: str, facts: Facts) -> bool:
    """Tell whether a short *text* says more than the *title* (a `key`) or the site's name."""
    return key(text) != title and not is_site_name(text, facts)


def read_section(facts: Facts, breadcrumbs: list[zyte.Breadcrumb]) -> str | None:
    """Return the section's name as the page states it, else the deepest breadcrumb's or the link's by the headline."""
    names = [crumb.name for crumb in breadcrumbs if crumb.name]
    stated = as_list(facts.article.get("articleSection"))
    for text in (*(plain(entry) for entry in stated[:3]), *facts.contents(*SECTION_METAS)):
        text = text.split(",")[0].strip()
        if text and len(text) <= MAX_KEYWORD and "_" not in text and not is_site_name(text, facts):
            return next((name for name in names if key(name) == key(text)), text)
    return names[-1] if len(names) > 1 else _section_above(facts)


def _section_above(facts: Facts) -> str | None:
    """Return the text of the last link above the headline that leads to a section, and shares a box with it."""
    heading = facts.main_heading
    around = _above(heading) if heading is not None else set()
    for line in facts.lines.before[: -SECTION_LINES - 1 : -1]:
        link = next((e for e in (line.element, line.element.parent) if e is not None and e.tag == "a"), None)
        if link is None or len(line.text) > MAX_SECTION or around.isdisjoint(_above(link)):
            continue
        address = absolute(facts.base, attribute(link, "href")) or ""
        path = urlsplit(address).path.strip("/")
        if path and SECTION_PATH.fullmatch(path) and not is_site_name(line.text, facts):
            return line.text
    return None


def _above(element: Element) -> set[int]:
    return {one.mem_id for one in islice(ancestors(element), SECTION_CLIMB)}


def read_keywords(facts: Facts) -> list[str]:
    """Return the article's keywords in the page's order, each once; of the first source that states any."""
    for texts in (
        _keyword_texts(facts.article.get("keywords")),
        *(facts.contents(name) for name in KEYWORD_METAS),
    ):
        found = _distinct(word for text in islice(texts, MAX_KEYWORDS) for word in _split(text))
        if found:
            return found[:MAX_KEYWORDS]
    return []


def _keyword_texts(value: Any) -> Iterator[str]:
    for entry in as_list(value):
        text = plain(entry)
        if text:
            yield text


def _split(text: str) -> list[str]:
    separator = ";" if ";" in text else "," if "," in text else "、" if "、" in text else None
    return text.split(separator) if separator else [text]


def _distinct(words: Iterable[str]) -> list[str]:
    kept: dict[str, str] = {}
    for word in words:
        tidy = word.strip(" \"'#")
        if tidy and len(tidy) <= MAX_KEYWORD and not TECHNICAL_KEYWORD.search(tidy):
            kept.setdefault(tidy.casefold(), tidy)
    return list(kept.values())


def read_breadcrumbs(facts: Facts, headline: str | None) -> list[zyte.Breadcrumb]:
    """Return the path to the article from the front page down, without the article itself.

    Reads schema.org's BreadcrumbList, else the links of the page's breadcrumb box.
    """
    crumbs = next((list(_crumbs(facts, node)) for node in facts.nodes if "BreadcrumbList" in types(node)), [])
    if not crumbs:
        links = [link for box in facts.breadcrumb_boxes[:1] for link in box.css("a")[:MAX_CRUMBS]]
        crumbs = [(element_text(link), _absolute(facts, attribute(link, "href"))) for link in links]
    own = {key(text) for text in (headline, plain(facts.article.get("headline")), facts.meta("og:title")) if text}
    page = facts.path_of(facts.url)
    return [
        zyte.Breadcrumb(name=name, url=url)
        for name, url in crumbs[:MAX_CRUMBS]
        if name and key(name) not in own and not (page and url and facts.path_of(url) == page)
    ]


def _crumbs(facts: Facts, node: Node) -> Iterator[tuple[str, str | None]]:
    entries = [entry for entry in as_list(node.get("itemListElement")) if isinstance(entry, dict)]
    for entry in sorted(entries[:50], key=_position):
        item = facts.resolve(entry.get("item"))
        inner = item if isinstance(item, dict) else {}
        address = item if isinstance(item, str) else inner.get("@id") or inner.get("url")
        yield plain(entry.get("name")) or plain(inner.get("name")), _absolute(facts, address)


def _position(entry: Node) -> int:
    return whole_number(plain(entry.get("position")))


def _absolute(facts: Facts, address: Any) -> str | None:
    return absolute(facts.base, address) if isinstance(address, str) else None


def read_access(facts: Facts) -> bool | None:
    """Tell whether everyone may read the whole article, where the page states it; else `None`."""
    parts = [part for part in as_list(facts.article.get("hasPart"))[:20] if isinstance(part, dict)]
    own = _truth(facts.article.get("isAccessibleForFree"))
    if own is not None:
        return own
    if any(_truth(part.get("isAccessibleForFree")) is False for part in parts):
        return False
    return {"free": True, "locked": False, "paid": False, "premium": False}.get(facts.meta(*TIER_METAS).lower())


def _truth(stated: Any) -> bool | None:
    """Return what a JSON-LD value says of yes and no, `None` where it says neither."""
    if isinstance(stated, bool):
        return stated
    text = plain(stated).lower().rsplit("/", 1)[-1]
    return text in ("true", "1", "yes") if text in ("true", "false", "1", "0", "yes", "no") else None
