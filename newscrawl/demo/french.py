"""Believable French from a grammar: every text depends on the random source alone."""

import random
import re

from newscrawl.demo.lexicon import GENERAL, MEN, PLACES, SURNAMES, WOMEN, Grammar

# "{aim}" in a phrase; a capital, "{Aim}", asks for the expansion with a capital first letter
SYMBOL = re.compile(r"\{(\w+)\}")
# "que il" and "de une": a grammar without context puts them side by side
ELISION = re.compile(r"\b([Dd]|[Qq]u)e (?=(?:une?|il)\b)")


class Writer:
    """Writes the texts of one article: a fixed cast, no sentence twice.

    `rng` is the only source of chance; `grammar` holds the words of the article's section.
    """

    def __init__(self, rng: random.Random, grammar: Grammar) -> None:
        self._rng = rng
        self._grammar: Grammar = {
            **GENERAL,
            **grammar,
            "place": PLACES,
            "man": MEN,
            "woman": WOMEN,
            "last": SURNAMES,
        }
        self._grammar["hero"] = [self.expand("{title}")]
        self._used: set[str] = set()

    def expand(self, phrase: str) -> str:
        """Return *phrase* with every symbol replaced, and what replaces it expanded in turn."""
        return ELISION.sub(r"\1’", SYMBOL.sub(self._choose, phrase))

    def _choose(self, match: re.Match[str]) -> str:
        name = match[1]
        symbol = name[0].lower() + name[1:]
        text = self._number(symbol) or self.expand(self._rng.choice(self._grammar[symbol]))
        return capital(text) if name[0].isupper() else text

    def _number(self, symbol: str) -> str | None:
        match symbol:
            case "n1":
                return str(self._rng.randint(2, 9))
            case "n2":
                return str(self._rng.randint(11, 980))
            case "n3":
                return f"{self._rng.randint(1, 48)}.{self._rng.randint(0, 999):03}"
        return None

    def fresh(self, phrase: str) -> str:
        """Return an expansion of *phrase* that this writer has not given before."""
        text = self.expand(phrase)
        while text in self._used:
            text = self.expand(phrase)
        self._used.add(text)
        return text

    def paragraph(self) -> str:
        """Return a paragraph: one line, a quotation, or two to five sentences."""
        kind = self._rng.random()
        if kind < 0.12:
            return capital(self.fresh("{short}"))
        if kind < 0.35:
            return capital(self.fresh("{quotation}"))
        count = self._rng.randint(2, 5)
        return " ".join(self.fresh("{Sentence}") + "." for _ in range(count))

    def headline(self, place: str) -> str:
        """Return a headline as *place* : what is said about it."""
        return f"{place} : {capital(self.fresh('{headline}'))}"


def capital(text: str) -> str:
    """Return *text* with its first letter as a capital, the rest untouched.

    >>> capital("à Ségou")
    'À Ségou'
    """
    return text[:1].upper() + text[1:]
