"""The picture of an article: its address at the best resolution named, and its caption."""

import re

from lxml.etree import _Element as Element

from newscrawl.publishers.lessor.form import BodyForm
from newscrawl.publishers.lessor.lines import Line, Picture
from newscrawl.publishers.lessor.urls import Addresses
from newscrawl.web.text import fold

# Attributes that lazy loaders keep the real address in, then the plain one.
SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
# An icon, an avatar or a counting pixel is narrower than this, in CSS pixels.
NARROWEST = 80
# A picture may link to itself, larger; one that links to a page is a button or a teaser's.
IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:[?#]|$)", re.IGNORECASE)
CAPTION_LONGEST = 300
SENTENCE_END = re.compile(r"[.!?…»]$")


def source_of(picture: Picture, addresses: Addresses) -> str | None:
    """Return the absolute address of the picture; `None` for an icon, a placeholder or a button."""
    element = picture.element
    if picture.anchor is not None and not IMAGE_FILE.search(picture.anchor.get("href") or ""):
        return None
    if any(_pixels(element.get(name)) < NARROWEST for name in ("width", "height")):
        return None
    candidates = [_largest(element.get("data-srcset") or element.get("srcset") or "")]
    candidates += [element.get(name) or "" for name in SOURCES]
    candidates += CSS_URL.findall(element.get("style") or "")
    source = next((c.strip() for c in candidates if c.strip() and not c.strip().startswith("data:")), None)
    if source is None or source.partition("?")[0].lower().endswith(".svg"):
        return None
    return addresses.absolute(source) or None


def _pixels(value: str | None) -> float:
    """Return a width or height in pixels; endless where it is not given as one."""
    number = re.fullmatch(r"\s*(\d{1,5})(?:px)?\s*", value or "")
    return float(number[1]) if number else float("inf")


def _largest(srcset: str) -> str:
    """Return the candidate of a `srcset` with the greatest width or density, `""` for none."""
    best, most = "", -1.0
    for candidate in re.split(r",\s+", srcset.strip()):
        address, _, size = candidate.strip().partition(" ")
        number = re.fullmatch(r"(\d+(?:\.\d+)?)[wx]", size.strip())
        weight = float(number[1]) if number else 0.0
        if address and weight > most:
            best, most = address, weight
    return best


def is_titled(picture: Picture, headline: str) -> bool:
    """Tell whether the picture's title or alternative text is the headline."""
    return any(fold(picture.element.get(name) or "") == headline for name in ("title", "alt"))


def find_caption(picture: Picture | None, under: list[Line], form: BodyForm) -> Line | None:
    """Return the caption of *picture* among the lines *under* it, which may all be the body's.

    It shares a box with the picture, or is the first line under it and looks unlike a paragraph. A line
    that looks like one is a caption only if it is short, ends as no sentence does, and the picture stands
    among the paragraphs. `None` for *picture* stands for one shown in a way that is not understood.
    """
    if not under or len(under[0].text) > CAPTION_LONGEST:
        return None
    first = under[0]
    others = [line for line in under[1:] if form.is_paragraph(line)] or under[1:]
    box = _box(picture.element, others) if picture and others else None
    if box is not None and first.within(box):
        return first
    if not form.is_paragraph(first):
        return first
    if not others or len(first.text) > CAPTION_LONGEST / 2 or SENTENCE_END.search(first.text):
        return None
    beside_text = form.home_of(first) is form.home_of(others[0])
    apart = picture is not None and form.home_around(picture.element) is None
    return None if apart and beside_text and form.is_typical(first) else first


def _box(element: Element, paragraphs: list[Line]) -> Element | None:
    """Return the largest element around the picture that holds no paragraph."""
    box: Element | None = None
    for ancestor in element.iterancestors():
        if any(line.within(ancestor) for line in paragraphs):
            break
        box = ancestor
    return box
