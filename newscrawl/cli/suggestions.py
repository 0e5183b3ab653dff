"""What a user may have meant by a word that is none of those that are known."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean …?` with the nearest of *known*, or all of them where they are few and none is near.

    >>> did_you_mean("headlin", ["headline", "section"])
    '; did you mean headline?'
    """
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_folded, n=2, cutoff=0.6)
    if near:
        return f"; did you mean {' or '.join(by_folded[name] for name in near)}?"
    return f"; there are {', '.join(by_folded.values())}" if 0 < len(by_folded) <= 40 else ""
