"""Texts as sets of word shingles, and the few of them by which near-duplicates find each other.

A shingle is `SHINGLE` words in a row. A sketch is a bottom-k sample of the shingles (Broder 1997: two texts
of resemblance r share the smallest hash with probability r, so that k of them miss each other with (1 -
r)^k), once of the whole text and once of its lead, by which a teaser finds its article.
"""

from functools import cache, cached_property

import attrs
import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

SHINGLE = 6
MIN_WORDS = 25
"""A shorter text says too little to be called a copy."""

MAX_WORDS = 20_000
MAX_BYTES = 200_000
MAX_NUMBERS = 300

WHOLE_KEYS = 6
LEAD_KEYS = 3
LEAD_WORDS = 50

_KEY_BITS = 44
_BLANK = 32

# A rolling hash to this base (Karp and Rabin 1987) modulo 2^64, so that a whole text is hashed in a few
# vector operations; being odd, the base has an inverse. The finaliser's constants are those of splitmix64.
_BASE = 0x9E3779B97F4A7C15
_FINALISER = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


@attrs.frozen(eq=False)
class Shingled:
    """A text's words in order, the sorted hashes of its shingles, and the keys of its sketch.

    Hashes and keys are the same on every machine; a text under `MIN_WORDS` has none.
    """

    text: str
    """The words, parted by one blank: the garbage collector need not look into a text, as it would into a list."""
    size: int
    """Number of words."""
    hashes: Hashes
    keys: tuple[int, ...]

    @cached_property
    def numbers(self) -> list[str]:
        """The first `MAX_NUMBERS` words that begin with a digit, in order."""
        return [word for word in self.text.split() if word[0].isdigit()][:MAX_NUMBERS]


def shingled(text: str) -> Shingled:
    """Return the shingles of *text*, words parted by one blank: of the first `MAX_WORDS`, and of those the
    first `MAX_BYTES`."""
    size = text.count(" ") + 1 if text else 0
    if size > MAX_WORDS:
        text, size = " ".join(text.split(" ", MAX_WORDS)[:MAX_WORDS]), MAX_WORDS
    if size < MIN_WORDS:
        return Shingled(text, size, np.empty(0, np.uint64), ())
    in_order = _hashes(text.encode()[:MAX_BYTES])
    lead = np.sort(in_order[: LEAD_WORDS - SHINGLE + 1])
    in_order.sort()
    is_first = np.ones(len(in_order), np.bool_)
    np.not_equal(in_order[1:], in_order[:-1], out=is_first[1:])
    hashes = in_order[is_first]
    chosen = {*hashes[:WHOLE_KEYS].tolist(), *lead[:LEAD_KEYS].tolist()}
    return Shingled(text, size, hashes, tuple(key >> (64 - _KEY_BITS) for key in chosen))


def _hashes(text: bytes) -> Hashes:
    """Return the hash of each shingle of *text* (words parted by one blank), in order."""
    letters = np.frombuffer(text, np.uint8)
    powers, inverses = _powers()
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.multiply(letters, powers[: len(letters)]).cumsum(out=sums[1:])
    blanks = np.flatnonzero(letters == _BLANK)
    bounds = np.empty(len(blanks) + 2, np.intp)
    bounds[0], bounds[1:-1], bounds[-1] = -1, blanks, len(letters)
    starts, ends = bounds[:-SHINGLE] + 1, bounds[SHINGLE:]
    mixed: Hashes = sums[ends]
    mixed -= sums[starts]
    mixed *= inverses[starts]
    for shift, factor in _FINALISER:
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return mixed


@cache
def _powers() -> tuple[Hashes, Hashes]:
    """Return the base's powers, and those of its inverse, for every place of a text."""
    inverse = pow(_BASE, -1, 1 << 64)
    bases = [np.full(MAX_BYTES, base, np.uint64) for base in (_BASE, inverse)]
    return np.cumprod(bases[0]), np.cumprod(bases[1])
