"""What a page itself says of the use of its text: metas and JSON-LD."""

from newscrawl.extraction.metadata.json_ld import Node, as_list, plain
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.items import UsageRight
from newscrawl.web.robots_directives import AGENT

_STATED = ("license", "usageInfo", "copyrightHolder", "copyrightNotice")
_TDM = ("tdm-reservation", "tdm-policy")


def read_usage_rights(facts: Facts) -> list[UsageRight]:
    """Return what the page with *facts* says of the use of its text, each statement once."""
    found: dict[tuple[str, str, str], None] = {}
    for content in facts.contents("robots", AGENT):
        for directive in filter(None, (part.strip().lower() for part in content.split(","))):
            names = ("noindex", "nofollow") if directive == "none" else (directive,)
            # index, follow, max-image-preview:large reserve nothing.
            found.update({("robots", name, "meta"): None for name in names if name.startswith("no")})
    for name in _TDM:
        if value := facts.meta(name):
            found[name, value, "meta"] = None
    for node in facts.nodes:
        found.update({(name, value, "json-ld"): None for name in _STATED if (value := _value(node, name))})
    return [UsageRight(signal=signal, value=value, source=source) for signal, value, source in found]


def _value(node: Node, name: str) -> str:
    """Return a property as text: the address of a licence, the name of a holder."""
    value = next(iter(as_list(node.get(name))), None)
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or value.get("name")
    return plain(value)[:500]
