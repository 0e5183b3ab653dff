"""Which article a page is: its canonical address and its stable id."""

import re
from urllib.parse import urljoin, urlsplit

from newscrawl.extraction.metadata.json_ld import as_list, plain
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.web.article_ids import article_number, derived_id
from newscrawl.web.canonicals import believable_canonical

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

# A stated identifier: no blanks, a figure among its letters.
STATED = re.compile(r"^(?=.*\d)[\w.:-]{4,64}$")


def read_canonical_url(facts: Facts) -> str | None:
    """Return the article's canonical address, absolute and without a fragment; `None` where none is known.

    `<link rel="canonical">` (RFC 6596), `og:url` and JSON-LD are believed as `newscrawl.web.canonicals` says.
    """
    stated = (*facts.links.get("canonical", ())[:2], facts.meta("og:url"), plain(facts.article.get("url")))
    for address in stated:
        absolute = _absolute(facts.base, address)
        believed = believable_canonical(address, facts.url) if absolute else None
        if believed:
            return believed if "?" in address else absolute
    return _absolute(facts.url, facts.url)


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
