"""Who wrote the article: names that the page's statements and its byline give."""

import re
from typing import Any

import attrs

from newscrawl.extraction.bylines.bylines import parse_byline
from newscrawl.extraction.bylines.credit_lines import without_job
from newscrawl.extraction.bylines.person_names import in_name_case, is_agency, is_desk, split_names
from newscrawl.extraction.bylines.printed import Credit, printed_credits, profile_url
from newscrawl.extraction.bylines.stated_names import is_nobody, is_organization, is_weak, node_names, without_markup
from newscrawl.extraction.metadata.headline import is_site_name
from newscrawl.extraction.metadata.json_ld import as_list, plain
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.extraction.surroundings.boundaries import Signature
from newscrawl.web.text import key

MAX_AUTHORS = 40
MIN_SITE = 6
"""Characters: a shorter site's name is part of too many people's."""

MARKED = 3.4
"""Weight of a printed byline whose element is marked as one."""

BYLINE = 3.2
"""Weight of a printed byline that is marked as one or begins with "By": it outweighs an account's name."""

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

# «Written by», «Verfasst von», «Écrit par», «Escrito por»
WRITTEN_BY = re.compile(
    r"written|author|verfasst|geschrieben|écrit|escrito|scritto|geschreven|skrevet|skriven|napisan|автор|yazan|"
    r"作者|著者|執筆",
    re.IGNORECASE,
)


def read_credits(facts: Facts, signature: Signature | None = None) -> list[Credit]:
    """Return the article's authors in the page's order: people, and agencies and desks named in their place.

    The page's own JSON-LD is believed unless it names only the site or its publisher; then `<meta>`, and the
    byline next to the headline, unless a *signature* under the text names people. Where what is stated is an
    account's name or a desk's, a person in a marked byline is the author.
    The site's own name is an author only where nothing else is stated.
    """
    fallback: list[Credit] = []
    for read in (_from_json_ld, _from_metas, _from_labels):
        credits = _tidy(read(facts))
        telling = [credit for credit in credits if not _is_site(credit.name, facts)]
        if any(not is_weak(credit.name) for credit in telling):
            return _without_desks(credits, facts)
        fallback = fallback or telling or credits
    weak = any(not _is_site(credit.name, facts) for credit in fallback)
    signed = _signed(facts, signature) if signature else []
    if signed and parse_byline(signed[0].raw).names:
        return _tidy(signed)
    least = BYLINE if weak else MARKED if signed else 3.0 if fallback else 1.0
    printed = _tidy(printed_credits(facts, least))
    if weak and not any(not is_weak(credit.name) for credit in printed):
        return fallback
    return _without_desks(printed, facts) or _tidy(signed) or fallback


def _tidy(credits: list[Credit]) -> list[Credit]:
    """Return *credits* without placeholders, each name once and in the case of names."""
    named = (attrs.evolve(credit, name=in_name_case(without_job(credit.name))) for credit in credits)
    return _distinct([credit for credit in named if not is_nobody(credit.name)])


def _without_desks(credits: list[Credit], facts: Facts) -> list[Credit]:
    """Return *credits* without the desks and the site that a line names beside its people: "Jane Doe, Herald"."""
    site = key(facts.meta("og:site_name")).split()
    own = [credit for credit in credits if _is_site(credit.name, facts) or key(credit.name) in site]
    people = {credit.raw for credit in credits if not is_weak(credit.name) and credit not in own}
    credits = [credit for credit in credits if credit not in own or credit.raw not in people]
    return [
        credit for credit in credits if not (is_desk(credit.name) and credit.raw in people) or is_agency(credit.name)
    ]


def _signed(facts: Facts, signature: Signature) -> list[Credit]:
    """Return the people that a byline under the text names; where it names none, its agencies and desks."""
    names = parse_byline(signature.text).names or split_names(signature.text)
    urls = [(text.casefold(), profile_url(facts, href)) for text, href in signature.links]
    return [
        Credit(name, signature.text, next((url for text, url in urls if name.casefold() in text), None))
        for name in names
    ]


def _is_site(name: str, facts: Facts) -> bool:
    """Tell whether *name* is the site's, or the site's with a word before or after: "The Herald Ltd"."""
    if is_site_name(name, facts):
        return True
    squeezed = key(name).replace(" ", "")
    names = [facts.meta("og:site_name"), plain(facts.article.get("publisher")), *facts.domain.split(".")[:-1]]
    sites = [key(other).replace(" ", "") for other in names]
    return any(len(site) >= MIN_SITE and site in squeezed for site in sites)


def _distinct(credits: list[Credit]) -> list[Credit]:
    kept: dict[str, Credit] = {}
    for credit in credits:
        known = kept.get(credit.name.casefold())
        if known is None or (known.url is None and credit.url):
            kept[credit.name.casefold()] = credit
    return list(kept.values())[:MAX_AUTHORS]


def _from_json_ld(facts: Facts) -> list[Credit]:
    for node in (facts.article, facts.page):
        for field in ("author", "creator"):
            credits = [c for value in as_list(node.get(field))[:MAX_AUTHORS] for c in _stated(facts, value)]
            if credits:
                return credits
    return []


def _stated(facts: Facts, value: Any) -> list[Credit]:
    """Return the credits of one JSON-LD author: a text, a node, a reference, or a list in a node's name."""
    value = facts.resolve(value)
    raw_names, url, organization = [value], None, False
    if isinstance(value, dict):
        raw_names = node_names({name: facts.resolve(part) for name, part in value.items()})
        url = profile_url(facts, plain(value.get("url")) or plain(value.get("sameAs")))
        organization = is_organization(value)
    credits: list[Credit] = []
    for raw in (without_markup(plain(name)) for name in raw_names[:MAX_AUTHORS]):
        if is_nobody(raw):
            continue
        names = [raw] if organization else split_names(raw)
        credits.extend(Credit(name, raw, url if len(names) == 1 else None) for name in names)
    return credits


def _from_metas(facts: Facts) -> list[Credit]:
    """Read the first kind of `<meta>` that names more than the site, without the site's name."""
    fallback: list[Credit] = []
    for name in META_NAMES:
        texts = map(without_markup, facts.contents(name))
        stated = [c for c in texts if "//" not in c and not is_nobody(c) and len(c) < 300]
        stated = [c for c in stated if facts.domain not in c] if facts.domain else stated
        credits = [Credit(n, c) for c in stated[:MAX_AUTHORS] for n in split_names(c)]
        telling = [credit for credit in credits if not _is_site(credit.name, facts)]
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
