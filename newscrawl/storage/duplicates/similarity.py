"""Whether two texts are copies of each other: the same words in the same order, not merely one form."""

from difflib import SequenceMatcher

import numpy as np

from newscrawl.storage.duplicates.shingles import Shingled

CONTAINMENT = 0.5
"""Share of the shorter text's shingles that the longer one must hold."""

TEASER_CONTAINMENT = 0.7
"""The same where the shorter text is less than `TEASER_SIZE` of the longer: a quotation is no teaser."""

TEASER_SIZE = 0.4

SAME_NUMBERS = 0.7
"""Share of the shorter text's numbers that must come in the same order in the longer one: reports made from
one template (weather, lottery, markets) share their words but not their figures."""

MIN_NUMBERS = 3


def is_copy(one: Shingled, other: Shingled) -> bool:
    """Tell whether one text is a copy, a corrected or cut version, or a teaser of the other."""
    small, large = sorted((one, other), key=lambda text: text.hashes.size)
    if not small.hashes.size:
        return False
    shared = np.intersect1d(small.hashes, large.hashes, assume_unique=True).size
    is_teaser = small.hashes.size < TEASER_SIZE * large.hashes.size
    needed = TEASER_CONTAINMENT if is_teaser else CONTAINMENT
    return shared >= needed * small.hashes.size and _same_figures(small.numbers, large.numbers)


def _same_figures(one: list[str], other: list[str]) -> bool:
    few, many = sorted((one, other), key=len)
    if len(few) < MIN_NUMBERS:
        return True
    blocks = SequenceMatcher(None, few, many, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= SAME_NUMBERS * len(few)
