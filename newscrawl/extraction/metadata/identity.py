"""Which article a page is: its canonical address and its stable id."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from newscrawl.extraction.metadata.json_ld import as_list, plain
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.web.urls import derived_id, site_of

MAX_URL = 4_000

ID_METAS = (
    "article:id",
    "article_id",
    "og:article:id",
    "cxenseparse:recs:articleid",
    "cxenseparse:articleid",
    "parsely-post-id",
    "post_id",
    "content_id",
    "story_id",
    "bt:id",
)

UUID = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE
)
# …-68ff3bd69b349   /643d8573650fe81912f90fc2   (12 digits or more, figures and letters)
HEXADECIMAL = re.compile(r"(?:^|[-_/.])((?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,64})(?=$|[-_/.])")
# /2192432   …-c-16879335.html   …_1_12328678.html   /a65105606/   articleshow/112898501.cms   …~id100.html
NUMBER = re.compile(r"(?:^|[-_~,.!])(?:[a-z]{0,2})(\d{5,20})$", re.IGNORECASE)
# /367061-title-of-the-article
LEADING_NUMBER = re.compile(r"^[a-z]{0,2}(\d{5,20})(?=[-_.])", re.IGNORECASE)
EXTENSION = re.compile(r"\.(?:html?|php|aspx?|jsp|cms|shtml|amp|ece|do|stm)$", re.IGNORECASE)
DAY = re.compile(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
# A stated identifier: no blanks, a figure among its letters.
STATED = re.compile(r"^(?=.*\d)[\w.:-]{4,64}$")

ID_PARAMETERS = frozenset(
    {
        "id",
        "article",
        "articleid",
        "article_id",
        "idarticle",
        "aid",
        "nid",
        "p",
        "newsid",
        "news_id",
        "no",
        "idxno",
    }
)


def read_canonical_url(facts: Facts) -> str | None:
    """Return the article's canonical address, absolute and without a fragment; `None` where none is known.

    `<link rel="canonical">` (RFC 6596) and `og:url` are believed if they name an address of the same site
    that is not its front page, while the page itself is not the front page.
    """
    own = _absolute(facts.url, facts.url)
    stated = (*facts.links.get("canonical", ())[:2], facts.meta("og:url"), plain(facts.article.get("url")))
    for address in stated:
        absolute = _absolute(facts.url, address)
        if absolute and (own is None or _is_plausible(absolute, own)):
            return absolute
    return own


def _absolute(base: str, address: str) -> str | None:
    if not address or len(address) > MAX_URL:
        return None
    try:
        parts = urlsplit(urljoin(base, address.strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts._replace(fragment="").geturl()


def _is_plausible(address: str, own: str) -> bool:
    theirs, ours = urlsplit(address), urlsplit(own)
    if site_of(address) != site_of(own):
        return False
    if theirs.path.strip("/") or theirs.query:
        return not (article_number(own) and article_number(address)) or article_number(own) == article_number(address)
    return not (ours.path.strip("/") or ours.query)


def read_article_id(facts: Facts, canonical_url: str | None) -> str | None:
    """Return the article's stable id: of its address, else one that the page states, else a derived one.

    The derived id is the first 16 hexadecimal digits of the canonical address's SHA-256; `None` without one.
    """
    for address in filter(None, (canonical_url, facts.url)):
        number = article_number(address)
        if number:
            return number
    stated = next((text for text in (*facts.contents(*ID_METAS), *_identifiers(facts)) if STATED.match(text)), None)
    if stated or not canonical_url:
        return stated
    return derived_id(canonical_url)


def _identifiers(facts: Facts) -> list[str]:
    values = as_list(facts.article.get("identifier"))[:5]
    return [plain(value.get("value") if isinstance(value, dict) else value) for value in values]


@lru_cache(maxsize=4096)
def article_number(url: str) -> str | None:
    """Return the id that *url* itself carries: a UUID, a hexadecimal or a long number; else `None`.

    Dates and short numbers ("top-10", "2025") are no ids.

    >>> article_number("https://lessor.ml/posts/editorial-68ff3bd69b349")
    '68ff3bd69b349'
    """
    try:
        parts = urlsplit(url)
        path = unquote(parts.path)
    except ValueError:
        return None
    uuid = UUID.search(path)
    if uuid:
        return uuid[0].lower()
    for segment in reversed(path.strip("/").split("/")[-4:]):
        found = _number_in(EXTENSION.sub("", segment))
        if found:
            return found
    for name, value in parse_qsl(parts.query[:MAX_URL], max_num_fields=None)[:20]:
        if name.lower() in ID_PARAMETERS and re.fullmatch(r"[\w-]{2,40}", value) and any(map(str.isdigit, value)):
            return value
    return None


def _number_in(segment: str) -> str | None:
    for pattern in (HEXADECIMAL, NUMBER, LEADING_NUMBER):
        match = pattern.search(segment)
        if match and not DAY.match(match[1]):
            return match[1]
    return None
