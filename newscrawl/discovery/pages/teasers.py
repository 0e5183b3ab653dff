"""Cards: what a listing shows of each article that it links to."""

import attrs

from newscrawl.discovery.pages.links import PageLink
from newscrawl.extraction.page.nodes import Element
from newscrawl.web.text import fold

MAX_CLIMB = 6
HEADLINE_WORDS = 3
EXCERPT_CHARACTERS = 30
MAX_EXCERPT = 1_000


@attrs.frozen(kw_only=True)
class Card:
    """One article on a listing; `position` counts cards from 1."""

    url: str
    headline: str | None
    excerpt: str | None
    position: int


def read_cards(links: list[PageLink]) -> list[Card]:
    """Group *links* (those of one page that lead to articles) into cards, one a target, in document order.

    Picture, headline and "read more" of one article are one card. The headline is the text of the link that
    stands in a heading, else the longest; the excerpt is the longest other text of the smallest part of the
    page that holds the whole card and no link to another article.
    """
    groups: dict[str, list[PageLink]] = {}
    for link in links:
        groups.setdefault(link.url, []).append(link)
    targets: dict[int, set[str]] = {}
    for link in links:
        for element in _climb(link.element):
            targets.setdefault(element.mem_id, set()).add(link.url)
    cards: list[Card] = []
    for url, group in groups.items():
        best = max(group, key=lambda link: (link.heading, len(link.text)))
        headline = best.text or None
        excerpt = _excerpt(best.element, targets, headline or "")
        cards.append(Card(url=url, headline=headline, excerpt=excerpt, position=len(cards) + 1))
    return cards


def _climb(element: Element | None) -> list[Element]:
    """Return *element* and up to six of its ancestors, innermost first."""
    path: list[Element] = []
    while element is not None and element.tag not in ("body", "main", "html") and len(path) <= MAX_CLIMB:
        path.append(element)
        element = element.parent
    return path


def _excerpt(link: Element | None, targets: dict[int, set[str]], headline: str) -> str | None:
    if link is None:
        return None
    card = link
    for element in _climb(link):
        if len(targets[element.mem_id]) > 1:
            break
        card = element
    best = ""
    for element in card.traverse():
        if element.tag in ("script", "style"):
            continue
        own = element.text(deep=False)
        if len(own) > len(best) and (text := fold(own)) != headline and len(text) > len(best):
            best = text
    return best[:MAX_EXCERPT] if len(best) >= EXCERPT_CHARACTERS and best not in headline else None
