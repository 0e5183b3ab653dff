"""Which article has which trait of the real site: fixed by its number, so that tests can point at it."""

from enum import StrEnum


class Trait(StrEnum):
    """Something that makes an article hard to read or to find."""

    NO_IMAGE = "no image, hence no repeated headline and no caption"
    NO_CAPTION = "an image without caption"
    NO_DATE = "no date printed"
    NO_STANDFIRST = "no standfirst; its excerpt elsewhere is «-.»"
    NO_RELATED = "nothing under «Lire aussi»"
    RELATED_IN_BODY = "its first «Lire aussi» may stand in the middle of the body"
    DOUBLE_BLANK = "two blanks in a row in the body, in most cases in the headline too"
    NO_BREAK_SPACE = "no-break spaces (U+00A0, U+202F) around double punctuation"
    RAW_NEWLINE = "raw line breaks in mid-sentence"
    HARD_BREAK = "<br> in mid-sentence"
    LEADING_BLANK = "a body paragraph that starts with a blank"
    EMPTY_PARAGRAPH = "an empty paragraph in the body"
    INLINE_LINK = "a link to another article in a body paragraph"
    SHORT = "a body of one paragraph"
    BROKEN_EXCERPT = "an excerpt cut inside a letter, whose first byte is shown"
    REPLACED_EXCERPT = "an excerpt cut inside a letter, shown as U+FFFD"
    SAME_HEADLINE = "a headline, hence a slug, that other articles have too"
    OLD_SLUG = "addresses with a former slug are in use"
    NEXT_DAY = "published on the day after its creation"
    NEWSROOM = "the byline names the newsroom: no author"
    AGENCY_ONLY = "the byline names an agency and a bureau: no author"
    FOREIGN_AGENCY = "the byline names AFP: no author"
    TWO_AUTHORS = "two authors"
    RELATED_ONLY = "found through one related link only"
    AUTHOR_PAGE_ONLY = "found on the last page of its author only"
    FLAKY = "the first answer is 503"


# trait -> (period, remainder): articles whose number leaves that remainder have it
EVERY: dict[Trait, tuple[int, int]] = {
    Trait.NO_IMAGE: (11, 3),
    Trait.NO_CAPTION: (7, 2),
    Trait.NO_DATE: (17, 5),
    Trait.NO_STANDFIRST: (13, 4),
    Trait.NO_RELATED: (19, 6),
    Trait.RELATED_IN_BODY: (4, 1),
    Trait.DOUBLE_BLANK: (6, 2),
    Trait.NO_BREAK_SPACE: (3, 1),
    Trait.RAW_NEWLINE: (4, 3),
    Trait.HARD_BREAK: (5, 2),
    Trait.LEADING_BLANK: (7, 5),
    Trait.EMPTY_PARAGRAPH: (8, 6),
    Trait.INLINE_LINK: (6, 5),
    Trait.SHORT: (29, 8),
    Trait.BROKEN_EXCERPT: (5, 1),
    Trait.REPLACED_EXCERPT: (15, 3),
    Trait.SAME_HEADLINE: (53, 30),
    Trait.OLD_SLUG: (10, 9),
    Trait.NEXT_DAY: (9, 7),
    Trait.NEWSROOM: (8, 7),
    Trait.AGENCY_ONLY: (31, 12),
    Trait.FOREIGN_AGENCY: (41, 17),
    Trait.TWO_AUTHORS: (9, 4),
}

# article -> the one article that links to it
LINKED_FROM = {20: 21, 45: 46, 70: 72, 71: 70, 95: 96, 120: 121}

FIXED: dict[Trait, frozenset[int]] = {
    Trait.RELATED_ONLY: frozenset(LINKED_FROM),
    Trait.AUTHOR_PAGE_ONLY: frozenset(range(4)),
    Trait.FLAKY: frozenset({33}),
}

# The first trait of a row that an article has rules out the others.
EXCLUSIVE: tuple[tuple[Trait, ...], ...] = (
    (Trait.AUTHOR_PAGE_ONLY, Trait.NEWSROOM, Trait.AGENCY_ONLY, Trait.FOREIGN_AGENCY, Trait.TWO_AUTHORS),
    (Trait.NO_IMAGE, Trait.NO_CAPTION),
    (Trait.NO_RELATED, Trait.RELATED_IN_BODY),
    (Trait.SHORT, Trait.RELATED_IN_BODY),
    (Trait.SHORT, Trait.INLINE_LINK),
    (Trait.NO_STANDFIRST, Trait.REPLACED_EXCERPT, Trait.BROKEN_EXCERPT),
)


def traits_of(number: int) -> frozenset[Trait]:
    """Return the traits of the article with that *number*, counted from 0 in order of creation."""
    traits = {trait for trait, (period, rest) in EVERY.items() if number % period == rest}
    traits |= {trait for trait, numbers in FIXED.items() if number in numbers}
    for row in EXCLUSIVE:
        held = [trait for trait in row if trait in traits]
        traits -= set(held[1:])
    return frozenset(traits)
