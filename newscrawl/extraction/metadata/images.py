"""The article's pictures, each at the best resolution that the page names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import unquote

from newscrawl.extraction.metadata.captions import read_caption
from newscrawl.extraction.metadata.json_ld import as_list, plain, whole_number
from newscrawl.extraction.metadata.page_metadata import Facts, absolute
from newscrawl.extraction.page.lines import has_word
from newscrawl.extraction.page.nodes import Element, ancestors, closest, selector
from newscrawl.items import NewsImage

MAX_IMAGES = 60
MAX_LOOKED_AT = 300
MAX_URL = 4_000
MAX_SET = 20_000
# Data within the page, and JSON in an attribute that holds an address elsewhere
NO_ADDRESS = ("data:", "blob:", "#", "{", "[", "%7B", "&quot;", '"')

MIN_WIDTH = 200
"""Pixels: a narrower picture is an icon or a portrait."""

COVER_METAS = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")

SOURCE_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "data-full-src", "data-image", "src")
SET_ATTRIBUTES = ("srcset", "data-srcset", "data-lazy-srcset", "data-src-set")

# logo.png, placeholder.jpg, default-image.png, avatar-1.jpg, share-fallback.png, site_icon.svg
PLACEHOLDER = re.compile(
    r"(?:^|[_.-])(?:logos?|placeholder|favicon|avatar|blank|spacer|fallback|no[-_]?image|sprite|icons?|gravatar|"
    r"pixel|loading)(?:[_.-]|$)|^(?:og|share|social|site|facebook|twitter)?[-_]?default[-_.]|\.svg$",
    re.IGNORECASE,
)

# …/1200x675/…   w=1200   width-1070   w_1280   =s1200   …/max/30/…
WIDTH_IN_URL = re.compile(
    r"(?=[\dimrsw])(?:(?<!\d)(\d{2,4})x\d{2,4}(?!\d)|"
    r"(?<![a-z])(?:(?:im|max)?(?:width|resize|w|s)|max(?=[=_:/-]))[=_:/-]?(\d{2,4})(?!\d)|(?<!\d)(\d{3,4})w\b)",
    re.IGNORECASE,
)

# The comma between "https://site.example/a.jpg 640w" and "https://site.example/b.jpg 2x"
SRCSET_COMMA = re.compile(r",\s+|(?<=[wx]),")

# What only says how large, cut or compressed a picture is.
SIZE_PART = re.compile(
    r"[-_]?\d{2,4}x\d{2,4}|[-_](?:scaled|small|medium|large|thumb(?:nail)?|xlarge|xl|square|master|social)(?=[-_./]|$)|"
    r"\.(?:jpe?g|png|webp|avif|gif)",
    re.IGNORECASE,
)
DAY = re.compile(r"(?:19|20)\d\d[-_.]?\d\d(?:[-_.]?\d\d)?")
TOKEN = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[\w.-]{8,}")

LEAD_TEXT = 200
"""Characters of a paragraph that ends the article's opening, where the cover stands."""

BESIDE = (
    "related", "teaser", "recommend", "sidebar", "promo", "newsletter", "popular", "avatar", "author", "logo",
    "comment", "advert", "banner", "footer", "navbar", "widget", "most-read",
)  # fmt: skip


class Picture:
    """A picture under its several addresses.

    `versions` maps each absolute address to its width in pixels, 0 where unknown; there is at least one.
    """

    def __init__(self, versions: dict[str, int], caption: str = "", credit: str = "") -> None:
        self.versions = versions
        self.caption = caption
        self.credit = credit
        addresses = iter(versions)
        self.keys = picture_keys(next(addresses)) | picture_keys(next(addresses, ""))

    def as_image(self) -> NewsImage:
        """Return the picture as the record holds it, at its widest version, the first named among equals."""
        widest = max(self.versions, key=self.versions.__getitem__)
        return NewsImage(url=widest, caption=self.caption or None, credit=self.credit or None)

    def absorb(self, other: "Picture") -> None:
        """Take over the addresses of *other*, the same picture, and what is not yet known of it."""
        for url, width in other.versions.items():
            self.versions[url] = max(width, self.versions.get(url, 0))
        self.keys |= other.keys
        self.caption = self.caption or other.caption
        self.credit = self.credit or other.credit


def read_images(facts: Facts, elements: Sequence[Element] = ()) -> list[NewsImage]:
    """Return the article's pictures, its cover first; `[]` where it has none.

    *elements* hold the article's text, where known: pictures below the last of them are other articles'.
    The cover is the picture that the page states for itself (OpenGraph, JSON-LD, Twitter); where the page
    does not show that one, but another between headline and text, it is the one shown.
    """
    stated = _stated_cover(facts)
    shown, opening = _shown(facts, elements[-1] if elements else None)
    cover = stated
    if opening and (stated is None or not _is_shown(facts, stated, shown)):
        cover = opening[0]
    pictures: list[Picture] = []
    for picture in shown if cover is None else [cover, *shown]:
        twin = next((known for known in pictures if known.keys & picture.keys), None)
        if twin is None:
            pictures.append(picture)
        elif twin is not picture:
            twin.absorb(picture)
    return [picture.as_image() for picture in pictures[:MAX_IMAGES]]


def _stated_cover(facts: Facts) -> Picture | None:
    """Return the picture that the page states for itself, under all addresses of it. Logos are none."""
    found = [
        (url, width or width_in(url))
        for address, width in _stated(facts)
        if (url := _absolute(facts, address)) and not _is_placeholder(url)
    ]
    if not found:
        return None
    keys = picture_keys(found[0][0])
    picture = Picture({url: width for url, width in found if url == found[0][0] or picture_keys(url) & keys})
    for node in as_list(facts.article.get("image")):
        node = facts.resolve(node)
        if isinstance(node, dict):
            picture.caption = picture.caption or plain(node.get("caption"))
            credits = (plain(node.get(key)) for key in ("creditText", "author", "copyrightHolder"))
            picture.credit = picture.credit or next(filter(None, credits), "")
    return picture


def _stated(facts: Facts) -> Iterator[tuple[str, int]]:
    """Yield the addresses (and widths, 0 where unknown) that the page states, the surest first."""
    width = whole_number(facts.meta("og:image:width"))
    for name in COVER_METAS:
        for content in islice(facts.contents(name), 5):
            yield content, width if name.startswith("og") else 0
    for node in (facts.article, facts.page):
        for key in ("image", "primaryImageOfPage", "thumbnailUrl"):
            for value in as_list(node.get(key))[:10]:
                yield from _node_addresses(facts.resolve(value))
    for href in facts.links.get("image_src", ())[:1]:
        yield href, 0


def _node_addresses(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, str):
        yield value, 0
    elif isinstance(value, dict):
        width = re.match(r"\d{1,5}", plain(value.get("width")))
        for address in (*as_list(value.get("url"))[:3], *as_list(value.get("contentUrl"))[:3], value.get("@value")):
            text = plain(address)
            if text:
                yield text, int(width[0]) if width else 0


def _shown(facts: Facts, last: Element | None) -> tuple[list[Picture], list[Picture]]:
    """Return the pictures that the page shows with the article, and those of them above its text.

    *last* is the last element of the article's text, where known. Looked at is the `<article>` or `<main>`
    around the headline, else the page; where the text's end is not known, below its start only `<figure>`s.
    """
    heading = facts.main_heading
    home = None if heading is None else _home(heading)
    shown: list[Picture] = []
    opening: list[Picture] = []
    in_opening, below = heading is not None, heading is None
    tags = {"img", "h1", "p", selector((last.tag or "p") if last is not None else "p")}
    end = last.mem_id if last is not None else None
    looked_at = 0
    for element in (facts.html if home is None else home).css(",".join(sorted(tags))):
        tag, number = element.tag, element.mem_id
        if tag == "img":
            looked_at += 1
            if below or home is not None:
                picture = _own_picture(facts, element, anywhere=in_opening or last is not None)
                if picture is not None:
                    shown.append(picture)
                    opening.extend([picture] if in_opening else [])
        elif heading is not None and number == heading.mem_id:
            below = True
        elif in_opening and below and tag == "p":
            in_opening = len(element.text()) < LEAD_TEXT
        if number == end or len(shown) == MAX_IMAGES or looked_at == MAX_LOOKED_AT:
            break
    return shown, opening


def _home(heading: Element) -> Element | None:
    """Return the outermost `<article>` around the headline, else the `<main>`."""
    around = list(ancestors(heading))
    articles = [one for one in around if one.tag == "article"]
    return articles[-1] if articles else next((one for one in around if one.tag == "main"), None)


def _is_shown(facts: Facts, stated: Picture, shown: list[Picture]) -> bool:
    """Tell whether the page shows the *stated* picture, among those *shown* or anywhere else."""
    if any(stated.keys & picture.keys for picture in shown):
        return True
    for element in facts.by_tag["img"][:MAX_LOOKED_AT]:
        address = next((url for url, _ in _addresses(element, element.attributes)), "")
        if stated.keys & picture_keys(absolute("https://host/", address[:MAX_URL]) or ""):
            return True
    return False


def _own_picture(facts: Facts, element: Element, anywhere: bool) -> Picture | None:
    """Return the picture that an `<img>` shows, or `None` for a logo, an icon, or one of another box.

    If not *anywhere*, only a `<figure>` holds pictures of the article.
    """
    own = element.attributes
    if 0 < whole_number(own.get("width") or "") < MIN_WIDTH and not own.get("srcset"):
        return None
    if (not anywhere and closest(element, "figure") is None) or _is_beside(facts, element):
        return None
    versions: dict[str, int] = {}
    for address, width in _addresses(element, own):
        url = _absolute(facts, address)
        if url:
            versions[url] = max(width or width_in(url), versions.get(url, 0))
    if not versions or 0 < max(versions.values()) < MIN_WIDTH or _is_placeholder(next(iter(versions))):
        return None
    return Picture(versions, *read_caption(element))


def _is_beside(facts: Facts, element: Element) -> bool:
    """Tell whether *element* stands in a box beside the article, a portrait's or a logo's."""
    passed: list[int] = []
    beside = False
    for node in ancestors(element):
        number = node.mem_id
        if number in facts.beside:
            beside = facts.beside[number]
            break
        passed.append(number)
        if node.tag in ("body", "main", "article"):
            break
        if node.tag in ("nav", "footer", "aside") or has_word(node, BESIDE):
            beside = True
            break
    facts.beside.update(dict.fromkeys(passed, beside))
    return beside


def _addresses(element: Element, own: Mapping[str, str | None]) -> Iterator[tuple[str, int]]:
    """Yield the addresses of an `<img>` with the attributes *own*, and those of its `<picture>`, with their widths."""
    parent = element.parent
    sources = parent.css("source")[:20] if parent is not None and parent.tag == "picture" else []
    for attributes in (own, *(source.attributes for source in sources)):
        for name in SET_ATTRIBUTES:
            value = attributes.get(name)
            if value:
                yield from srcset(value)
    width = whole_number(own.get("width") or "")
    for name in SOURCE_ATTRIBUTES:
        address = own.get(name)
        if address:
            yield address, width


def srcset(text: str) -> Iterator[tuple[str, int]]:
    """Yield address and width (0 where it gives none) of each entry of a `srcset` attribute."""
    for entry in SRCSET_COMMA.split(text[:MAX_SET], maxsplit=40)[:40]:
        address, _, size = entry.strip().partition(" ")
        if address:
            yield address, whole_number(size.strip().removesuffix("w"))


def _is_placeholder(url: str) -> bool:
    return bool(PLACEHOLDER.search(url.partition("?")[0].rpartition("/")[2]))


def _absolute(facts: Facts, address: str) -> str | None:
    if not address or len(address) > MAX_URL or address.startswith(NO_ADDRESS):
        return None
    return absolute(facts.base, address)


@lru_cache(maxsize=64)  # a page states one picture several times
def width_in(url: str) -> int:
    """Return the width in pixels that *url* names, 0 where it names none."""
    return max((int(group) for match in WIDTH_IN_URL.findall(url) for group in match if group), default=0)


@lru_cache(maxsize=2048)
def picture_keys(url: str) -> frozenset[str]:
    """Return the parts of *url* that tell one picture from another at any size.

    Two addresses that share a part show the same picture.
    """
    address = url.partition("://")[2].partition("/")[2].lower()
    if "%" in address:
        address = unquote(unquote(address))
    path, _, query = SIZE_PART.sub("", address).partition("?")
    name = path.rstrip("/").rpartition("/")[2]
    keys = {name} if len(name) >= 5 else set()
    for token in TOKEN.findall(f"{path}/{query}"):
        token = token.strip("-_.")
        if len(token) >= 8 and any(map(str.isdigit, token)) and not DAY.fullmatch(token):
            keys.add(token)
    return frozenset(keys or {path} - {""})
