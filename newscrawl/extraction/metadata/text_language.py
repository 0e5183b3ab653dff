"""The language that a text is written in, by its letters (py3langid), and when it outvotes the page's own word."""

import unicodedata
from functools import cache
from typing import Final

from newscrawl.extraction.metadata.language_model import load_model

SAMPLE: Final = 800
"""Characters of the text that are looked at."""

MIN_LETTERS: Final = 20
"""A text with fewer letters tells nothing; of signs that write words, three letters' worth each."""
SIGN_LETTERS: Final = 3

SURE: Final = 0.9
"""Probability from which a language is told at all."""

OUTVOTING_LETTERS: Final = 120
OUTVOTING: Final = 0.99
"""A text of so many letters, told with such a probability, outvotes what the page says of itself."""

_COMMON: Final = {
    "en": frozenset("the of and to in that is was for with as on by at from are this have has it be".split()),
    "fr": frozenset("le les des du et est dans pour qui que par sur au aux avec ce cette ont été pas il sont".split()),
    "de": frozenset("der die das und den von zu mit ist im des für auf dem nicht ein eine sich als auch".split()),
    "es": frozenset("el los las del y que una por con para se al su lo como más fue ha este".split()),
}
"""The commonest words of the press's commonest languages: a text full of those of the stated one needs no model."""

COMMON_SHARE: Final = 0.15
"""Share of such words; texts in other languages, near ones too, stay below it."""

_NEIGHBOURS: Final = (
    frozenset(("no", "nb", "nn", "da")),
    frozenset(("hr", "bs", "sr", "sh", "me", "cnr")),
    frozenset(("ms", "id")),
    frozenset(("cs", "sk")),
    frozenset(("af", "nl", "fy", "li")),
    frozenset(("gl", "pt")),
    frozenset(("ur", "hi", "pnb")),
    frozenset(("fa", "prs", "tg", "ps")),
    frozenset(("xh", "zu", "ss", "nr")),
    frozenset(("tl", "fil", "ceb")),
)
"""Languages so near to each other that the page's own word counts for more than the text's letters."""

_SAME: Final = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "fil": "tl"}
"""Codes of one language, for comparing."""


def language_of(text: str) -> str | None:
    """Return the language (ISO 639-1) that *text* is written in; `None` where it is too short or in doubt.

    >>> language_of("Le maire de la ville a dit que les travaux du pont sur le fleuve sont finis et que la route "
    ...     "est ouverte pour les habitants qui l'attendaient")
    'fr'
    """
    sample = text[:SAMPLE]
    if _letters(sample) < MIN_LETTERS:
        return None
    language, probability = _model().classify(sample)
    return str(language) if probability >= SURE else None


def settled_language(stated: str | None, text: str) -> str | None:
    """Return the language of an article whose page states *stated* (BCP 47), and whose text is *text*.

    The page is believed, region and all, unless a text of some length is clearly in another language that
    is no near neighbour of the one stated: themes and templates keep the language that they came with.
    """
    if stated is None:
        return language_of(text)
    primary = stated.split("-")[0].lower()
    sample = text[:SAMPLE]
    if _is_common_in(primary, sample):
        return stated
    if _letters(sample) < OUTVOTING_LETTERS or _SAME.get(primary, primary) not in _known_languages():
        return stated
    language, probability = _model().classify(sample)
    near = language == _SAME.get(primary, primary) or any({language, primary} <= some for some in _NEIGHBOURS)
    return stated if near or probability < OUTVOTING else str(language)


def _is_common_in(language: str, sample: str) -> bool:
    words = sample.lower().split()
    common = _COMMON.get(language, frozenset())
    return sum(word in common for word in words) > COMMON_SHARE * max(len(words), 1)


def _letters(text: str) -> int:
    letters = [char for char in text if char.isalpha()]
    signs = sum(1 for char in letters if char > "\u2fff" and unicodedata.category(char) == "Lo")
    return len(letters) + (SIGN_LETTERS - 1) * signs


_model = cache(load_model)


@cache
def _known_languages() -> frozenset[str]:
    return frozenset(map(str, _model().nb_classes))
