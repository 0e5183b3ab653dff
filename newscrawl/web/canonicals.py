"""Canonical addresses: what a page states of itself is believed only where it can be so.

Templates state the same address on every page (a section's front, the first article, the home page), or what a broken
template left: `undefined`, `{{ url }}`, `[object Object]`. What several pages with different texts state is found out
only over many pages: see `newscrawl.web.tellings`.
"""

import re
from urllib.parse import unquote

from newscrawl.web.article_ids import article_number
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of
from newscrawl.web.urls import canonical_url

# undefined  null  {{ url }}  ${canonical}  [object Object]  <?php echo $url ?>  %URL%  __URL__
PLACEHOLDER = re.compile(
    r"\{\{.*|\$\{.*|<[?%].*|\[object .*|\{%.*|%[A-Z_]{2,}%|__[A-Z_]+__|#\{.*"
    r"|(?:undefined|null|none|nan|false|true|n/?a|url|canonical|permalink|link)",
    re.IGNORECASE,
)
SLUG_WORD = re.compile(r"[^\W\d_]{2,}")
EXTENSION = re.compile(r"\.[a-z]{3,5}$", re.IGNORECASE)


def believable_canonical(stated: str, url: str) -> str | None:
    """Return the canonical form of what a page at *url* states as its address (RFC 6596), or `None`.

    Not believed: another site; a placeholder; a bare word; the home page or a folder above the page; an address
    that is less of an article than the page's own (it has neither id nor words where that has); another id.
    """
    stated = stated.strip()
    if not stated or any(PLACEHOLDER.fullmatch(unquote(part)) for part in re.split(r"[/?=&]", stated) if part):
        return None
    target, page = canonical_url(stated, url), canonical_url(url)
    if not target or (page and site_of(target) != site_of(page)):
        return None
    if not page or page_key(target) == page_key(page):
        return target
    # What has neither scheme nor slash in front is resolved against the page, and names what does not exist.
    if not re.match(r"[a-z][a-z0-9+.-]*:|[/?\\]", stated, re.IGNORECASE):
        return None
    ids = article_number(target), article_number(page)
    if all(ids):
        return target if ids[0] == ids[1] else None
    return target if _says(target) >= min(_says(page), 2) and not _is_above(target, page) else None


def _is_above(target: str, page: str) -> bool:
    above, own = _path(target), _path(page)
    return "?" not in target and (not above or own.startswith(f"{above}/"))


def _says(url: str) -> int:
    """Return how much *url* says of an article: the words of its richest segment, many where it carries an id."""
    if article_number(url):
        return 9
    path = EXTENSION.sub("", unquote(_path(url)))
    words = max((len(SLUG_WORD.findall(segment)) for segment in path.split("/")[-2:]), default=0)
    dense = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", path.rpartition("/")[2])) // 4
    return max(words, dense)


def _path(url: str) -> str:
    return url.partition("://")[2].partition("?")[0].partition("/")[2].rstrip("/")
