"""What an article tells, small enough to keep for every article of a crawl: do two addresses tell the same?

Where a site's ids or canonical addresses say that two pages are one article, their texts have the last word. A sketch
is a bottom-k sample of a text's shingles of five words (Broder 1997): the share of it that two sketches have in
common estimates the share of shingles that the texts have in common.
"""

from array import array
from functools import lru_cache
from heapq import nsmallest
from itertools import accumulate
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


# Page check, crawl and pipeline ask for the same article, one soon after the other.
@lru_cache(maxsize=64)
def telling_of(headline: str | None, body: str | None) -> Telling:
    """Return what an article with this headline and body tells.

    >>> body = "The council has approved the new harbour plan after a long debate on Monday evening."
    >>> telling_of("Harbour approved", body).agrees(telling_of("Council approves harbour", body + " More follows."))
    True
    """
    text = " ".join((body or "").casefold().split(None, MAX_WORDS)[:MAX_WORDS]).encode("utf-8", "replace")
    return Telling(key(headline or ""), array("I", sorted(_shingles(text))[:SKETCH]))


def _shingles(text: bytes) -> set[int]:
    """Return the hashes of every `SHINGLE` words in a row of *text*, or of all of it where it has fewer."""
    starts = list(accumulate((len(word) + 1 for word in text.split(b" ")), initial=0))
    if len(starts) <= SHINGLE:
        return {crc32(text)} if text else set()
    return {crc32(text[start : end - 1]) for start, end in zip(starts, starts[SHINGLE:], strict=False)}
