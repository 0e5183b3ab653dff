"""A small reader of the replica's links: enough to walk the site as a crawler would."""

from collections import defaultdict
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

from newscrawl.demo.links import HOSTS, without_tracking
from newscrawl.demo.routes import article_id

FORBIDDEN = ("/admin", "/recherche", "/imprimer/", "/api/")


def hrefs(body: bytes) -> list[str]:
    """Return the addresses of a page's links as written."""
    return lxml_html.fromstring(body.decode()).xpath("//a/@href")


def targets(body: bytes, base: str) -> set[str]:
    """Return the request targets on the site that a page links to, of the four hosts or of *base*."""
    found = set()
    for href in hrefs(body):
        parts = urlsplit(urljoin(base + "/", href))
        if f"{parts.scheme}://{parts.netloc}" in {base, *HOSTS} and not parts.path.startswith(FORBIDDEN):
            found.add(without_tracking(parts.path + (f"?{parts.query}" if parts.query else "")))
    return found


def walk(site, base: str) -> dict[str, set[str]]:
    """Follow all links from the front page: target reached -> the targets of the pages that link to it."""
    sources: dict[str, set[str]] = defaultdict(set)
    seen, queue = {"/"}, ["/"]
    while queue:
        target = queue.pop()
        answer = site.answer(target, base)
        if answer.status == 503:
            answer = site.answer(target, base)
        onward = {dict(answer.headers)["Location"]} if answer.status in (301, 302) else set()
        if answer.status == 200 and dict(answer.headers)["Content-Type"].startswith("text/html"):
            onward = targets(answer.body, base)
        for link in onward:
            sources[link].add(target)
        queue += onward - seen
        seen |= onward
    return sources


def ids_of(reached: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return article id -> the targets of pages that link to the article under any slug."""
    by_id: dict[str, set[str]] = defaultdict(set)
    for target, sources in reached.items():
        if found := article_id(target):
            by_id[found] |= sources
    return by_id
