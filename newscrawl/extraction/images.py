"""The article's pictures, each at the best resolution that the page names."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import attrs
from lxml.html import HtmlElement

from newscrawl.extraction.jsonld import as_list, plain
from newscrawl.extraction.structured import Facts, element_text
from newscrawl.items import NewsImage

MAX_IMAGES = 60
MAX_URL = 4_000

LAZY_SOURCES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-full-src",
    "data-hi-res-src",
    "data-image",
    "src",
)
LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-src-set")

# logo.png, placeholder.jpg, default-image.png, avatar, share-fallback
PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:logo|logos|placeholder|default|favicon|avatar|blank|spacer|fallback|no[-_]?image|sprite|icon|icons|"
    r"gravatar|pixel|loading|opengraph-default|social[-_]default|og[-_]default|site[-_]?logo)(?:[/_.-]|$)",
    re.IGNORECASE,
)

# …/1200x675/…   w=1200   width-1070   w_1280   s1200   -1200w
WIDTH_IN_URL = re.compile(
    r"(?<!\d)(\d{2,4})x\d{2,4}(?!\d)|(?:[?&,/;_(]|\b)(?:w|width|imwidth|resize|fit|s)[=_:/-]{0,1}(\d{2,4})(?!\d)|(?<!\d)(\d{3,4})w(?![a-z])",
    re.IGNORECASE,
)

# What only says how large, cut or compressed a picture is.
SIZE_PART = re.compile(
    r"[-_]?\d{2,4}x\d{2,4}|[-_]scaled|[-_](?:small|medium|large|thumb(?:nail)?|xlarge|xl|square|master|social)(?=[-_./]|$)|"
    r"\.(?:jpe?g|png|webp|avif|gif)",
    re.IGNORECASE,
)


@attrs.define
class Picture:
    """A picture under its several addresses."""

    versions: dict[str, int] = attrs.field(factory=dict)
    """Absolute address → width in pixels, 0 where unknown."""
    caption: str | None = None
    credit: str | None = None

    def best(self) -> str:
        """Return the address of the widest version, the first named among equals."""
        return max(self.versions, key=self.versions.__getitem__)

    def as_image(self) -> NewsImage:
        """Return the picture as the record holds it."""
        return NewsImage(url=self.best(), caption=self.caption, credit=self.credit)


def read_cover(facts: Facts) -> Picture | None:
    """Return the picture that the page presents as the article's own, or `None`. Logos are none."""
    versions: list[tuple[str, int]] = []
    for address, width in _stated(facts):
        absolute = _absolute(facts, address)
        if absolute and not PLACEHOLDER.search(urlsplit(absolute).path):
            versions.append((absolute, width or width_in(absolute)))
    if not versions:
        return None
    first = same_picture_key(versions[0][0])
    return Picture(
        {url: width for url, width in versions if same_picture_key(url) & first or url == versions[0][0]}
    )


def _stated(facts: Facts) -> Iterator[tuple[str, int]]:
    """Yield the addresses (and widths) that the page states for its picture, the surest first."""
    for name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"):
        for content in facts.metas.get(name, ())[:5]:
            width = facts.meta("og:image:width") if name.startswith("og") else ""
            yield content, int(width) if width.isdigit() and len(width) < 6 else 0
    for node in (facts.article, facts.page):
        for key in ("image", "primaryImageOfPage", "thumbnailUrl"):
            for value in as_list(node.get(key))[:10]:
                yield from _node_image(facts, value)
    for href in facts.links.get("image_src", ())[:1]:
        yield href, 0


def _node_image(facts: Facts, value: Any) -> Iterator[tuple[str, int]]:
    value = facts.resolve(value)
    if isinstance(value, str):
        yield value, 0
    elif isinstance(value, dict):
        width = re.match(r"\d{1,5}", plain(value.get("width")))
        for key in ("url", "contentUrl"):
            for address in as_list(value.get(key))[:3]:
                if isinstance(address, str):
                    yield address, int(width[0]) if width else 0


def _absolute(facts: Facts, address: str) -> str | None:
    address = address.strip()
    if not address or len(address) > MAX_URL or address.startswith(("data:", "blob:", "#")):
        return None
    try:
        absolute = urljoin(facts.url, address)
        return absolute if urlsplit(absolute).scheme in ("http", "https") else None
    except ValueError:
        return None


def width_in(url: str) -> int:
    """Return the width in pixels that *url* names, 0 where it names none."""
    return max((int(group) for match in WIDTH_IN_URL.findall(url) for group in match if group), default=0)


def same_picture_key(url: str) -> frozenset[str]:
    """Return the parts of *url* that tell one picture from another at any size; pictures that share one are the same."""
    parts = urlsplit(unquote(unquote(url)))
    tokens = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}|[\w.-]{8,}", f"{parts.path}/{parts.query}")
    keys = set()
    for token in tokens:
        token = SIZE_PART.sub("", token).strip("-_.").lower()
        if (
            len(token) >= 8
            and re.search(r"\d", token)
            and not re.fullmatch(r"(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d", token)
        ):
            keys.add(token)
    name = SIZE_PART.sub("", parts.path.rstrip("/").rsplit("/", 1)[-1]).lower()
    if len(name) >= 5:
        keys.add(name)
    return frozenset(keys)
