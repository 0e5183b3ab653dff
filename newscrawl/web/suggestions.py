"""What a user may have meant by a word that is none of those that are known."""

from collections.abc import Iterable
from difflib import get_close_matches

FEW = 40
"""So many known words are all told where none is like the one that was given."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return `; did you mean …?` with those of *known* that are most like *word*, `""` where none is.

    *likeness* is how much of it they must share, 0 to 1.

    >>> nearest("headlin", ["headline", "section"]), nearest("zzz", ["headline"])
    ('; did you mean headline?', '')
    """
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_folded, n=2, cutoff=likeness)
    return f"; did you mean {' or '.join(by_folded[name] for name in near)}?" if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `nearest`, or all of *known* where they are few and none is near.

    >>> did_you_mean("zzz", ["headline", "section"])
    '; there are headline, section'
    """
    names = list(dict.fromkeys(known))
    near = nearest(word, names)
    if near or not 0 < len(names) <= FEW:
        return near
    return f"; there {'is' if len(names) == 1 else 'are'} {', '.join(names)}"


def unknown(given: str, known: Iterable[str], what: str) -> str:
    """Return that there is no *what* called *given*, and the nearest of those *known*.

    >>> unknown("evry", ["every", "since"], "key")
    "there is no key 'evry'; did you mean every?"
    """
    return f"there is no {what} {given!r}{did_you_mean(given, known)}"
