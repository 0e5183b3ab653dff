"""Stubs: pages that hold nothing themselves and send their reader on, by a refresh, a script or frames."""

import re

import attrs

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.extraction.page.nodes import Element, attribute
from newscrawl.web.urls import canonical_url

MAX_WAIT = 60
"""Seconds after which a refresh is a page that renews itself, not one that sends its reader on."""

MAX_FRAMES = 20
MAX_SCRIPT = 20_000

# 0;url=/index.html   5; URL='https://example.org/'   0, /index.html (HTML Standard, 4.2.5.3)
_REFRESH = re.compile(r"""\s*(\d{0,6})(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?+(["']?)(.+)""", re.IGNORECASE | re.DOTALL)
# window.location.href = "/index.html";   location.replace('/index.html')
_LOCATION = re.compile(
    r"""\blocation(?:\.href)?\s*=\s*(["'])([^"'\s]{1,2000})\1|\blocation\.(?:replace|assign)\(\s*(["'])([^"'\s]{1,2000})\3"""
)


@attrs.frozen(kw_only=True)
class Onward:
    """Where a stub sends its reader: `target` by a refresh or a script, `frames` and `insets` (`<iframe>`) by the pages
    that it shows."""

    target: str | None = None
    frames: tuple[str, ...] = ()
    insets: tuple[str, ...] = ()


def read_onward(page: LinkedPage) -> Onward:
    """Return where *page* sends its reader; all canonical, none the page itself."""
    root, base = page.root, page.base
    own = canonical_url(page.url)

    def elsewhere(href: str) -> str:
        target = canonical_url(href, base)
        return target if target != own else ""

    def shown(tag: str) -> tuple[str, ...]:
        targets = dict.fromkeys(elsewhere(attribute(frame, "src")) for frame in root.css(tag)[:MAX_FRAMES])
        return tuple(filter(None, targets))

    target = elsewhere(_refresh(root) or _location(root)) or None
    return Onward(target=target, frames=shown("frame"), insets=shown("iframe"))


def _refresh(root: Element) -> str:
    for meta in root.css("meta[http-equiv]"):
        match = _REFRESH.fullmatch(attribute(meta, "content"))
        if attribute(meta, "http-equiv").strip().lower() == "refresh" and match:
            wait, quote, rest = match.groups()
            if int(wait or 0) <= MAX_WAIT:
                return rest.partition(quote)[0].strip() if quote else rest.strip()
    return ""


def _location(root: Element) -> str:
    """Return the address that a script of a page without links goes to at once."""
    if root.css_first("a[href]") is not None:
        return ""
    for script in root.css("script"):
        match = _LOCATION.search(script.text()[:MAX_SCRIPT])
        if match:
            return match[2] or match[4]
    return ""
