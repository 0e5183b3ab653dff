"""Who wrote the article: names that the page's statements and its byline give."""

import re
from typing import Any
from urllib.parse import urljoin

import attrs
import zyte_common_items as zyte
from lxml import etree
from lxml.html import HtmlElement

from newscrawl.extraction.headline import is_site_name
from newscrawl.extraction.jsonld import as_list, clean, plain, types
from newscrawl.extraction.names import split_names
from newscrawl.extraction.structured import Facts, element_text, foreign_item
from newscrawl.extraction.text import fold

MAX_AUTHORS = 40
MAX_BYLINE = 200

META_NAMES = (
    "author", "article:author_name", "byl", "byline", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "cxenseparse:author", "cxenseparse:recs:authors", "authors", "article:author", "og:article:author",
    "og:author", "twitter:creator:name", "dable:author", "citation_author",
)  # fmt: skip

# <a rel="author">, <span itemprop="author">, <address>, <p class="article-byline">, <div id="autor">
BYLINE_ELEMENTS = etree.XPath(
    "//*[@rel='author' or contains(@itemprop,'author') or self::address or "
    + " or ".join(
        f"contains(@{attribute},'{word}')"
        for attribute in ("class", "data-testid")
        for word in (
            "author",
            "Author",
            "byline",
            "Byline",
            "autor",
            "Autor",
            "auteur",
            "verfasser",
            "reporter",
            "writer",
        )
    )
    + "]"
)

# Tokens of a box that tells of another article, of a reader, or of the author's life.
FOREIGN_TOKEN = re.compile(
    r"comment|related|teaser|recommend|sidebar|card|promo|newsletter|popular|trending|most-?read|avatar|image|photo|"
    r"credit|caption|social|share|follow|bio\b|biography|about|count|date|time|menu|nav|footer",
    re.IGNORECASE,
)

# /author/jane-doe, /autoren/…, /profile/…, ?author=…
PROFILE_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|i|in)?|auteurs?|autores|people|persons?|staff|profiles?|journalists?|reporters?|"
    r"by|columnists?|contributors?|writers?|verfasser|redaktion|skribent|forfatter|team)(?:/|[-_]|\.)|[?&]author=",
    re.IGNORECASE,
)


@attrs.frozen
class Credit:
    """One name, as stated, and the page about its bearer."""

    name: str
    raw: str
    url: str | None = None


def read_authors(facts: Facts, headline: str | None) -> list[zyte.Author]:
    """Return the article's authors in the page's order: people, and agencies and desks named in their place.

    The page's own JSON-LD is believed unless it names only the site or its publisher; then `<meta>`, and the
    byline next to the headline. The site's own name is an author only where nothing else is stated.
    """
    fallback: list[Credit] = []
    for read in (_from_json_ld, _from_metas, _from_byline):
        credits = _distinct(read(facts))
        telling = [credit for credit in credits if not is_site_name(credit.name, facts)]
        if telling:
            return [
                zyte.Author(name=c.name, nameRaw=c.raw, url=c.url)
                for c in (credits if read is _from_json_ld else telling)
            ]
        fallback = fallback or credits
    return [zyte.Author(name=c.name, nameRaw=c.raw, url=c.url) for c in fallback]


def _distinct(credits: list[Credit]) -> list[Credit]:
    kept: dict[str, Credit] = {}
    for credit in credits:
        known = kept.get(credit.name.casefold())
        if known is None or (known.url is None and credit.url):
            kept[credit.name.casefold()] = credit
    return list(kept.values())[:MAX_AUTHORS]


def _from_json_ld(facts: Facts) -> list[Credit]:
    for node in (facts.article, facts.page):
        for key in ("author", "creator"):
            credits = [c for value in as_list(node.get(key))[:MAX_AUTHORS] for c in _credits(facts, value)]
            if credits:
                return credits
    return []


def _credits(facts: Facts, value: Any) -> list[Credit]:
    """Return the credits of one JSON-LD author: a text, a node, a reference, or a list in a node's name."""
    value = facts.resolve(value)
    url = None
    if isinstance(value, dict):
        raw_names = (
            as_list(value.get("name")) or as_list(value.get("byline")) or as_list(value.get("alternateName"))
        )
        url = _profile_url(facts, plain(value.get("url")) or plain(value.get("sameAs")))
        organization = any(name.endswith("Organization") for name in types(value))
    else:
        raw_names, organization = [value], False
    credits = []
    for raw in map(plain, raw_names):
        if organization and raw:
            names = [raw]
        else:
            names = split_names(raw)
        credits.extend(Credit(name, raw, url if len(names) == 1 else None) for name in names)
    return credits


def _profile_url(facts: Facts, address: str) -> str | None:
    if not address or " " in address or not (address.startswith(("http", "/"))):
        return None
    try:
        return urljoin(facts.url, address)
    except ValueError:
        return None


def _from_metas(facts: Facts) -> list[Credit]:
    for name in META_NAMES:
        contents = [
            c for c in facts.metas.get(name, ()) if c and "//" not in c and not c.isdigit() and len(c) < 300
        ]
        credits = [Credit(n, c, None) for c in contents[:MAX_AUTHORS] for n in split_names(c)]
        if any(not is_site_name(credit.name, facts) for credit in credits):
            return credits
    return []


def _from_byline(facts: Facts) -> list[Credit]:
    """Read the byline elements that belong to the article, nearest kind of evidence first."""
    elements = [e for e in BYLINE_ELEMENTS(facts.root)[:300] if not _is_foreign(e)]
    best: list[Credit] = []
    for element in elements:
        credits = _credits_of(facts, element)
        if credits:
            return credits
    return best


def _is_foreign(element: HtmlElement) -> bool:
    """Tell whether *element* lies in a card, a comment or a box beside the article."""
    node: HtmlElement | None = element
    for _ in range(8):
        if node is None or node.tag in ("body", "main", "article"):
            return False
        if node.tag in ("nav", "footer", "aside", "figure", "figcaption", "form"):
            return True
        if FOREIGN_TOKEN.search(f"{node.get('class', '')} {node.get('id', '')}"):
            return True
        node = node.getparent()
    return False


def _credits_of(facts: Facts, element: HtmlElement) -> list[Credit]:
    links = [
        a for a in element.iter("a") if PROFILE_PATH.search(a.get("href") or "") or a.get("rel") == "author"
    ]
    credits = []
    for link in links[:MAX_AUTHORS]:
        raw = element_text(link)
        if 2 < len(raw) <= MAX_BYLINE:
            names = split_names(raw)
            url = _profile_url(facts, link.get("href") or "")
            credits.extend(Credit(n, raw, url if len(names) == 1 else None) for n in names)
    if credits:
        return credits
    inner = [e for e in element.iter() if e.get("itemprop") == "name"]
    text = element_text(inner[0]) if inner else element.get("content") or element_text(element)
    if not 2 < len(text) <= MAX_BYLINE:
        return []
    return [Credit(n, text, None) for n in split_names(clean(text)) if not any(c.isdigit() for c in n)]
