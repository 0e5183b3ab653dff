"""Word by word, what has changed between two texts."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import attrs

# A word with the white space before it: joined again, the pieces are the text.
_WORD = re.compile(r"\s*\S+|\s+$")

MAX_COMPARED = 3_000
"""Longer stretches without a common word at either end are shown as replaced, which bounds the time."""


@attrs.frozen
class Diff:
    """A stretch of text that stands in both texts, in the old one only, or in the new one only."""

    kind: Literal["same", "removed", "added"]
    text: str


def word_diff(old: str, new: str) -> list[Diff]:
    """Return *old* and *new* as stretches: `same` and `removed` join to *old*, `same` and `added` to *new*.

    >>> [(d.kind, d.text) for d in word_diff("ten people came", "twelve people came")]
    [('removed', 'ten'), ('added', 'twelve'), ('same', ' people came')]
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle = _compared(before[head : len(before) - tail], after[head : len(after) - tail])
    parts = [
        Diff("same", "".join(before[:head])),
        *middle,
        Diff("same", "".join(before[len(before) - tail :])),
    ]
    return [part for part in parts if part.text]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many items *one* and *other* begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _compared(old: list[str], new: list[str]) -> Iterator[Diff]:
    if max(len(old), len(new)) > MAX_COMPARED:
        yield Diff("removed", "".join(old))
        yield Diff("added", "".join(new))
        return
    # Its heuristic (words of more than a hundredth are no anchors) bounds the time: "a a a …" beside "b a b a …" takes
    # minutes without.
    for kind, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield Diff("same", "".join(old[i:j]))
        else:
            yield Diff("removed", "".join(old[i:j]))
            yield Diff("added", "".join(new[k:m]))
