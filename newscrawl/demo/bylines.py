"""Who signs an article, and how the site prints it."""

import random

import attrs

from newscrawl.demo.lexicon import REPORTERS
from newscrawl.demo.traits import Trait
from newscrawl.demo.wording import slugify

NEWSROOM = "Rédaction Lessor"
BUREAUS = ["Kayes", "Ségou", "Mopti", "Sikasso", "Gao", "Tombouctou", "Koulikoro"]
# The first reporters write most, so that their listings have several pages.
SHARES = [6, 6, 5, 5, 3, 3, 3, 3, 3, 3, 3, 3]


@attrs.frozen
class Author:
    """A reporter: the number on the site, and the name as bylines print it."""

    number: int
    name: str

    @property
    def slug(self) -> str:
        """The name as a part of an address."""
        return slugify(self.name)


AUTHORS = [Author(number, name) for number, name in enumerate(REPORTERS, start=1)]


@attrs.frozen
class Byline:
    """A byline as printed, and what it says."""

    text: str
    authors: tuple[Author, ...] = ()
    agency: str | None = None
    bureau: str | None = None


def byline_of(rng: random.Random, number: int, traits: frozenset[Trait]) -> Byline:
    """Return the byline of the article with that *number* and those *traits*."""
    if Trait.AUTHOR_PAGE_ONLY in traits:
        return _signed(rng, [AUTHORS[number]], ", ")
    if Trait.NEWSROOM in traits:
        return Byline(NEWSROOM)
    if Trait.AGENCY_ONLY in traits:
        bureau = rng.choice(BUREAUS)
        return Byline(f"AMAP - {bureau}", agency="AMAP", bureau=bureau)
    if Trait.FOREIGN_AGENCY in traits:
        return Byline("AFP - Dakar", agency="AFP", bureau="Dakar")
    first = rng.choices(AUTHORS, SHARES)[0]
    if Trait.TWO_AUTHORS in traits:
        second = rng.choice([author for author in AUTHORS if author != first])
        return _signed(rng, [first, second], rng.choice([" et ", ", "]))
    return _signed(rng, [first], ", ")


def _signed(rng: random.Random, authors: list[Author], joint: str) -> Byline:
    names = joint.join(author.name for author in authors)
    if rng.random() < 0.4:
        return Byline(names, tuple(authors))
    bureau = rng.choice(BUREAUS)
    return Byline(f"{names} / AMAP - {bureau}", tuple(authors), "AMAP", bureau)
