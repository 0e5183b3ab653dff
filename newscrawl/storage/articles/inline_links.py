"""The links within an article's text, read from its simplified HTML."""

from lxml import etree

from newscrawl.web.text import fold
from newscrawl.web.urls import canonical_url

_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def inline_links(html: str, url: str) -> list[tuple[str, str]]:
    """Return (canonical URL, text) of the links in *html* to web pages other than *url*, in the order of the text,
    each page once.

    >>> inline_links('<p>As <a href="/b?utm_source=x">we  wrote</a>, <a href="#note">see</a></p>', "https://a.example/c")
    [('https://a.example/b', 'we wrote')]
    """
    if "<a" not in html:
        return []
    root = etree.fromstring(html.encode(), _PARSER)
    if root is None:  # e.g. nothing but a comment
        return []
    found: dict[str, str] = {}
    for link in root.iter("a"):
        target = canonical_url(link.get("href") or "", url)
        if target and target != url:
            found.setdefault(target, fold("".join(map(str, link.itertext()))))
    return list(found.items())
