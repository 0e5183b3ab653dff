"""What a rendition is given to mark up: texts and addresses, ready made."""

import attrs


@attrs.frozen
class Link:
    """A link: address as written on the page, and visible text."""

    href: str
    text: str


Run = str | Link
"""A part of a line of text: plain, or linked."""


@attrs.frozen
class Card:
    """An article as other pages show it. `date` is as printed, without «Publié»; `byline` without «Par»."""

    href: str
    headline: str
    excerpt: str
    byline: str
    date: str | None
    image: str | None


@attrs.frozen
class Picture:
    """The article's image: address and caption."""

    src: str
    caption: str | None


@attrs.frozen
class Pager:
    """Where a listing goes on: one link a page, `current` counted from 1, `newer` and `older` neighbours."""

    pages: tuple[Link, ...]
    current: int
    newer: str | None
    older: str | None


@attrs.frozen
class Chrome:
    """What stands around every page: menu, «Les plus lus», newsletter box, footer links."""

    menu: tuple[Link, ...]
    most_read: tuple[Card, ...]
    footer: tuple[Link, ...]


@attrs.frozen
class ArticleView:
    """An article page. `byline` is in parts so that names can be links; `authors` lead to their listings."""

    headline: str
    standfirst: str | None
    date: str | None
    section: Link
    picture: Picture | None
    body: tuple[tuple[Run, ...], ...]
    byline: tuple[Run, ...]
    related: tuple[Card, ...]
    related_in_body: bool
    cards: tuple[Card, ...]
    authors: tuple[Link, ...]
    tools: tuple[Link, ...]
    canonical: str
    chrome: Chrome


@attrs.frozen
class ListingView:
    """A page of a section's or an author's articles; `of_author` tells which of the two."""

    title: str
    of_author: bool
    cards: tuple[Card, ...]
    pager: Pager
    chrome: Chrome


@attrs.frozen
class FrontView:
    """The front page: the newest articles, a few of each section, odds and ends."""

    newest: tuple[Card, ...]
    sections: tuple[tuple[Link, tuple[Card, ...]], ...]
    odds: tuple[Link, ...]
    chrome: Chrome


@attrs.frozen
class MessageView:
    """A page that is no article and no listing: not found, withdrawn, contact, subscription."""

    title: str
    lines: tuple[str, ...]
    chrome: Chrome
