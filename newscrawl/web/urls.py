"""Addresses: one canonical form each.

Normalisation follows RFC 3986, sections 5.2 and 6.2; white space and backslashes are healed as browsers do
(WHATWG URL). Nothing here raises, touches the network or takes more than linear time.
"""

import ipaddress
import re
from functools import lru_cache

from newscrawl.web.given import given

MAX_URL = 4096
"""Longest address, in characters, that counts as one; longer ones are traps or data."""

DEFAULT_PORTS = {"http": "80", "https": "443"}

_PARTS = re.compile(r"(?:([a-z][a-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?", re.IGNORECASE)
_CLEAN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w~!$'()*,=:@-][\w~.-]*)*/?", re.ASCII)
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.ASCII)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})|%|[^\w.~!$&'()*+,;=:@/?-]", re.ASCII)
_UNRESERVED = re.compile(r"[\w.~-]", re.ASCII)
_LINE_BREAKS = re.compile(r"[\t\n\r]")
_C0_AND_BLANK = "".join(map(chr, range(33)))

# /story;jsessionid=1A2B3C
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid)=[^/;]*", re.IGNORECASE)
# utm_source, at_medium, fbclid, gclid, mc_cid, xtor, wt_mc, cmpid, ns_campaign, __twitter_impression, _ga …
_TRACKING = re.compile(
    r"""utm[_.-].*|\w+_(?:campaign|medium|source)|(?:at|pk|mtm|piwik|matomo|hsa|oly|vero|trk|ns|mkt|itm|wt|fb|hs)_\w+
        |[a-z]{0,3}clk?id|gclsrc|gbraid|wbraid|mc_[ce]id|li_fat_id|_ga|_gl|_hs\w+|hsctatracking|xtor|xtref|igshid?
        |__\w*impression|__tn__|__xts__.*|s?cmp(?:id)?|ito|[inod]cid|ref_(?:src|url)|sr_share|echobox|wtmc|ftag|smid
        |_openstat|spm|share(?:d|_\w+)?|socialshare|guccounter|guce_\w+|trk|trackingid|campaign_?id""",
    re.IGNORECASE | re.VERBOSE,
)
# ?sid=20261124001, ?ns_id=4711, ?share_id=12: a plain number is an article's id, not a visitor's or a campaign's.
_PAGE_NUMBER = re.compile(
    r"(?!(?:\w*(?:campaign|camp|cmp|click|clk|track\w*|mc|sess\w*|utm\w*)_?id)$)(?:\w+_)?[is]?id", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,20}", re.ASCII)
# /index.php, /story.aspx, /: nothing in the path says which page it is
_SCRIPT = re.compile(
    r"(?:.*/)?(?:(?:index|default|story|article|news|show|view|read|m|page)\w*\.\w{2,5}|\w*\.(?:php\d?|aspx?|jsp|cgi|cfm|pl|do))?",
    re.ASCII,
)
# Numbers of visitors, visits and campaigns are no page's, wherever they stand.
_COUNTED = re.compile(r"utm|\w*(?:clid|sess|camp|token|time|stamp)|_g[al]|[inod]cid|s?cmp", re.IGNORECASE)
_SESSION = re.compile(
    r"(?:php|asp|j|\w*_)?sess(?:ion)?_?(?:id)?|aspsessionid\w*|cftoken|cfid|sid|zenid|oscsid", re.IGNORECASE
)
_OPAQUE = re.compile(r"(?=[^=]*\d)[\w,.-]{8,}", re.ASCII)
# ?ref=rss and ?source=newsletter say where the reader came from; ?ref=8812 may name the page
_REFERRER = re.compile(r"ref|referr?er|source|src|via|from|origin|medium|campaign", re.IGNORECASE)
_CAME_FROM = re.compile(
    r"(?:rss|feed|atom|home|front|twitter|x|facebook|fb|whatsapp|telegram|linkedin|instagram|e?mail|newsletter|"
    r"share|social|push|app|amp|google|search|bing|msn|related|nav|menu|footer|side|top|most|trend|link|widget)"
    r"[\w-]*",
    re.IGNORECASE,
)


def canonical_url(url: str, base: str | None = None) -> str:
    """Return the one form of *url* to fetch and to compare by, or `""` where it is no http(s) address.

    Lower-case scheme and host (IDNA), no default port, no user name, no dot segments, percent-encoding
    in one form, no fragment; without tracking and session parameters, the others sorted by name. What a
    server may tell apart (scheme, `www.`, trailing slash, AMP) stays: see `page_key`. Idempotent.

    >>> canonical_url("../b/%7ecafé?utm_source=x&b=2&a=1#top", "HTTPS://Example.org:443/a/c/")
    'https://example.org/a/b/~caf%C3%A9?a=1&b=2'
    """
    if not url or len(url) > MAX_URL:
        return ""
    if base is None:
        return _canonical(url)
    if url[0] == "/" and url[1:2] not in ("/", "\\"):
        return _canonical(_origin(base) + url)
    if url[:8] == "https://" or url[:7] == "http://":
        return _canonical(url)
    return _canonical(_resolve(url, base))


def address_named(text: str) -> str:
    """Return the canonical form of the address that a user means by *text*, without a scheme https.

    >>> address_named("Example.org/a-story?utm_source=x")
    'https://example.org/a-story'
    """
    given(text, str, "the address", "give it as text")
    return canonical_url(text.strip() if "://" in text else f"https://{text.strip()}")


def tracking_parameter(parameter: str) -> bool:
    """Tell whether the query part *parameter* (`name=value`) says who came from where, not which page."""
    name, _, value = parameter.partition("=")
    if _PAGE_NUMBER.fullmatch(name) and _NUMBER.fullmatch(value):
        return False
    if _TRACKING.fullmatch(name):
        return True
    if _SESSION.fullmatch(name):
        return bool(_OPAQUE.fullmatch(value))
    return bool(_REFERRER.fullmatch(name) and _CAME_FROM.fullmatch(value))


def split_url(url: str) -> tuple[str, str, str, str]:
    """Return scheme (lower case), authority, path and query (without `?`) of *url*, which may be relative."""
    match = _PARTS.match(url)
    scheme, authority, path, query = match.groups() if match else (None, None, "", None)
    return (scheme or "").lower(), authority or "", path or "", (query or "?")[1:]


@lru_cache(maxsize=512)
def _origin(base: str) -> str:
    scheme, authority, _, _ = split_url(_heal(base))
    return f"{scheme}://{authority}"


def _heal(url: str) -> str:
    url = _LINE_BREAKS.sub("", url.strip(_C0_AND_BLANK))
    if "\\" in url:
        place, mark, query = url.partition("?")
        url = place.replace("\\", "/") + mark + query
    return url


def _resolve(url: str, base: str) -> str:
    """Return *url* made absolute against *base* (RFC 3986, section 5.2.2); dot segments are left in."""
    url, base = _heal(url), _heal(base)
    scheme, _, path, query = split_url(url)
    if scheme:
        return url
    base_scheme, base_authority, base_path, base_query = split_url(base)
    if url.startswith("//"):
        return f"{base_scheme}:{url}"
    if not path:
        path, query = base_path, query if "?" in url else base_query
    elif not path.startswith("/"):
        path = (base_path.rpartition("/")[0] or "") + "/" + path
    return f"{base_scheme}://{base_authority}{path}" + (f"?{query}" if query else "")


@lru_cache(maxsize=65536)
def _canonical(url: str) -> str:
    if _CLEAN.fullmatch(url) and len(url) <= MAX_URL:
        return url if url.count("/") > 2 else url + "/"
    scheme, authority, path, query = split_url(_heal(url))
    if scheme not in DEFAULT_PORTS:
        return ""
    authority = _canonical_authority(authority, scheme)
    if not authority:
        return ""
    path = _remove_dot_segments(_escape(_PATH_SESSION.sub("", path).replace("?", "%3F")))
    stated = [p for p in _escape(query).split("&") if p]
    parameters = [p for p in stated if not tracking_parameter(p)]
    if not parameters and stated and _SCRIPT.fullmatch(path):
        # Without a number the address would name no page at all.
        parameters = [p for p in stated if _NUMBER.fullmatch(p.partition("=")[2]) and not _COUNTED.match(p)]
    parameters.sort(key=lambda parameter: parameter.partition("=")[0])
    canonical = f"{scheme}://{authority}{path}" + ("?" + "&".join(parameters) if parameters else "")
    return canonical if len(canonical) <= MAX_URL else ""


def _canonical_authority(authority: str, scheme: str) -> str:
    host, port = authority.rpartition("@")[2].lower(), ""
    match = re.fullmatch(r"(.*?):([0-9]*)", host)
    if match:
        host, port = match.group(1), match.group(2).lstrip("0")
    host = _canonical_host(host)
    if not host or (port and int(port[:6]) > 65535):
        return ""
    return host if port in ("", DEFAULT_PORTS[scheme]) else f"{host}:{port}"


def _canonical_host(host: str) -> str:
    if host.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(host.strip('[]'))}]" if host.endswith("]") else ""
        except ValueError:
            return ""
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host[:253].encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    return host if len(host) <= 253 and _HOST.fullmatch(host) else ""


def _escape(text: str) -> str:
    return _ESCAPE.sub(_escape_one, text)


def _escape_one(match: re.Match[str]) -> str:
    if match.group(1):
        character = chr(int(match.group(1), 16))
        return character if _UNRESERVED.match(character) else match.group().upper()
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))


def _remove_dot_segments(path: str) -> str:
    """Return *path* without `.` and `..` (RFC 3986, section 5.2.4), never empty."""
    kept: list[str] = []
    segments = path.split("/")[1:] if path.startswith("/") else path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
