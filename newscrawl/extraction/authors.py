"""Who wrote the article: names that the page's statements and its byline give."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import attrs
from lxml.html import HtmlElement

from newscrawl.extraction.headline import is_site_name
from newscrawl.extraction.jsonld import as_list, plain, types
from newscrawl.extraction.lines import Line, has_word, is_foreign
from newscrawl.extraction.names import ROLE, is_agency, is_desk, looks_like_name, split_names
from newscrawl.extraction.structured import Facts

MAX_AUTHORS = 40

META_NAMES = (
    "author",
    "article:author_name",
    "byl",
    "byline",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
    "cxenseparse:recs:authors",
    "authors",
    "article:author",
    "og:article:author",
    "og:author",
    "dable:author",
    "citation_author",
)

NEAR_BEFORE = 25
"""Lines above the headline among which the byline is looked for."""

FAR = 150.0
"""So many lines from the headline a byline weighs one less."""

# "Author:", «Von», "Autorin/Autor", "Written by"
LABEL_LINE = re.compile(
    r"^(?:by|written by|posted by|words by|author|autor|autorin/autor|auteur|autore|von|par|por|text|texte|"
    r"texto|tekst|av|af|door|di|作者|記者|記者|著者|автор)\s*[:：]?$",
    re.IGNORECASE,
)

# "12 August 2025", "12.8.2025", "Aug 12"
DATE_NEAR = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}\.\d{1,2}\.\d{2}|^\w{3,9}\.? \d{1,2}(?:,|$)|\d+ min(?:ute)?s? read"
)

BYLINE_WORDS = (
    "author",
    "byline",
    "autor",
    "auteur",
    "verfasser",
    "reporter",
    "writer",
    "skribent",
    "forfatter",
    "redakteur",
)
"""Parts of the class, id or test id of an element that holds a byline."""

# /author/jane-doe, /autoren/…, /profile/…, ?author=…
PROFILE_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|i|in)?|auteurs?|autores|people|persons?|staff|profiles?|journalists?|"
    r"reporters?|by|columnists?|contributors?|writers?|verfasser|redaktion|skribent|forfatter|team)(?:/|[-_]|\.)|[?&]author=",
    re.IGNORECASE,
)

# "By Jane Doe", "Written by: …", «Par …», "Von Eva Müller", "View all posts by …"
STRONG_CREDIT = re.compile(
    r"^(?:(?:(?:written|posted|published|authored|article|story|words|all posts|all articles|view all posts|"
    r"more) )?by|(?:publié |écrit |rédigé )?par|(?:geschrieben )?von|(?:escrito )?por|(?:scritto )?da|di|"
    r"door|av|af|skrevet a[fv]|przez|oleh|text|texte|texto|testo|tekst|author|autor|auteur|autore|penulis|"
    r"автор|текст)"
    r"(?:\s*[:：]\s*|\s+(?=[A-ZÀ-ÞĀ-Ž\u0400-\u042f]))",
    re.IGNORECASE,
)

# «Written by», «Verfasst von», «Écrit par», «Escrito por»
WRITTEN_BY = re.compile(
    r"written|author|verfasst|geschrieben|écrit|escrito|scritto|geschreven|skrevet|skriven|napisan|автор|yazan|"
    r"作者|著者|執筆",
    re.IGNORECASE,
)

# What stands in a byline's box and names nobody.
NO_BYLINE = re.compile(
    r"review(?:ed|er)|edited|editor-in|fact.?check|photo|image|illustrat|updated|published on|follow|"
    r"about the|read more|subscribe|share|comment|copyright|©|sponsor|rights reserved|newsletter|"
    r"sign (?:in|up)|log ?in",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:authors?|by|written|posted|the|in|on|and|from|articles?|posts?|bio|biography|name|home|news|blog|"
    r"autor(?:in|en)?|auteurs?|von|par|por|redaktion|team|profile|contributors?|more|website|twitter|facebook|"
    r"linkedin|instagram|e-?mail|opinion)$",
    re.IGNORECASE,
)


@attrs.frozen
class Credit:
    """One name, as stated, and the address of the page about its bearer."""

    name: str
    raw: str
    url: str | None = None


def read_credits(facts: Facts) -> list[Credit]:
    """Return the article's authors in the page's order: people, and agencies and desks named in their place.

    The page's own JSON-LD is believed unless it names only the site or its publisher; then `<meta>`, and the
    byline next to the headline. The site's own name is an author only where nothing else is stated.
    """
    fallback: list[Credit] = []
    for read in (_from_json_ld, _from_metas, _from_labels):
        credits = _distinct(read(facts))
        if any(not is_site_name(credit.name, facts) for credit in credits):
            return credits
        fallback = fallback or credits
    return _distinct(_from_byline(facts, 3.0 if fallback else 1.0)) or fallback


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
            credits = [c for value in as_list(node.get(key))[:MAX_AUTHORS] for c in _stated(facts, value)]
            if credits:
                return credits
    return []


def _stated(facts: Facts, value: Any) -> list[Credit]:
    """Return the credits of one JSON-LD author: a text, a node, a reference, or a list in a node's name."""
    value = facts.resolve(value)
    raw_names, url, organization = [value], None, False
    if isinstance(value, dict):
        raw_names = as_list(value.get("name") or value.get("byline") or value.get("alternateName"))
        url = _profile_url(facts, plain(value.get("url")) or plain(value.get("sameAs")))
        organization = any(name.endswith("Organization") for name in types(value))
    credits: list[Credit] = []
    for raw in filter(None, map(plain, raw_names[:MAX_AUTHORS])):
        names = [raw] if organization else split_names(raw)
        credits.extend(Credit(name, raw, url if len(names) == 1 else None) for name in names)
    return credits


def _profile_url(facts: Facts, address: str) -> str | None:
    if not address.startswith(("http", "/")) or " " in address:
        return None
    try:
        return urljoin(facts.url, address)
    except ValueError:
        return None


def _from_metas(facts: Facts) -> list[Credit]:
    """Read the first kind of `<meta>` that names more than the site, without the site's name."""
    fallback: list[Credit] = []
    for name in META_NAMES:
        stated = [c for c in facts.contents(name) if "//" not in c and not c.isdigit() and len(c) < 300]
        stated = [c for c in stated if facts.domain not in c] if facts.domain else stated
        credits = [Credit(n, c) for c in stated[:MAX_AUTHORS] for n in split_names(c)]
        telling = [credit for credit in credits if not is_site_name(credit.name, facts)]
        if telling:
            return telling
        fallback = fallback or credits
    return fallback


def _from_labels(facts: Facts) -> list[Credit]:
    """Read `twitter:data1` and `twitter:data2` where their label says that they name the writer."""
    credits: list[Credit] = []
    for number in "12":
        if WRITTEN_BY.search(facts.meta(f"twitter:label{number}")):
            raw = facts.meta(f"twitter:data{number}")
            credits.extend(Credit(name, raw) for name in split_names(raw))
    return credits


def _from_byline(facts: Facts, least: float) -> list[Credit]:
    """Read the printed byline: the weightiest of the lines that can be one, and its like in the same place.

    What weighs less than *least* is none.
    """
    candidates = list(_byline_candidates(facts, least))
    if not candidates:
        return []
    top, element, credits = max(candidates, key=lambda candidate: candidate[0])
    boxes = _boxes(element)
    for weight, other, more in candidates:
        if other is not element and other.tag == element.tag and weight > top - 1 and boxes & _boxes(other):
            credits = credits + more
    return credits


def _byline_candidates(facts: Facts, least: float) -> Iterator[tuple[float, HtmlElement, list[Credit]]]:
    after, before = facts.lines.after, facts.lines.before[-NEAR_BEFORE:]
    for side, distances in ((after, range(len(after))), (before, range(100 + len(before), 100, -1))):
        for index, distance in enumerate(distances):
            weight = _weight(side, index) - distance / FAR
            if weight > least and not is_foreign(side[index].element):
                credits = _line_credits(facts, side[index], weight + distance / FAR)
                if credits:
                    yield weight, side[index].element, credits


def _boxes(element: HtmlElement) -> set[HtmlElement]:
    """Return the elements one to three levels above *element*: those of one list of authors share one."""
    return set(islice(element.iterancestors(), 3))


def _weight(side: list[Line], index: int) -> float:
    """Weigh how likely a line is a byline: by its link, its element's marks, its words, its neighbours."""
    text = side[index].text
    weight = _mark_weight(side[index].element)
    if weight < 3.3 and STRONG_CREDIT.match(text):
        return 3.3
    if weight < 3.3 and index and LABEL_LINE.match(side[index - 1].text):
        return 3.2
    if weight < 2.2 and is_agency(text.split(",")[0].strip(" |·•-")):
        return 3.1
    if weight < 2.2 and looks_like_name(text.strip(" |,·•-")):
        near = side[max(0, index - 2) : index + 3]
        return 2.2 if any(DATE_NEAR.search(line.text) for line in near) else 0.0
    return weight


def _mark_weight(element: HtmlElement) -> float:
    if element.tag == "a" and (
        element.get("rel") == "author" or PROFILE_PATH.search(element.get("href") or "")
    ):
        return 4.0
    node: HtmlElement | None = element
    for level in range(3):
        if node is None:
            break
        if "author" in (node.get("itemprop") or "") or node.get("rel") == "author":
            return 4.5 - level / 10
        if has_word(node, BYLINE_WORDS):
            return 3.5 - level / 10
        node = node.getparent()
    return 0.0


def _line_credits(facts: Facts, line: Line, weight: float) -> list[Credit]:
    bare = STRONG_CREDIT.sub("", line.text)
    if NO_BYLINE.search(line.text) or any(character.isdigit() for character in bare[:40]):
        return []
    marked = weight >= 4 or bare != line.text
    names = [name for name in split_names(bare) if _can_be_author(name, marked)]
    if 2 * sum(map(len, names)) < len(bare):
        return []
    url = _profile_url(facts, line.element.get("href") or "") if line.element.tag == "a" else None
    return [Credit(name, line.text, url if len(names) == 1 else None) for name in names]


def _can_be_author(name: str, marked: bool) -> bool:
    if is_agency(name) or is_desk(name) or looks_like_name(name):
        return True
    return marked and len(name) > 1 and " " not in name and not LABEL.match(name) and not ROLE.search(name)
