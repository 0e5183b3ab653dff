"""What word processors and the site's editor leave in a text: breaks, blanks, empty paragraphs."""

import random

from newscrawl.demo.traits import Trait

HARD_BREAK = "\v"
"""Stands for a `<br>` inside a paragraph."""

BLANK = "\u00a0"


def roughen(texts: list[str], rng: random.Random, traits: frozenset[Trait]) -> list[str]:
    """Return the paragraphs *texts* with what *traits* ask for; white space aside, they say the same."""
    rough = [_roughen_one(text, rng, traits) for text in texts]
    if Trait.LEADING_BLANK in traits:
        rough[-1] = BLANK + rough[-1]
    if Trait.EMPTY_PARAGRAPH in traits:
        rough.insert(rng.randint(1, len(rough)), BLANK)
    return rough


def _roughen_one(text: str, rng: random.Random, traits: frozenset[Trait]) -> str:
    if Trait.NO_BREAK_SPACE in traits:
        for plain, tied in (("« ", "«\u202f"), (" »", "\u202f»"), (" :", "\u00a0:"), (" ?", "\u202f?")):
            text = text.replace(plain, tied)
    breaks = [
        mark
        for trait, mark in (
            (Trait.RAW_NEWLINE, "\n"),
            (Trait.HARD_BREAK, HARD_BREAK),
            (Trait.DOUBLE_BLANK, "  "),
        )
        if trait in traits
    ]
    if not breaks:
        return text
    words = text.split(" ")
    glue = [rng.choice(breaks) if rng.random() < 0.04 else " " for _ in words[1:]]
    if glue:
        glue[rng.randrange(len(glue))] = breaks[0]
    return words[0] + "".join(blank + word for blank, word in zip(glue, words[1:], strict=True))
