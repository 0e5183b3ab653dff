"""The replica's articles as data: each depends on its number alone, so that growth changes no other."""

import random
from datetime import UTC, datetime, timedelta

import attrs

from newscrawl.demo.bylines import Byline, byline_of
from newscrawl.demo.excerpts import excerpt_of
from newscrawl.demo.french import Writer
from newscrawl.demo.lexicon import PLACES
from newscrawl.demo.roughen import roughen
from newscrawl.demo.sections import SECTIONS, Section
from newscrawl.demo.traits import FIXED, LINKED_FROM, Trait, traits_of
from newscrawl.demo.wording import slugify

OPENING_DAY = datetime(2024, 10, 1, tzinfo=UTC)
DAYS_APART = 3
HIDDEN = FIXED[Trait.RELATED_ONLY] | FIXED[Trait.AUTHOR_PAGE_ONLY]
ANCHOR = "un premier bilan"
RECURRING_HEADLINE = "Conseil des ministres : Le communiqué de la session ordinaire"


@attrs.frozen
class Paragraph:
    """A body paragraph as the site stores it, white space and all (`roughen.HARD_BREAK` stands for `<br>`).

    `anchor` is the part of the text that links to the article with the number `target`.
    """

    text: str
    anchor: str | None = None
    target: int | None = None


@attrs.frozen
class Article:
    """One article of the replica. Times are UTC, which is Mali's time all year."""

    number: int
    id: str
    created: datetime
    published: datetime
    headline: str
    standfirst: str | None
    paragraphs: tuple[Paragraph, ...]
    image: str | None
    caption: str | None
    byline: Byline
    section: Section
    related: tuple[int, ...]
    traits: frozenset[Trait]
    old_slugs: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The slug that the present headline gives."""
        return slugify(self.headline)

    @property
    def path(self) -> str:
        """The path of the article's canonical address."""
        return f"/posts/{self.slug}-{self.id}"

    @property
    def excerpt(self) -> str:
        """The teaser that other pages show: cut and closed with a full stop as the site does."""
        return excerpt_of(self.standfirst, self.traits)

    @property
    def dated(self) -> bool:
        """Whether pages print the article's date."""
        return Trait.NO_DATE not in self.traits


def write_article(number: int) -> Article:
    """Return the article with that *number*, counted from 0 in order of creation."""
    rng = random.Random(f"newscrawl demo {number}")
    traits = traits_of(number)
    section = rng.choice(SECTIONS)
    writer = Writer(rng, section.grammar)
    created = _creation(rng, number, traits)
    article_id = f"{int(created.timestamp()):08x}{rng.randrange(1_000_000):05x}"
    headline = _headline(writer, rng, traits)
    return Article(
        number=number,
        id=article_id,
        created=created,
        published=_publication(rng, created, traits),
        headline=headline,
        standfirst=None if Trait.NO_STANDFIRST in traits else writer.fresh("{standfirst}") + ".",
        paragraphs=_body(writer, rng, number, traits),
        image=None if Trait.NO_IMAGE in traits else f"/storage/posts/{created:%Y/%m}/{article_id}.png",
        caption=None if {Trait.NO_IMAGE, Trait.NO_CAPTION} & traits else writer.expand("{caption}"),
        byline=byline_of(rng, number, traits),
        section=section,
        related=_related(rng, number, traits),
        traits=traits,
        old_slugs=(slugify(writer.headline(rng.choice(PLACES))),) if Trait.OLD_SLUG in traits else (),
    )


def correct_article(article: Article, times: int) -> Article:
    """Return *article* after correction number *times*: other headline and slug, one paragraph rewritten."""
    rng = random.Random(f"newscrawl demo {article.number} corrected {times}")
    writer = Writer(rng, article.section.grammar)
    rewritten = attrs.evolve(article.paragraphs[-1], text=writer.paragraph(), anchor=None, target=None)
    return attrs.evolve(
        article,
        headline=writer.headline(rng.choice(PLACES)),
        paragraphs=(*article.paragraphs[:-1], rewritten),
        old_slugs=(*article.old_slugs, article.slug),
    )


def _creation(rng: random.Random, number: int, traits: frozenset[Trait]) -> datetime:
    hour = 22 if Trait.NEXT_DAY in traits else rng.randint(6, 18)
    day = OPENING_DAY + timedelta(days=DAYS_APART * number)
    return day + timedelta(hours=hour, seconds=rng.randrange(3600))


def _publication(rng: random.Random, created: datetime, traits: frozenset[Trait]) -> datetime:
    delay = rng.randint(9 * 60, 12 * 60) if Trait.NEXT_DAY in traits else rng.randint(0, 280)
    return (created + timedelta(minutes=delay)).replace(second=0)


def _headline(writer: Writer, rng: random.Random, traits: frozenset[Trait]) -> str:
    if Trait.SAME_HEADLINE in traits:
        return RECURRING_HEADLINE
    headline = writer.headline(rng.choice(PLACES))
    style = rng.random()
    place, _, said = headline.partition(" : ")
    if style < 0.1:
        return f"{place} : {said.upper()}"
    if style < 0.2:
        return f"{writer.expand('{name}')} à {place} : {said}"
    if Trait.DOUBLE_BLANK in traits:
        return headline.replace(" : ", " :  ")
    if Trait.NO_BREAK_SPACE in traits:
        return headline.replace(" : ", "\u00a0: ")
    return said if style > 0.9 else headline


def _body(writer: Writer, rng: random.Random, number: int, traits: frozenset[Trait]) -> tuple[Paragraph, ...]:
    count = 1 if Trait.SHORT in traits else rng.randint(4, 11)
    texts = [writer.paragraph() for _ in range(count)]
    first = " ".join(writer.fresh("{Sentence}") + "." for _ in range(3))
    paragraphs = [Paragraph(text) for text in roughen([first, *texts[1:]], rng, traits)]
    if Trait.INLINE_LINK in traits:
        text = writer.expand("À {place}, " + ANCHOR + " de {thing} avait été dressé.").replace(" de le ", " du ")
        target = rng.choice([n for n in range(max(number, 12)) if n not in HIDDEN and n != number])
        paragraphs.insert(len(paragraphs) // 2, Paragraph(text, ANCHOR, target))
    return tuple(paragraphs)


def _related(rng: random.Random, number: int, traits: frozenset[Trait]) -> tuple[int, ...]:
    if Trait.NO_RELATED in traits:
        return ()
    pool = [n for n in range(max(number, 40)) if n not in HIDDEN and n != number]
    owed = [target for target, source in LINKED_FROM.items() if source == number]
    return tuple(owed + rng.sample(pool, rng.randint(2, 6)))
