"""What the article is about and where it stands: section, keywords, breadcrumbs, standfirst, access."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import zyte_common_items as zyte

from newscrawl.extraction.headline import is_site_name, key
from newscrawl.extraction.jsonld import Node, as_list, clean, plain, types
from newscrawl.extraction.structured import Facts, element_text

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

TAG = re.compile(r"<[^<>]{1,200}>")


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
    texts = [clean(TAG.sub(" ", text)) if "<" in text else text for text in dict.fromkeys(stated) if text]
    texts = [text for text in texts if len(text) > 2 * len(title) or _tells(text, title, facts)]
    if not texts:
        return None
    start = texts[0].rstrip("….").rstrip()
    if start != texts[0].rstrip("."):
        return next(
            (text for text in texts if len(text) > len(texts[0]) and text.startswith(start)), texts[0]
        )
    return texts[0]


def _tells(text: str, title: str, facts: Facts) -> bool:
    """Tell whether a short *text* says more than the *title* (a `key`) or the site's name."""
    return key(text) != title and not is_site_name(text, facts)


def read_section(facts: Facts, breadcrumbs: list[zyte.Breadcrumb]) -> str | None:
    """Return the section's name as the page states it, else the deepest breadcrumb's."""
    stated = as_list(facts.article.get("articleSection"))
    for text in (*(plain(entry) for entry in stated[:3]), *facts.contents(*SECTION_METAS)):
        if text and len(text) <= MAX_KEYWORD and not is_site_name(text, facts):
            return text
    names = [crumb.name for crumb in breadcrumbs[1:] if crumb.name]
    return names[-1] if names else None


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
        if tidy and len(tidy) <= MAX_KEYWORD and "://" not in tidy:
            kept.setdefault(tidy.casefold(), tidy)
    return list(kept.values())


def read_breadcrumbs(facts: Facts, headline: str | None) -> list[zyte.Breadcrumb]:
    """Return the path to the article from the front page down, without the article itself.

    Reads schema.org's BreadcrumbList, else the links of the page's breadcrumb box.
    """
    crumbs = next((list(_crumbs(facts, node)) for node in facts.nodes if "BreadcrumbList" in types(node)), [])
    if not crumbs:
        links = [link for box in facts.breadcrumb_boxes[:1] for link in islice(box.iter("a"), MAX_CRUMBS)]
        crumbs = [(element_text(link), _absolute(facts, link.get("href"))) for link in links]
    own = key(headline or "")
    return [
        zyte.Breadcrumb(name=name, url=url) for name, url in crumbs[:MAX_CRUMBS] if name and key(name) != own
    ]


def _crumbs(facts: Facts, node: Node) -> Iterator[tuple[str, str | None]]:
    entries = [entry for entry in as_list(node.get("itemListElement")) if isinstance(entry, dict)]
    for entry in sorted(entries[:50], key=_position):
        item = facts.resolve(entry.get("item"))
        inner = item if isinstance(item, dict) else {}
        address = item if isinstance(item, str) else inner.get("@id") or inner.get("url")
        yield plain(entry.get("name")) or plain(inner.get("name")), _absolute(facts, address)


def _position(entry: Node) -> int:
    text = plain(entry.get("position"))
    return int(text) if text.isdigit() and len(text) < 6 else 0


def _absolute(facts: Facts, address: Any) -> str | None:
    if not isinstance(address, str) or not address.strip():
        return None
    try:
        absolute = urljoin(facts.url, address.strip())
    except ValueError:
        return None
    return absolute if absolute.startswith("http") else None


def read_access(facts: Facts) -> bool | None:
    """Tell whether everyone may read the whole article, where the page states it; else `None`."""
    stated = facts.article.get("isAccessibleForFree")
    if isinstance(stated, bool):
        return stated
    text = plain(stated).lower().rsplit("/", 1)[-1]
    if text in ("true", "false", "1", "0", "yes", "no"):
        return text in ("true", "1", "yes")
    return {"free": True, "locked": False, "paid": False, "premium": False}.get(
        facts.meta(*TIER_METAS).lower()
    )
