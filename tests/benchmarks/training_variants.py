"""Changes to real pages whose truth is known: what the press prints in and around a text, in other mark-up.

Real pages have few tables, lists, live posts and cards of each make; a network that has seen a text only as `<p>`
in a box of its own loses the others. What is put in carries its label as an attribute that no feature reads.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import attrs
from selectolax.lexbor import LexborHTMLParser

from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.nodes import Element, ancestors, attribute

MARK = "data-label"
IN, OUT, UNKNOWN = "in", "out", "unknown"

FEWEST = 5
"""Paragraphs of a page that is worth a change."""
LONG = 80
CHANGES = (2, 5)

NEUTRAL = "box item wrap unit row-1 c2 zone x7 bloc inner kasten part block-a element".split()
CARDS = "card teaser tile item story-card post-preview box unit entry".split()
UNLUCKY = (
    "related-none promo-text share-body sidebar-none no-comments footer-less popup-host ad-container teaser-content "
    "main-menu-content comment-free newsletter-wrap social-text widget-text"
).split()
SMALL = "small note update live-post section part".split()


@attrs.frozen
class Label:
    """Which share of a block belongs to the text, and whether that is known."""

    share: float
    known: bool

    @classmethod
    def of(cls, element: Element) -> "Label":
        """Return the label that *element* or one around it was given; what has none is not known."""
        for one in (element, *ancestors(element)):
            mark = attribute(one, MARK)
            if mark:
                return cls(float(mark == IN), mark != UNKNOWN)
        return cls(0.0, False)


def vary(page: Blocks, shares: Any, rng: Any) -> bool:
    """Change the tree that *page* was read from; *shares* tells how much of each block is text. False: not fit."""
    boxes = page.boxes
    paragraphs = [
        (boxes.elements[page.box[index]], text)
        for index, text in enumerate(page.texts)
        if shares[index] > 0.8 and len(text) > LONG and boxes.tags[page.box[index]] == "p"
    ]
    if len(paragraphs) < FEWEST:
        return False
    changes = rng.choice(len(CHANGES_KNOWN), size=int(rng.integers(*CHANGES)), replace=False)
    for number in sorted(changes):
        CHANGES_KNOWN[number](paragraphs, rng)
    return True


Paragraphs = list[tuple[Element, str]]


def _phrases(paragraphs: Paragraphs, rng: Any, count: int, most: int = 9) -> Iterator[str]:
    """Yield the beginnings of some paragraphs as short texts."""
    for _ in range(count):
        words = paragraphs[int(rng.integers(len(paragraphs)))][1].split()
        start = int(rng.integers(max(1, len(words) - most)))
        yield escape(" ".join(words[start : start + int(rng.integers(1, most))]).strip(" .,;:"))


def _put(after: Element, markup: str) -> None:
    """Put *markup*, one element, behind *after*."""
    element = LexborHTMLParser(f"<body>{markup}</body>").css_first("body").first_child
    assert element is not None
    after.insert_after(element)


def _some(paragraphs: Paragraphs, rng: Any) -> Element:
    return paragraphs[int(rng.integers(1, len(paragraphs) - 1))][0]


def _list(paragraphs: Paragraphs, rng: Any) -> None:
    wrap = rng.choice(["{}", "<p>{}</p>", "<div>{}</div>", "<span>{}</span>", "<div><span>{}</span></div>"])
    items = "".join(f"<li>{wrap.format(text)}</li>" for text in _phrases(paragraphs, rng, int(rng.integers(3, 7))))
    tag = rng.choice(["ul", "ol"])
    _put(_some(paragraphs, rng), f"<{tag} {MARK}={IN}>{items}</{tag}>")


def _table(paragraphs: Paragraphs, rng: Any) -> None:
    width = int(rng.integers(2, 5))
    rows = []
    for row in range(int(rng.integers(3, 7))):
        tag = "th" if row == 0 else "td"
        first = next(_phrases(paragraphs, rng, 1, 4))
        cells = [first, *(str(rng.integers(1, 9_999)) for _ in range(width - 1))]
        if row == 0:
            cells = list(_phrases(paragraphs, rng, width, 4))
        rows.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>")
    inner = f"<thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody>" if rng.random() < 0.5 else "".join(rows)
    _put(_some(paragraphs, rng), f"<table {MARK}={IN} class='{rng.choice(['', 'data', 'results'])}'>{inner}</table>")


def _quotation(paragraphs: Paragraphs, rng: Any) -> None:
    text = next(_phrases(paragraphs, rng, 1, 25))
    inner = rng.choice(["{}", "<p>{}</p>", "<p>{}</p><cite data-label=unknown>— Awa Holt</cite>"]).format(text)
    _put(_some(paragraphs, rng), f"<blockquote {MARK}={IN}>{inner}</blockquote>")


def _sub_heading(paragraphs: Paragraphs, rng: Any) -> None:
    text = next(_phrases(paragraphs, rng, 1, 7))
    tag = rng.choice(["h1", "h1", "h2", "h3", "h4"])
    for element in {element.mem_id: element for element, _ in paragraphs[1 : -1 : int(rng.integers(3, 6))]}.values():
        _put(element, f"<{tag} {MARK}={IN} class='{rng.choice(['', 'sub', 'title'])}'>{text}</{tag}>")


def _lead_apart(paragraphs: Paragraphs, rng: Any) -> None:
    """Put the first paragraph into a box of its own above its siblings' box, a picture behind it."""
    element, text = paragraphs[0]
    container = element.parent
    if container is None or container.tag in ("body", "html", "main") or container.parent is None:
        return
    name = rng.choice([*NEUTRAL, *UNLUCKY])
    figure = "<figure data-label=out><img src=/a.jpg><figcaption>A view of the town</figcaption></figure>"
    markup = (
        f"<div><div class='{name}' {MARK}={IN}><p>{escape(text)}</p></div>{figure if rng.random() < 0.7 else ''}</div>"
    )
    new = LexborHTMLParser(f"<body>{markup}</body>").css_first("body").first_child
    assert new is not None
    container.insert_before(new)
    element.decompose()
    paragraphs[0] = paragraphs[1]


def _posts(paragraphs: Paragraphs, rng: Any) -> None:
    """Turn some paragraphs into posts of a live page: a time, a title, a text."""
    name = rng.choice([*SMALL, *NEUTRAL])
    for number, (_, text) in enumerate(paragraphs[-4:]):
        title = next(_phrases(paragraphs, rng, 1, 7))
        clock = f"<div class='{name}-time' {MARK}={OUT}>{int(rng.integers(6, 23))}:{int(rng.integers(10, 59))}</div>"
        post = (
            f"<div class='{name}' {MARK}={IN}>{clock}<div class='{name}-title'>{title}</div>"
            f"<div class='{name}-text'>{escape(text[:200] + str(number))}</div></div>"
        )
        _put(paragraphs[-1][0], post)


def _cards(paragraphs: Paragraphs, rng: Any) -> None:
    """Put cards that offer other articles below the text, with excerpts."""
    tag, name = rng.choice(["article", "div", "li", "section"]), rng.choice(CARDS)
    cards = []
    for number in range(int(rng.integers(3, 9))):
        title, excerpt = next(_phrases(paragraphs, rng, 1, 8)), next(_phrases(paragraphs, rng, 1, 30))
        link = f"<a href=/story/{number}>{title}</a>"
        cards.append(f"<{tag} class={name}><h3>{link}</h3><p>{excerpt}.</p></{tag}>")
    container = paragraphs[-1][0].parent
    target = container if container is not None and container.tag not in ("body", "html") else paragraphs[-1][0]
    place = target.insert_before if rng.random() < 0.2 else target.insert_after
    new = LexborHTMLParser(f"<body><div {MARK}={OUT}>{''.join(cards)}</div></body>").css_first("body").first_child
    assert new is not None
    place(new)


def _caption(paragraphs: Paragraphs, rng: Any) -> None:
    """Put a picture with its caption among the paragraphs, without a `<figure>`."""
    text = next(_phrases(paragraphs, rng, 1, 14)) + rng.choice(["", " © Ina Ferrant", " (Photo: Holt)"])
    make = rng.choice(
        [
            "<div class=illustration {}><img src=/b.jpg><br><em>{}</em></div>",
            "<p class=image {}><img src=/b.jpg><span class=caption>{}</span></p>",
            "<div class=photo {}><img src=/b.jpg><p>{}</p></div>",
        ]
    )
    _put(_some(paragraphs, rng), make.format(f"{MARK}={OUT}", text))


def _unlucky_names(paragraphs: Paragraphs, rng: Any) -> None:
    """Call the box of the text, or each paragraph, by a word that usually names something else."""
    name = str(rng.choice(UNLUCKY))
    elements = [element for element, _ in paragraphs]
    container = elements[0].parent
    if rng.random() < 0.5 and container is not None:
        elements = [container]
    for element in elements:
        element.attrs["class"] = f"{attribute(element, 'class')} {name}".strip()


CHANGES_KNOWN: tuple[Callable[[Paragraphs, Any], None], ...] = (
    _list,
    _table,
    _quotation,
    _sub_heading,
    _posts,
    _cards,
    _caption,
    _unlucky_names,
    _lead_apart,
)
