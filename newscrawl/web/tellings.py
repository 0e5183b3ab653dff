"""What an article tells, small enough to keep for every article of a crawl: do two addresses tell the same?

Where a site's ids or canonical addresses say that two pages are one article, their texts have the last word. A sketch
is a bottom-k sample of a text's shingles of five words (Broder 1997): the share of it that two sketches have in
common estimates the share of shingles that the texts have in common.
"""

from array import array
from heapq import nsmallest
from zlib import crc32

import attrs

from newscrawl.web.text import key

SHINGLE = 5
SKETCH = 48
MAX_WORDS = 1_000

FEW = 8
"""Of so few shingles, half must be the same: chance is too large a part of fewer."""

AGREEING = 0.15
"""Share of two sketches in common from which two texts are versions of one: a rewritten report keeps far more, two
reports of one paper share next to nothing."""


@attrs.frozen
class Telling:
    """A headline, folded, and the sketch of a body: the smallest of its shingles' 32-bit hashes."""

    headline: str
    sketch: "array[int]"

    def agrees(self, other: "Telling") -> bool:
        """Tell whether both are versions of one article: the same headline, or bodies that share text."""
        if self.headline and self.headline == other.headline:
            return True
        small, large = sorted((set(self.sketch), set(other.sketch)), key=len)
        together = nsmallest(min(SKETCH, len(small)), small | large)
        shared = sum(1 for shingle in together if shingle in small and shingle in large)
        return bool(small) and shared >= (AGREEING if len(small) >= FEW else 0.5) * len(together)


def telling_of(headline: str | None, body: str | None) -> Telling:
    """Return what an article with this headline and body tells.

    >>> body = "The council has approved the new harbour plan after a long debate on Monday evening."
    >>> telling_of("Harbour approved", body).agrees(telling_of("Council approves harbour", body + " More follows."))
    True
    """
    folded = " ".join((body or "").casefold().split(None, MAX_WORDS)[:MAX_WORDS])
    words = folded.encode("utf-8", "replace").split(b" ") if folded else []
    runs = (b" ".join(words[n : n + SHINGLE]) for n in range(max(len(words) - SHINGLE, 0) + 1))
    shingles = set(map(crc32, filter(None, runs)))
    return Telling(key(headline or ""), array("I", nsmallest(SKETCH, shingles)))
