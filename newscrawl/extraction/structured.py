"""What a page states about itself in machine-readable form, gathered in one pass over the tree."""

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

import attrs
from lxml import etree

from newscrawl.extraction import jsonld
from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import Node, as_list, clean, plain
from newscrawl.extraction.lines import PrintedLines, printed_lines
from newscrawl.extraction.text import fold

MAX_ELEMENTS = 500
"""Of a kind: more headings, dates or properties than this are no article's."""

MAX_VALUE = 20_000

LINKS = frozenset({"canonical", "image_src"})

MICRODATA = etree.XPath("//*[@itemprop]")


def select(expression: etree.XPath, root: etree._Element) -> list[etree._Element]:
    """Return the elements below *root* that *expression*, one that selects elements, finds."""
    return cast("list[etree._Element]", expression(root))


def absolute(base: str, address: str) -> str | None:
    """Return *address* resolved against *base*; `None` unless it is one of http or https."""
    address = address.strip()
    if address.startswith(("https://", "http://")) and "[" not in address:
        return address
    try:
        resolved = urljoin(base, address) if address else ""
    except ValueError:
        return None
    return resolved if resolved.startswith(("https://", "http://")) else None


@lru_cache(maxsize=4096)
def meta_key(name: str) -> str:
    """Return the name of a `<meta>` without case and punctuation, in which sites differ.

    >>> meta_key("article:published_time") == meta_key("article:published:time") == "articlepublishedtime"
    True
    """
    return "".join(filter(str.isalnum, name[:100].lower()))


@attrs.define(slots=False)
class Facts:
    """The statements of one page. Texts are folded, entities resolved, addresses as written."""

    root: etree._Element
    url: str
    title: str = ""
    """Text of the `<title>` element."""
    metas: dict[str, list[str]] = attrs.field(factory=dict)
    """`<meta>` contents as written, by `meta_key` of name, property, itemprop or http-equiv."""
    links: dict[str, list[str]] = attrs.field(factory=dict)
    """Targets of those `<link>` elements whose rel is one of `LINKS`."""
    nodes: list[Node] = attrs.field(factory=list)
    """JSON-LD nodes."""
    headings: list[etree._Element] = attrs.field(factory=list)
    """`<h1>` elements."""
    times: list[etree._Element] = attrs.field(factory=list)
    """`<time>` elements."""
    breadcrumb_boxes: list[etree._Element] = attrs.field(factory=list)
    """`<nav>` and `<ol>` elements that say they are breadcrumbs."""

    def contents(self, *names: str) -> Iterator[str]:
        """Yield what the `<meta>` elements called *names* hold, in that order, the empty left out."""
        for name in names:
            for content in self.metas.get(meta_key(name), ()):
                text = clean(content)
                if text:
                    yield text

    def meta(self, *names: str) -> str:
        """Return the first of `contents`, else `""`."""
        return next(self.contents(*names), "")

    @cached_property
    def heading_texts(self) -> list[str]:
        """The texts of the `<h1>` elements that have any."""
        return [text for text in map(element_text, self.headings) if text]

    @cached_property
    def domain(self) -> str:
        """The host of the page's address without `www.`, `""` where unknown."""
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:
            return ""

    @cached_property
    def lines(self) -> PrintedLines:
        """The short lines that the page prints, parted at its headline."""
        return printed_lines(self.root, self.main_heading)

    @cached_property
    def main_heading(self) -> etree._Element | None:
        """The `<h1>` with the longest text: a logo's or a menu's is short; `None` where there is none."""
        return max(self.headings[:20], key=lambda element: len(raw_text(element)), default=None)

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """JSON-LD nodes by `@id`; the fuller one where several share it."""
        index: dict[str, Node] = {}
        for node in self.nodes:
            name = node.get("@id")
            if isinstance(name, str) and len(node) > len(index.get(name, ())):
                index[name] = node
        return index

    def resolve(self, value: Any) -> Any:
        """Return the node that a bare `{"@id": …}` points to, else *value* itself."""
        if isinstance(value, dict) and "@id" in value and len(value) <= 2:
            return self.by_id.get(str(value["@id"]), value)
        return value

    @cached_property
    def article(self) -> Node:
        """The JSON-LD node of this page's own article; `{}` where there is none."""
        candidates = [node for node in self.nodes if jsonld.is_article(node)]
        if len(candidates) <= 1:
            return candidates[0] if candidates else {}
        return max(candidates, key=self._fit)

    @cached_property
    def page(self) -> Node:
        """The JSON-LD node of the page itself (WebPage, VideoObject …) with date or headline; else `{}`."""
        for node in self.nodes:
            dated = "datePublished" in node or "headline" in node
            if dated and not jsonld.is_article(node):
                return node
        return {}

    def _fit(self, node: Node) -> float:
        """Weigh how likely *node* is this page's article and not one that the page merely lists."""
        weight = 0.1 * len(node.keys() & {"author", "datePublished", "image", "description", "articleBody"})
        headline = plain(node.get("headline") or node.get("name")).casefold()
        shown = [text.casefold() for text in (*self.heading_texts, self.meta("og:title"), self.title)]
        if headline:
            weight += 2.0 * any(headline == text for text in shown)
            weight += 1.0 * any(headline in text for text in shown)
        addresses = {self.path_of(plain(node.get(key))) for key in ("url", "@id", "mainEntityOfPage")} - {""}
        addresses |= {
            self.path_of(str(entry.get("@id", "")))
            for entry in as_list(node.get("mainEntityOfPage"))
            if isinstance(entry, dict)
        } - {""}
        own = {self.path_of(self.url), self.path_of("".join(self.links.get("canonical", [])[:1]))} - {""}
        if addresses & own:
            weight += 2.0
        return weight

    def path_of(self, address: str) -> str:
        """Return the path of *address*, resolved against the page, without a closing slash; else `""`."""
        resolved = absolute(self.url, address) or ""
        return resolved.partition("://")[2].partition("/")[2].split("?")[0].split("#")[0].rstrip("/")

    @cached_property
    def microdata(self) -> dict[str, list[etree._Element]]:
        """Elements by `itemprop` token, in the page's order, those of listed or commented items left out."""
        index: dict[str, list[etree._Element]] = {}
        for element in select(MICRODATA, self.root)[: 10 * MAX_ELEMENTS]:
            if element.tag == "meta" or not foreign_item(element):
                for name in element.get("itemprop", "").split():
                    index.setdefault(name, []).append(element)
        return index

    def microdata_value(self, name: str) -> str:
        """Return the first non-empty value of the microdata property *name*, else `""`."""
        for element in self.microdata.get(name, ())[:20]:
            value = property_value(element)
            if value:
                return value
        return ""


LISTED_TYPES = ("Comment", "ListItem", "Organization", "Person", "ImageObject", "VideoObject", "UserComments")


def foreign_item(element: etree._Element) -> bool:
    """Tell whether the microdata item that *element* describes is another one than the page's article."""
    scope = element.getparent()
    while scope is not None and scope.get("itemscope") is None:
        scope = scope.getparent()
    return scope is not None and (scope.get("itemtype") or "").endswith(LISTED_TYPES)


def property_value(element: etree._Element) -> str:
    """Return the value of a microdata or RDFa property (HTML Standard, 5.2.4): an attribute or the text."""
    for name in ("content", "datetime"):
        value = element.get(name)
        if value:
            return clean(value[:MAX_VALUE])
    if element.tag in ("a", "link"):
        return element_text(element) or fold(element.get("href") or "")
    if element.tag == "img":
        return fold(element.get("src") or "")
    return element_text(element)


def raw_text(element: etree._Element) -> str:
    """Return the text of *element* and all below it, as written."""
    return "".join(cast("Iterator[str]", element.itertext()))


def element_text(element: etree._Element) -> str:
    """Return the text of *element* without scripts, folded; a `<br>` and a block's edge part words."""
    if len(element) == 0:
        return fold(element.text or "")
    if all(child is element or child.tag in INLINE for child in element.iter()):
        return fold(raw_text(element))
    return fold(_joined(element))


INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    }
)


def _joined(element: etree._Element) -> str:
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if len(parts) > MAX_VALUE:
            break
        if event == "start":
            if node.tag not in INLINE:
                parts.append(" ")
            if node.text and node.tag not in ("script", "style"):
                parts.append(node.text)
        else:
            if node.tag not in INLINE:
                parts.append(" ")
            if node.tail and node is not element:
                parts.append(node.tail)
    return "".join(parts)


def _gather_title(facts: Facts, element: etree._Element) -> None:
    if not facts.title:
        facts.title = clean((element.text or "")[:MAX_VALUE])


def _gather_meta(facts: Facts, element: etree._Element) -> None:
    content = element.get("content")
    if not content:
        return
    names = {element.get("property"), element.get("name")} - {None}
    for name in names or {element.get("itemprop"), element.get("http-equiv")} - {None}:
        values = facts.metas.setdefault(meta_key(name), [])
        if len(values) < MAX_ELEMENTS:
            values.append(content[:MAX_VALUE])


def _gather_link(facts: Facts, element: etree._Element) -> None:
    rel = (element.get("rel") or "").lower()
    href = element.get("href")
    if rel in LINKS and href and len(href) <= MAX_VALUE:
        facts.links.setdefault(rel, []).append(href.strip())


def _gather_heading(facts: Facts, element: etree._Element) -> None:
    if len(facts.headings) < MAX_ELEMENTS:
        facts.headings.append(element)


def _gather_time(facts: Facts, element: etree._Element) -> None:
    if len(facts.times) < MAX_ELEMENTS:
        facts.times.append(element)


def _gather_list(facts: Facts, element: etree._Element) -> None:
    marks = f"{element.get('class', '')} {element.get('aria-label', '')}"
    if "readcrumb" in marks:
        facts.breadcrumb_boxes.append(element)


GATHERERS: dict[str, Callable[[Facts, etree._Element], None]] = {
    "title": _gather_title,
    "meta": _gather_meta,
    "link": _gather_link,
    "h1": _gather_heading,
    "time": _gather_time,
    "nav": _gather_list,
    "ol": _gather_list,
}


def gather(document: Document) -> Facts:
    """Return what *document* states about itself. Time and memory are bounded by the page's own size."""
    facts = Facts(root=document.root, url=document.url)
    scripts: list[str] = []
    for element in document.root.iter("script", *GATHERERS):
        if element.tag == "script":
            if "ld+json" in (element.get("type") or "") and element.text:
                scripts.append(element.text)
        else:
            GATHERERS[element.tag](facts, element)
    facts.nodes = jsonld.load_nodes(scripts)
    return facts
