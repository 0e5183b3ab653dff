"""The form of L'Essor's URLs: four hosts, one site; the id at an article URL's end outlives its slug."""

import re
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import attrs

from newscrawl.extraction.page.nodes import Element
from newscrawl.web.urls import canonical_url

HOSTS = ("www.lessor.ml", "lessor.ml", "www.journalessor.ml", "journalessor.ml")
ORIGIN = "https://www.lessor.ml"

# /posts/editorial-aujourdhui-le-n20500-de-lessor-68ff3bd69b349
ARTICLE_PATH = re.compile(r"^/posts/(?:(?P<slug>[^/]*)-)?(?P<id>[0-9a-f]{13})/?$")


def origin_of(url: str) -> str:
    """Return the site's canonical origin for a page at *url*: a copy elsewhere stands for itself."""
    parts = urlsplit(url)
    return ORIGIN if (parts.hostname or "") in HOSTS else f"{parts.scheme}://{parts.netloc}"


def article_id(url: str) -> str | None:
    """Return the 13 hex digits that identify the article at *url*, `None` for any other page.

    >>> article_id("http://lessor.ml/posts/kayes-la-promotion-6891c2a1b3f0e?utm_source=x#top")
    '6891c2a1b3f0e'
    """
    match = ARTICLE_PATH.match(_path(url))
    return match["id"] if match else None


def slug(url: str) -> str:
    """Return the words of an article URL, `""` where it has none."""
    match = ARTICLE_PATH.match(_path(url))
    return (match["slug"] or "") if match else ""


def on_site(url: str, origin: str) -> bool:
    """Tell whether *url* is the site's own: on *origin* or on one of the four hosts."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https"):
        return False
    return (parts.hostname or "") in HOSTS or parts.netloc == urlsplit(origin).netloc


def page_url(href: str, base: str) -> str | None:
    """Return the address to fetch of any page of the site that *href*, found on page *base*, leads to.

    On the canonical origin, without fragment and tracking parameters; an article's as `article_url` has it.
    `None` for other sites and for what is no web address.
    """
    origin = origin_of(base)
    url = canonical_url(href, base)
    if not url or not on_site(url, origin):
        return None
    return article_url(url, base) or canonical_url(urlsplit(url)._replace(scheme="", netloc="").geturl(), origin)


def article_url(href: str, base: str) -> str | None:
    """Return the canonical URL of the article that *href*, found on page *base*, leads to, else `None`."""
    origin, url = origin_of(base), _joined(base, href)
    if not on_site(url, origin) or article_id(url) is None:
        return None
    return origin + _path(url).rstrip("/")


@attrs.frozen
class Addresses:
    """Resolves the links of one page: `url` is the page's own address, `base` what relative ones start from."""

    url: str
    base: str

    @classmethod
    def of(cls, root: Element, url: str) -> "Addresses":
        """Return those of the page *root* at *url*, which may name another base (`<base href>`)."""
        element = root.css_first("base[href]")
        return cls(url, _joined(url, element.attributes.get("href") or "") if element is not None else url)

    def absolute(self, href: str) -> str:
        """Return *href* as an absolute address, `""` where it is none."""
        return _joined(self.base, href)

    def article(self, href: str) -> str | None:
        """Return the canonical URL of the article that *href* leads to, else `None`."""
        return article_url(self.absolute(href), self.url)

    def page(self, href: str) -> str | None:
        """Return the address to fetch of the page of this site that *href* leads to, else `None`."""
        return page_url(self.absolute(href), self.url)


def created_at(identifier: str) -> datetime:
    """Return the moment, UTC, at which the article with this id was created.

    The id is PHP's `uniqid()`: Unix seconds in 8 hex digits, then microseconds in 5.
    """
    return datetime.fromtimestamp(int(identifier[:8], 16), UTC)


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
