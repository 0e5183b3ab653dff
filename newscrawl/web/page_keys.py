"""Page keys: which addresses are, by their form, one page: http and https, `www.`, mobile, AMP and print twins."""

import re
from functools import lru_cache

from newscrawl.web.sites import site_of_authority
from newscrawl.web.urls import MAX_URL, canonical_url, split_url

_MOBILE_HOST = re.compile(r"(?:www\.)?(?:m|mobile|mobil|amp|touch|wap)\.(?=[^.]+\.[^.]+)")
_TWIN_FOLDER = re.compile(
    r"^/(?:amp|print|printable|print-version|imprimer|impression|imprimir|drucken|druckansicht|stampa)(?=/.)"
    r"|/(?:amp|print|printable|imprimer|impression|imprimir|drucken|stampa)/?$",
    re.IGNORECASE,
)
_TWIN_SUFFIX = re.compile(r"[._-](?:amp|print)(?=\.html?$)|\.amp$", re.IGNORECASE)
_TWIN_PARAMETER = re.compile(
    r"(?:amp|print|printable|printview|imprimer|mobile)(?:=(?:1|true|yes|on|y)?)?"
    r"|(?:output(?:type)?|view|mode|format|layout|template|tmpl|theme|action|version|display)=(?:amp|print\w*|mobile)",
    re.IGNORECASE,
)
_INDEX_FILE = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|shtml)$", re.IGNORECASE)


def page_key(url: str) -> str:
    """Return the name of the page behind *url*, equal for every address that is by its form the same page.

    Folds, beyond `canonical_url`: scheme, `www.`, mobile, AMP and print twins, `index.html`, trailing slash.
    A key is for comparing, not for fetching; `""` where *url* is no http(s) address.

    >>> page_key("http://m.example.org/news/a-b-c/amp/?utm_medium=x")
    'example.org/news/a-b-c'
    """
    return _named(url)[0] if len(url) <= MAX_URL else ""


def is_twin(url: str) -> bool:
    """Tell whether *url* is by its form the AMP, mobile or print twin of another page."""
    return len(url) <= MAX_URL and _named(url)[1]


@lru_cache(maxsize=65536)
def _named(url: str) -> tuple[str, bool]:
    """Return the page key of *url*, and whether it is that of another page, whose twin *url* is."""
    canonical = canonical_url(url)
    own = split_url(canonical)[1:]
    authority, path, query = plain = _untwin(*own)
    path = _INDEX_FILE.sub("/", path).rstrip("/")
    authority = authority.removeprefix("www.")
    return f"{authority}{path}?{query}" if query else f"{authority}{path}", bool(canonical) and plain != own


def _untwin(authority: str, path: str, query: str) -> tuple[str, str, str]:
    host = _MOBILE_HOST.sub("", authority)
    if host != authority and site_of_authority(host) != site_of_authority(authority):
        host = authority
    plain = _TWIN_SUFFIX.sub("", _TWIN_FOLDER.sub("", path)) or "/"
    if query:
        query = "&".join(p for p in query.split("&") if not _TWIN_PARAMETER.fullmatch(p))
    return host, plain, query
