"""What a page itself says of the use of its text: metas, the link to its licence, JSON-LD."""

from collections.abc import Iterator

from newscrawl.errors import PageTooComplex
from newscrawl.extraction.metadata.json_ld import Node, as_list, plain
from newscrawl.extraction.metadata.page_metadata import Facts, absolute, gather
from newscrawl.extraction.page.document import Document
from newscrawl.items import UsageRight
from newscrawl.web.robots_directives import AGENT
from newscrawl.web.usage.statements import stated

_STATED = ("license", "usageInfo", "copyrightHolder", "copyrightNotice")
_TDM = ("tdm-reservation", "tdm-policy")


def read_usage_rights(facts: Facts) -> list[UsageRight]:
    """Return what the page with *facts* says of the use of its text, each statement once."""
    metas = [*_directives(facts), *((name, facts.meta(name)) for name in _TDM)]
    links = [("license", address) for href in facts.links.get("license", ()) if (address := absolute(facts.base, href))]
    nodes = [(name, _value(node, name)) for node in facts.nodes for name in _STATED]
    return [*stated(metas, "meta"), *stated(links, "link"), *stated(nodes, "json-ld")]


def usage_rights_in(html: bytes, url: str, encoding: str | None) -> list[UsageRight]:
    """Return what the page *html* from *url* says of the use of its text; nothing where it is beyond reading.

    *encoding* is the charset of the HTTP header.
    """
    try:
        return read_usage_rights(gather(Document.parse(html, url, encoding)))
    except PageTooComplex:
        return []


def _directives(facts: Facts) -> Iterator[tuple[str, str]]:
    for content in facts.contents("robots", AGENT):
        for directive in filter(None, (part.strip().lower() for part in content.split(","))):
            names = ("noindex", "nofollow") if directive == "none" else (directive,)
            # index, follow, max-image-preview:large reserve nothing.
            yield from (("robots", name) for name in names if name.startswith("no"))


def _value(node: Node, name: str) -> str:
    """Return a property as text: the address of a licence, the name of a holder."""
    value = next(iter(as_list(node.get(name))), None)
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or value.get("name")
    return plain(value)
