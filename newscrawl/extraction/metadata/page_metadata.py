"""What a page states about itself in machine-readable form: `<meta>`, `<link>`, JSON-LD, microdata, headings, times."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import attrs

from newscrawl.extraction.metadata import json_ld
from newscrawl.extraction.metadata.json_ld import Node, as_list, clean, plain
from newscrawl.extraction.page.compiled import attributed, printed_lines
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.lines import PrintedLines
from newscrawl.extraction.page.nodes import Element, ancestors, attribute, element_text
from newscrawl.extraction.page.tag_index import Index
from newscrawl.web.text import fold, key

MAX_ELEMENTS = 500
"""Of a kind: more headings, dates or properties than this are no article's."""

MAX_VALUE = 20_000

LEAST_SHARED = 0.34
"""Of the words of a headline or a title, so many stand in the other if both are of one story."""

LEAST_TITLE = 15
"""Characters of a heading that is the article's where it is only a part of a stated title."""

LINKS = frozenset({"canonical", "image_src", "license"})

# "https://www.site.example/…": what follows such a host may be anything
PLAIN_ADDRESS = re.compile(r"https?://[a-zA-Z0-9.-]+(?=[:/?#]|$)")


def absolute(base: str, address: str) -> str | None:
    """Return *address* resolved against *base*; `None` unless it is one of http or https that can be taken apart."""
    address = address.strip()
    if PLAIN_ADDRESS.match(address):
        return address
    try:
        resolved = urljoin(base, address) if address else ""
        urlsplit(resolved)
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

    html: Element
    url: str
    by_tag: Index
    """Elements by the groups of tags that are read."""
    title: str = ""
    """Text of the `<title>` element."""
    metas: dict[str, list[str]] = attrs.field(factory=dict)
    """`<meta>` contents as written, by `meta_key` of name, property, itemprop or http-equiv."""
    links: dict[str, list[str]] = attrs.field(factory=dict)
    """Targets of those `<link>` elements whose rel is one of `LINKS`."""
    scripts: list[Element] = attrs.field(factory=list)
    """`<script>` elements."""
    data: list[str] = attrs.field(factory=list)
    """Texts of the scripts that are JSON."""
    stating: list[str] = attrs.field(factory=list)
    """Those of `data` that are JSON-LD."""
    beside: dict[int, bool] = attrs.field(factory=dict)
    """Which elements, by `mem_id`, stand beside the article, of those looked at."""
    _cleaned: dict[str, list[str]] = attrs.field(factory=dict, init=False)
    """Of the `metas` that were asked for: the contents as `contents` gives them."""

    def contents(self, *names: str) -> Iterator[str]:
        """Yield what the `<meta>` elements called *names* hold, in that order, the empty left out."""
        for name in map(meta_key, names):
            if name not in self._cleaned:
                self._cleaned[name] = list(filter(None, map(clean, self.metas.get(name, ()))))
            yield from self._cleaned[name]

    def meta(self, *names: str) -> str:
        """Return the first of `contents`, else `""`."""
        return next(self.contents(*names), "")

    @cached_property
    def base(self) -> str:
        """What the page's relative addresses are resolved against (HTML Standard, 4.2.3): `<base href>`, else `url`."""
        bases = (one for one in self.by_tag["base"] if one.parent is not None and one.parent.tag == "head")
        stated = next(filter(None, (attribute(one, "href") for one in bases)), "")
        return absolute(self.url, stated) or self.url

    @cached_property
    def nodes(self) -> list[Node]:
        """JSON-LD nodes."""
        return json_ld.load_nodes(self.stating)

    @cached_property
    def by_attribute(self) -> Index:
        """Elements by the attributes of microdata that are read."""
        return attributed(self.html)

    @cached_property
    def headings(self) -> list[Element]:
        """`<h1>` elements."""
        return self.by_tag["h1"][:MAX_ELEMENTS]

    @cached_property
    def times(self) -> list[Element]:
        """`<time>` elements."""
        return self.by_tag["time"][:MAX_ELEMENTS]

    @cached_property
    def breadcrumb_boxes(self) -> list[Element]:
        """`<nav>` and `<ol>` elements that say they are breadcrumbs."""
        boxes = self.by_tag["nav ol"][:MAX_ELEMENTS]
        return [box for box in boxes if "readcrumb" in f"{attribute(box, 'class')} {attribute(box, 'aria-label')}"]

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
    def site_names(self) -> frozenset[str]:
        """The names of the site, its publisher and its host, as `key`s without blanks."""
        stated = (
            self.meta("og:site_name", "application-name", "al:ios:app_name"),
            plain(self.article.get("publisher")),
        )
        labels = self.domain.replace("-", "").split(".")
        return frozenset([*labels[:-1], "".join(labels), *(key(name).replace(" ", "") for name in stated if name)])

    @cached_property
    def lines(self) -> PrintedLines:
        """The short lines that the page prints, parted at its headline."""
        return printed_lines(self.html, self.main_heading)

    @cached_property
    def main_heading(self) -> Element | None:
        """The heading that names the article: one that a stated title repeats, else the `<h1>` of the longest text.

        A logo's or a menu's is short; `None` where there is none.
        """
        titles = [key(text) for text in (self.meta("og:title", "twitter:title"), self.title) if text]
        first = self.headings[:20]
        named = _longest_named(first, titles)
        if titles and (named is None or 2 * len(key(element_text(named))) < max(map(len, titles))):
            lower = _longest_named(self.by_tag["h2 h3"][:40], titles)
            named = max(filter(None, (named, lower)), key=lambda element: len(element_text(element)), default=None)
        return named or max(first, key=lambda element: len(element.text()), default=None)

    @cached_property
    def own_boxes(self) -> frozenset[int]:
        """The elements around `main_heading`, by `mem_id`: what stands in the innermost of them is the article's."""
        return frozenset(one.mem_id for one in ancestors(self.main_heading)) if self.main_heading else frozenset()

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
        candidates = [node for node in self.nodes if json_ld.is_article(node)]
        several = len(candidates) > 1
        candidates = [node for node in candidates if not self._is_of_other_story(node, several)]
        return max(candidates, key=self._fit, default={})

    def _is_of_other_story(self, node: Node, several: bool) -> bool:
        """Tell whether *node* names another headline than the page's, and not its address: a stale copy's, a card's.

        One that is alone and names no address at all is believed.
        """
        headline = key(plain(node.get("headline") or node.get("name")))
        addresses = self._paths(node)
        if not headline or addresses & self._own_paths or not (several or (addresses and self._own_paths)):
            return False
        words = set(headline.split())
        shown = [set(key(text).split()) for text in (*self.heading_texts[:5], self.meta("og:title"), self.title)]
        shared = max((len(words & other) / (min(len(words), len(other)) or 1) for other in shown if other), default=1.0)
        return shared < LEAST_SHARED

    @cached_property
    def page(self) -> Node:
        """The JSON-LD node of the page itself (WebPage, VideoObject …) with date or headline; else `{}`."""
        for node in self.nodes:
            dated = "datePublished" in node or "headline" in node
            if dated and not json_ld.is_article(node):
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
        if self._paths(node) & self._own_paths:
            weight += 2.0
        return weight

    def _paths(self, node: Node) -> set[str]:
        """Return the paths of the addresses by which *node* names itself."""
        pages = (entry.get("@id") for entry in as_list(node.get("mainEntityOfPage")) if isinstance(entry, dict))
        stated = [plain(node.get(name)) for name in ("url", "@id", "mainEntityOfPage")]
        return {self.path_of(str(address)) for address in (*stated, *pages) if address} - {""}

    @cached_property
    def _own_paths(self) -> set[str]:
        return {self.path_of(self.url), self.path_of("".join(self.links.get("canonical", [])[:1]))} - {""}

    def path_of(self, address: str) -> str:
        """Return the path of *address*, resolved against the page, without a closing slash; else `""`."""
        resolved = absolute(self.base, address) or ""
        return resolved.partition("://")[2].partition("/")[2].split("?")[0].split("#")[0].rstrip("/")

    @cached_property
    def microdata(self) -> dict[str, list[Element]]:
        """Elements by `itemprop` token, in the page's order, those of listed or commented items left out."""
        index: dict[str, list[Element]] = {}
        for element in self.by_attribute["itemprop"][: 10 * MAX_ELEMENTS]:
            if element.tag == "meta" or not foreign_item(element):
                for name in attribute(element, "itemprop").split():
                    index.setdefault(name, []).append(element)
        return index

    def microdata_value(self, name: str) -> str:
        """Return the first non-empty value of the microdata property *name*, else `""`."""
        for element in self.microdata.get(name, ())[:20]:
            value = property_value(element)
            if value:
                return value
        return ""


def _longest_named(headings: list[Element], titles: list[str]) -> Element | None:
    """Return the longest of *headings* that is one of *titles* (`key`s), or a part of one with the site's name."""
    found: tuple[int, Element | None] = 0, None
    for heading in headings:
        text = key(element_text(heading))
        if len(text) > found[0] and any(
            text == title or (len(text) >= LEAST_TITLE and text in title) for title in titles
        ):
            found = len(text), heading
    return found[1]


LISTED_TYPES = ("Comment", "ListItem", "Organization", "Person", "ImageObject", "VideoObject", "UserComments")


def foreign_item(element: Element) -> bool:
    """Tell whether the microdata item that *element* describes is another one than the page's article."""
    scope = next((one for one in ancestors(element) if "itemscope" in one.attributes), None)
    return scope is not None and attribute(scope, "itemtype").endswith(LISTED_TYPES)


def property_value(element: Element) -> str:
    """Return the value of a microdata or RDFa property (HTML Standard, 5.2.4): an attribute or the text."""
    attributes = element.attributes
    for name in ("content", "datetime"):
        value = attributes.get(name)
        if value:
            return clean(value[:MAX_VALUE])
    if element.tag in ("a", "link"):
        return element_text(element) or fold(attributes.get("href") or "")
    if element.tag == "img":
        return fold(attributes.get("src") or "")
    return element_text(element)


def gather(document: Document) -> Facts:
    """Return what *document* states about itself. Time and memory are bounded by the page's own size."""
    facts = Facts(document.html, document.url, document.by_tag)
    titles = facts.by_tag["title"]
    facts.title = clean(titles[0].text()[:MAX_VALUE]) if titles else ""
    for element in facts.by_tag["meta"]:
        _gather_meta(facts, element.attributes)
    for element in facts.by_tag["link"]:
        _gather_link(facts, element.attributes)
    facts.scripts = facts.by_tag["script"]
    for element in facts.scripts:
        kind = (element.attributes.get("type") or "").lower()
        source = element.text() if "json" in kind else ""
        if source:
            facts.data.append(source)
            if "ld+json" in kind:
                facts.stating.append(source)
    return facts


def _gather_meta(facts: Facts, attributes: Mapping[str, str | None]) -> None:
    content = attributes.get("content") or attributes.get("value")
    if not content:
        return
    names = {attributes.get("property"), attributes.get("name")} - {None}
    for name in names or {attributes.get("itemprop"), attributes.get("http-equiv")} - {None}:
        values = facts.metas.setdefault(meta_key(name or ""), [])
        if len(values) < MAX_ELEMENTS:
            values.append(content[:MAX_VALUE])


def _gather_link(facts: Facts, attributes: Mapping[str, str | None]) -> None:
    rel = (attributes.get("rel") or "").lower()
    href = attributes.get("href")
    if rel in LINKS and href and len(href) <= MAX_VALUE:
        facts.links.setdefault(rel, []).append(href.strip())
